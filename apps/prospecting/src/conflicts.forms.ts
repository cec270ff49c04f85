import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import {
  Code,
  Count,
  Day,
  Flag,
  Id,
  Instant,
  Label,
  OneOf,
  Optional,
  Part,
  Parts,
  SiretField,
} from '#contracts/fields';
import { PARTNER_KINDS } from '#contracts/vocabulary';
import {
  CONFLICT_KINDS,
  CONFLICT_OUTCOMES,
  CONFLICT_STATES,
  type ConflictOutcome,
  type ConflictState,
} from './domain/conflict';
import { EmployerCardAnswer } from './worklist.http';

export class ConflictsQuestion {
  @Optional() @OneOf(CONFLICT_STATES) state?: ConflictState;
  @Optional() @Type(() => Number) @IsInt() @Min(1) @Max(500) limit?: number;
}

class ConflictChoice {
  @OneOf(CONFLICT_OUTCOMES) value: string;
  /** What it means, in French. */
  @Label(400) words: string;
}

export class ConflictAnswer {
  @Id() conflictId: string;
  @OneOf(CONFLICT_KINDS) kind: string;
  @OneOf(CONFLICT_STATES) state: string;
  /** What is asked, in French. */
  @Label(400) question: string;
  @Part(() => EmployerCardAnswer) employer: EmployerCardAnswer;
  @Instant() openedAt: string;
  /** From then on the rule decides. */
  @Instant() answerBy: string;
  /** What you may answer, or settle by. */
  @Parts(() => ConflictChoice) choices: ConflictChoice[];
  @Optional() @OneOf(CONFLICT_OUTCOMES) ownAnswer: string | null;
  @Optional() @OneOf(CONFLICT_OUTCOMES) outcome: string | null;
  @Optional() @Label(400) outcomeWords: string | null;
  @Optional() @OneOf(['PARTNERS', 'COORDINATION', 'RULE']) decidedBy: string | null;
  @Optional() @Instant() settledAt: string | null;
}

class ConflictSide {
  /** True for what your own partner declared. */
  @Flag() own: boolean;
  @Optional() @OneOf(PARTNER_KINDS) network: string | null;
  /** The day of the contact, or of the offer. */
  @Optional() @Day() on: string | null;
  /** Of another partner, for the coordination alone. */
  @Optional() @Id() partnerId: string | null;
  @Optional() @Label() partnerName: string | null;
  @Optional() @OneOf(CONFLICT_OUTCOMES) answer: string | null;
  /** Of your own partner alone. */
  @Optional() @Code(200) visitId: string | null;
  @Optional() @Code() sourceSystem: string | null;
  @Optional() @Id() agentId: string | null;
}

export class ConflictDetail extends ConflictAnswer {
  /** The second SIRET under which a visit was declared, for DIVERGING_SIRET alone. */
  @Optional() @SiretField() otherSiret: string | null;
  @Parts(() => ConflictSide) sides: ConflictSide[];
}

class ConflictCounts {
  @Count() open: number;
  @Count() answered: number;
  @Count() settled: number;
  /** Nobody answered in time. */
  @Count() decidedByRule: number;
  /** A correction made the question pointless. */
  @Count() withdrawn: number;
}

export class ConflictsAnswer {
  @Instant() asOf: string;
  @Part(() => ConflictCounts) counts: ConflictCounts;
  @Parts(() => ConflictAnswer) items: ConflictAnswer[];
}

export class ConflictReply {
  /** One of the `choices` of the question. */
  @OneOf(CONFLICT_OUTCOMES) answer: ConflictOutcome;
}

export class ConflictSettlement {
  @OneOf(CONFLICT_OUTCOMES) outcome: ConflictOutcome;
  /** With LEAD_TO: the partner that leads from now on. */
  @Optional() @Id() partnerId?: string;
  /** With LEAD_TO: its last day, six months away at most (BR-40). */
  @Optional() @Day() until?: string;
  /** Why, without naming anybody. */
  @Label(300) reason: string;
}
