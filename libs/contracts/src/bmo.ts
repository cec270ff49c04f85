import { Fact } from './contract';
import { Code, Count, Day, Flag, Id, Instant, OneOf, Optional } from './fields';
import { INTENTION_OUTCOMES, type IntentionOutcome } from './vocabulary';

/** Only of communicable answers: what is not communicable never leaves bmo's database (BR-53). */
@Fact('bmo', 'RecontactDue.v1', 'A communicable respondent is to be recontacted; prospecting says by whom.')
export class RecontactDue {
  @Id() recontactId: string;
  @Id() employerId: string;
  @Id() campaignId: string;
  @Code(8) fapCode: string;
  @Count(100_000) positions: number;
  @Flag() seasonal: boolean;
  @Flag() difficult: boolean;
  /** First day of the stated hiring month, if one was stated. */
  @Optional() @Day() hiringMonth?: string | null;
  @Instant() dueAt: string;
}

@Fact(
  'bmo',
  'RecontactWithdrawn.v1',
  'The respondent withdrew its consent, or the campaign was purged: forget it.',
)
export class RecontactWithdrawn {
  @Id() recontactId: string;
  @Id() employerId: string;
  @Instant() withdrawnAt: string;
}

@Fact('bmo', 'RecontactClosed.v1', 'The outcome of an intention (BR-52).')
export class RecontactClosed {
  @Id() recontactId: string;
  @Id() employerId: string;
  @Id() campaignId: string;
  @Optional() @Id() partnerId?: string | null;
  @OneOf(INTENTION_OUTCOMES) outcome: IntentionOutcome;
  @Count(100_000) hired: number;
  @Count(100_000) stillOpen: number;
  @Optional() @Day() postponedTo?: string | null;
  @Instant() closedAt: string;
}

@Fact('bmo', 'PositionFoundOpen.v1', 'A recontact found posts still open: they become an offer.')
export class PositionFoundOpen {
  @Id() recontactId: string;
  @Id() employerId: string;
  /** The partner that recontacted collects the offer. */
  @Id() partnerId: string;
  @Optional() @Id() unitId?: string | null;
  @Code(8) fapCode: string;
  @Code(5) romeCode: string;
  @Count(100_000) positions: number;
  @Day() foundOn: string;
}

@Fact('bmo', 'CampaignPurged.v1', 'Individual answers of a campaign were erased (BR-59).', 'campaignId')
export class CampaignPurged {
  @Id() campaignId: string;
  @Id() territoryId: string;
  @Instant() purgedAt: string;
}
