import { Amount, Count, Day, Flag, Label, ListOf, OneOf, Optional, Parts } from '#contracts/fields';
import { PARTNER_KINDS, type PartnerKind } from '#contracts/vocabulary';

export class AgeBucket {
  @Count() from: number;
  @Optional() @Count() to: number | null;
  @Count() positions: number;
}

export class StockPoint {
  @Day() on: string;
  @Count() recent: number;
  @Count() old: number;
  @Flag() provisional: boolean;
}

export class StockFlow {
  @Day() on: string;
  @Count() opened: number;
  @Count() filled: number;
  @Count() withdrawn: number;
  @Flag() provisional: boolean;
}

export class Milestone {
  @Day() on: string;
  @OneOf(['PLAN_ADOPTED', 'DEFINITION_CHANGED']) kind: 'PLAN_ADOPTED' | 'DEFINITION_CHANGED';
  @Label() label: string;
}

export class VacantStock {
  @Parts(() => AgeBucket) buckets: AgeBucket[];
  @Parts(() => StockPoint) series: StockPoint[];
  @Parts(() => StockFlow) flows: StockFlow[];
  /** Of the stock, positions of which nobody said anything for 30 days. */
  @Amount() toReconfirm: number;
  @Parts(() => Milestone) milestones: Milestone[];
  @ListOf(PARTNER_KINDS) incomplete: PartnerKind[];
}
