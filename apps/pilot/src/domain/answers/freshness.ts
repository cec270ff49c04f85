import { Amount, Code, Count, Day, Flag, Instant, Label, OneOf, Optional, Parts } from '#contracts/fields';
import { PARTNER_KINDS, type PartnerKind } from '#contracts/vocabulary';

export class DayCount {
  @Day() on: string;
  @Count() count: number;
}

export class Freshness {
  @Code() partnerCode: string;
  @Label() name: string;
  @OneOf(PARTNER_KINDS) network: PartnerKind;
  /** Last thing received from this partner; null: never connected. */
  @Optional() @Instant() lastAt: string | null;
  @Amount() expectedEveryHours: number;
  @Flag() silent: boolean;
  /** 31 days, oldest first, today last. */
  @Parts(() => DayCount) perDay: DayCount[];
}

export class FreshnessAnswer {
  @Instant() asOf: string;
  @Parts(() => Freshness) freshness: Freshness[];
}
