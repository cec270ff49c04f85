import { IsArray, IsString } from 'class-validator';
import {
  Code,
  CommuneCode,
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
  Text,
} from '#contracts/fields';
import { INTENTION_OUTCOMES, type IntentionOutcome } from '#contracts/vocabulary';
import { communeOf } from '#domain/codes/communes';
import { fapLabel, fapOf } from '#domain/codes/fap';
import type { EmployerRef } from '#service/employer-ref';
import type { Recontact } from './domain/recontact';

export class RecontactsQuery {
  @Optional() @OneOf(['ASSIGNED', 'CLOSED']) state?: 'ASSIGNED' | 'CLOSED';
  @Optional() @Id() cursor?: string;
}

export class AttemptRequest {
  /** The day of the attempt; today when absent. */
  @Optional() @Day() on?: string | null;
}

export class OutcomeRequest {
  @OneOf(INTENTION_OUTCOMES) outcome: IntentionOutcome;
  /** HIRED, PARTLY_HIRED: how many; more than was intended is allowed. */
  @Optional() @Count(100_000) hired?: number | null;
  /** STILL_OPEN, PARTLY_HIRED: how many posts remain. */
  @Optional() @Count(100_000) stillOpen?: number | null;
  /** POSTPONED: until when. */
  @Optional() @Day() postponedTo?: string | null;
  /** The ROME code of the posts still open, when the family's first one is not theirs. */
  @Optional() @Code(5) romeCode?: string | null;
}

export class RecontactEmployer {
  @Id() employerId: string;
  @SiretField() siret: string;
  @Optional() @Label() publicName: string | null;
  @CommuneCode() communeCode: string;
  @Text() communeName: string;
}

/** Only what a partner may know of an answer: establishment, family of jobs, number, season, difficulty (BR-53). */
export class RecontactAnswer {
  @Id() recontactId: string;
  @OneOf(['DUE', 'ASSIGNED', 'CLOSED']) state: Recontact['state'];
  @Optional() @Part(() => RecontactEmployer) employer: RecontactEmployer | null;
  @Code(8) fapCode: string;
  @Text() fapLabel: string;
  /** ROME codes that the family may stand for: a proposal, not official (BR-57). */
  @IsArray() @IsString({ each: true }) romeCodes: readonly string[];
  @Count() positions: number;
  @Flag() seasonal: boolean;
  @Flag() difficult: boolean;
  @Optional() @Day() hiringMonth: string | null;
  @Instant() dueAt: string;
  /** Not before this instant: the employer's cool-down. */
  @Optional() @Instant() notBefore: string | null;
  /** A call and not a visit: the hiring month comes before the end of the cool-down. */
  @Flag() callOnly: boolean;
  @IsArray() @IsString({ each: true }) attempts: readonly string[];
  @Optional() @OneOf(INTENTION_OUTCOMES) outcome: IntentionOutcome | null;
  @Count() hired: number;
  @Count() stillOpen: number;
  @Optional() @Day() postponedTo: string | null;
  @Optional() @Instant() closedAt: string | null;
}

export class RecontactsAnswer {
  @Parts(() => RecontactAnswer) items: RecontactAnswer[];
  @Optional() @Id() nextCursor: string | null;
}

/** A recontact as it is served, with what is public of its employer. */
export const recontactAnswer = (
  recontact: Recontact,
  employer: EmployerRef | undefined,
): RecontactAnswer => ({
  recontactId: recontact.recontactId,
  state: recontact.state,
  employer: employer
    ? {
        employerId: employer.employerId,
        siret: employer.siret,
        publicName: employer.publicName,
        communeCode: employer.communeCode,
        communeName: communeOf(employer.communeCode)?.name ?? employer.communeCode,
      }
    : null,
  fapCode: recontact.fapCode,
  fapLabel: fapLabel(recontact.fapCode) ?? recontact.fapCode,
  romeCodes: fapOf(recontact.fapCode)?.romeCodes ?? [],
  positions: recontact.positions,
  seasonal: recontact.seasonal,
  difficult: recontact.difficult,
  hiringMonth: recontact.hiringMonth,
  dueAt: recontact.dueAt.toISOString(),
  notBefore: recontact.notBefore?.toISOString() ?? null,
  callOnly: recontact.callOnly,
  attempts: recontact.attempts,
  outcome: recontact.outcome,
  hired: recontact.hired,
  stillOpen: recontact.stillOpen,
  postponedTo: recontact.postponedTo,
  closedAt: recontact.closedAt?.toISOString() ?? null,
});
