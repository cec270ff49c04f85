import {
  Amount,
  Count,
  Day,
  Id,
  Instant,
  Label,
  OneOf,
  Optional,
  Part,
  Parts,
  Text,
} from '#contracts/fields';
import { PARTNER_KINDS, type PartnerKind } from '#contracts/vocabulary';
import { Freshness } from './freshness';
import { IndicatorAnswer } from './indicator';
import { BmoRecontacts, Overlap, Redundancy, SegmentCoverage } from './panels';
import { Pipeline } from './pipeline';
import { VacantStock } from './stock';

export class TerritoryName {
  @Id() id: string;
  @Label() name: string;
}

export class SilentPartner {
  @Label() name: string;
  @OneOf(PARTNER_KINDS) network: PartnerKind;
  @Amount() sinceDays: number;
}

export class Sentence {
  @Count() vacantPositions: number;
  @Count() oldPositions: number;
  @Amount() oldAfterDays: number;
  @Count() crossedEmployers: number;
  @Amount() crossedWithinDays: number;
  @Count() publicationsSoon: number;
  @Day() publicationsUntil: string;
  @Parts(() => SilentPartner) silent: SilentPartner[];
}

export const TODO_KINDS = [
  'SILENT_PARTNER',
  'OFFERS_DUE',
  'EMPLOYERS_CROSSED',
  'LEADS_UNANSWERED',
  'POSITIONS_TO_RECONFIRM',
  'PUBLICATIONS_REJECTED',
  'RECONTACTS_LATE',
] as const;

export class ToDo {
  @OneOf(TODO_KINDS) kind: (typeof TODO_KINDS)[number];
  @Count() count: number;
  @Text() sentence: string;
  @Text() href: string;
}

/** The pilot's page at once: one reading of the evidence, so that its figures agree. */
export class Dashboard {
  @Instant() asOf: string;
  @Part(() => TerritoryName) territory: TerritoryName;
  @Optional() @Text() policyVersion: string | null;
  @Part(() => Sentence) sentence: Sentence;
  @Parts(() => IndicatorAnswer) indicators: IndicatorAnswer[];
  @Part(() => VacantStock) vacantStock: VacantStock;
  @Part(() => Pipeline) pipeline: Pipeline;
  @Part(() => Overlap) overlap: Overlap;
  @Parts(() => SegmentCoverage) coverage: SegmentCoverage[];
  @Part(() => Redundancy) redundancy: Redundancy;
  @Part(() => BmoRecontacts) bmo: BmoRecontacts;
  @Parts(() => Freshness) freshness: Freshness[];
  @Parts(() => ToDo) todo: ToDo[];
}
