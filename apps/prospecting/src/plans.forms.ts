import { Type } from 'class-transformer';
import { IsArray, IsInt, IsObject, Max, Min, ValidateNested } from 'class-validator';
import { Code, Count, Day, Flag, Id, Instant, Label, OneOf, Optional } from '#contracts/fields';
import { UNASSIGNED_REASONS } from '#contracts/vocabulary';
import { PLAN_STATES, type PlanState } from './domain/plan';
import { EmployerCardAnswer } from './worklist.http';

export class PlanToDraft {
  /** Your own when absent. */
  @Optional() @Id() territoryId?: string;
  @Label() name: string;
  /** First day. */
  @Day() from: string;
  /** First day after the plan. */
  @Day() until: string;
}

export class VoiceToRecord {
  /** Your own partner when absent. */
  @Optional() @Id() partnerId?: string;
  @Flag() inFavour: boolean;
  /** A short word to the committee; nobody’s name, nothing about a person (BR-114). */
  @Optional() @Label(400) remark?: string | null;
}

class CastVoicesAnswer {
  @Id() partnerId: string;
  @Count(100) voices: number;
  @Flag() inFavour: boolean;
  /** Absent for agents: the committee reads it. */
  @Optional() @Label(400) remark?: string | null;
  @Optional() @Instant() recordedAt?: string | null;
}

class PlanLoadAnswer {
  @Id() partnerId: string;
  @Label() partnerName: string;
  /** Visits in the period, as agents declared them. */
  @Count() capacity: number;
  @Count() taken: number;
  /** Over capacity because of open offers (BR-22): shown, never silent. */
  @Count() over: number;
}

export class PlanAnswer {
  @Id() planId: string;
  @Id() territoryId: string;
  @Label() name: string;
  @Day() from: string;
  @Day() until: string;
  @OneOf(PLAN_STATES) state: PlanState;
  @Count() version: number;
  @Optional() @Count() policyVersion: number | null;
  @Optional() @Id() segmentationId: string | null;
  /** SHA-256 of the frozen inputs: the same inputs give the same plan. */
  @Optional() @Code(64) inputsHash: string | null;
  @Count() quorum: number;
  @IsArray() @ValidateNested({ each: true }) @Type(() => CastVoicesAnswer) voices: CastVoicesAnswer[];
  @Count() assigned: number;
  @Count() alreadyHeld: number;
  @Count() unassigned: number;
  /** Reason -> prospects without a lead. */
  @IsObject() unassignedByReason: Record<string, number>;
  @IsArray() @ValidateNested({ each: true }) @Type(() => PlanLoadAnswer) loads: PlanLoadAnswer[];
}

export class PlansAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => PlanAnswer) items: PlanAnswer[];
}

export class PlanLinesQuestion {
  @Optional() @Id() cursor?: string;
  @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(1000) limit?: number;
  @Optional() @Id() partnerId?: string;
  @Optional() @OneOf(UNASSIGNED_REASONS) unassigned?: string;
}

class PlanLineAnswer {
  @ValidateNested() @Type(() => EmployerCardAnswer) employer: EmployerCardAnswer;
  @Optional() @Id() partnerId: string | null;
  @Optional() @Id() unitId: string | null;
  @Optional() @Count(100) score: number | null;
  /** What decided: BR-22, BR-24, BR-25, BR-27, or PIN, the committee’s word. */
  @Optional() @Code(8) rule: string | null;
  @Optional() @Label(400) because: string | null;
  @Optional() @OneOf(UNASSIGNED_REASONS) unassigned: string | null;
  @Flag() alreadyHeld: boolean;
}

export class PlanLinesAnswer {
  @IsArray() @ValidateNested({ each: true }) @Type(() => PlanLineAnswer) items: PlanLineAnswer[];
  @Optional() @Id() next: string | null;
}

export class EvaluationAnswer {
  @Id() planId: string;
  /** False while the plan runs, or before its evaluation was recorded. */
  @Flag() final: boolean;
  @Count() planned: number;
  @Count() held: number;
  @Count() newEmployersReached: number;
  @Count() reachedOutsidePlan: number;
}
