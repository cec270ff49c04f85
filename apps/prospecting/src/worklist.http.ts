import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsInt, Max, Min, ValidateNested } from 'class-validator';
import { Code, Count, Day, Flag, Id, Instant, Label, OneOf, Optional, SiretField } from '#contracts/fields';
import { JUSTIFICATIONS, LEAD_ORIGINS, PARTNER_KINDS } from '#contracts/vocabulary';
import { Allow, Caller } from '#service/allow';
import type { CallerIdentity } from '#service/identity';
import { sightOf } from './domain/caller';
import { WorklistRepository } from './storage/worklist.repository';
import { WORK_STATES, type WorkState } from './storage/worklist.rows';

class WorklistQuestion {
  @Optional() @OneOf(WORK_STATES) state?: WorkState;
  @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
}

export class EmployerCardAnswer {
  @Id() employerId: string;
  @SiretField() siret: string;
  /** Absent for a sole trader. */
  @Optional() @Label() publicName: string | null;
  @Code(5) communeCode: string;
  @Label() communeName: string;
  @Label() nafCode: string;
  @Label() nafLabel: string;
  @Code(2) headcountBand: string;
  @Label() headcountLabel: string;
  @Optional() @Code() segment: string | null;
}

export class LightAnswer {
  @OneOf(['GREEN', 'AMBER', 'RED']) colour: string;
  @Label(400) reason: string;
  @Optional() @Day() nextFreeDate: string | null;
}

class LastContactAnswer {
  @OneOf(PARTNER_KINDS) network: string;
  @Day() on: string;
}

class OtherContactAnswer extends LastContactAnswer {
  @Optional() @OneOf(JUSTIFICATIONS) justification: string | null;
}

class RecontactAnswer {
  @Id() recontactId: string;
  @Code(8) fapCode: string;
  @Count(100_000) positions: number;
  @Flag() seasonal: boolean;
  @Flag() difficult: boolean;
  /** A call and not a visit: the hiring month comes before the end of the cool-down (BR-55). */
  @Flag() callOnly: boolean;
  @Optional() @Day() hiringMonth: string | null;
  @Optional() @Instant() notBefore: string | null;
}

export class PlannedVisitAnswer {
  @Instant() at: string;
  @Optional() @Id() agentId: string | null;
  /** Whoever would hold it is away on that day, or left: give it to somebody else (BR-36). */
  @Flag() agentAway: boolean;
}

class WorklistCounts {
  @Count() toTake: number;
  @Count() inProgress: number;
  @Count() closed: number;
}

class WorklistItem {
  @Id() leadId: string;
  @Optional() @Id() leaseId: string | null;
  @OneOf(WORK_STATES) state: string;
  @ValidateNested() @Type(() => EmployerCardAnswer) employer: EmployerCardAnswer;
  /** One line of why, in French. */
  @Label(400) because: string;
  @ValidateNested() @Type(() => LightAnswer) light: LightAnswer;
  @Optional() @ValidateNested() @Type(() => LastContactAnswer) lastContact: LastContactAnswer | null;
  /** The last contact that another partner held while yours leads: you are informed, nothing is asked of you. */
  @Optional() @ValidateNested() @Type(() => OtherContactAnswer) contactByAnother: OtherContactAnswer | null;
  @Optional() @Instant() respondBy: string | null;
  @Optional() @Instant() leaseUntil: string | null;
  /** Who holds it. */
  @Optional() @Id() agentId: string | null;
  /** When your unit was reminded that it has not answered (BR-28). */
  @Optional() @Instant() remindedAt: string | null;
  /** Since when it is in your unit’s queue, because whoever held it left (BR-35). */
  @Optional() @Instant() queuedAt: string | null;
  /** The later day that the employer asked for (BR-29). */
  @Optional() @Day() employerAskedFor: string | null;
  @Optional() @ValidateNested() @Type(() => PlannedVisitAnswer) plannedVisit: PlannedVisitAnswer | null;
  @OneOf(LEAD_ORIGINS) origin: string;
  @Optional() @ValidateNested() @Type(() => RecontactAnswer) recontact: RecontactAnswer | null;
}

class WorklistAnswer {
  @Instant() asOf: string;
  @ValidateNested() @Type(() => WorklistCounts) counts: WorklistCounts;
  /** Questions of the conflict desk that wait for your answer: GET /v1/conflicts. */
  @Count() openQuestions: number;
  @IsArray() @ValidateNested({ each: true }) @Type(() => WorklistItem) items: WorklistItem[];
}

const PAGE = 200;

@ApiTags('Prospects')
@Controller('v1/worklist')
export class WorklistController {
  constructor(private readonly worklists: WorklistRepository) {}

  @Get()
  @Allow({ roles: ['AGENT', 'UNIT_MANAGER', 'COORDINATOR', 'PILOT'], scopes: ['assignments:read'] })
  @ApiOperation({ summary: 'Lire votre liste : prospects à prendre, en cours, clôturés' })
  @ApiQuery({ name: 'state', required: false, enum: WORK_STATES })
  @ApiQuery({ name: 'limit', required: false, type: Number })
  @ApiOkResponse({ type: WorklistAnswer })
  list(@Caller() caller: CallerIdentity, @Query() question: WorklistQuestion): Promise<WorklistAnswer> {
    return this.worklists.worklist(sightOf(caller), question.state ?? null, question.limit ?? PAGE);
  }
}
