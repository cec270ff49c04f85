import { Amount, Code, Count, Flag, Label, ListOf, OneOf, Part, Parts } from '#contracts/fields';
import {
  INTENTION_OUTCOMES,
  type IntentionOutcome,
  PARTNER_KINDS,
  type PartnerKind,
} from '#contracts/vocabulary';

export class OverlapCell {
  @OneOf(PARTNER_KINDS) a: PartnerKind;
  @OneOf(PARTNER_KINDS) b: PartnerKind;
  @Count() employers: number;
  @Flag() incomplete: boolean;
}

export class KnownBy {
  @Count(1000) networks: number;
  @Count() employers: number;
}

export class Overlap {
  @ListOf(PARTNER_KINDS) networks: PartnerKind[];
  @Parts(() => OverlapCell) cells: OverlapCell[];
  @Parts(() => KnownBy) known: KnownBy[];
  @Count() nobody: number;
}

export class SegmentCoverage {
  @Code() segment: string;
  @Label() label: string;
  @Count() reached: number;
  @Count() total: number;
}

export class Justified {
  @Count() joint: number;
  @Count() requested: number;
  @Count() followUp: number;
  @Count() arbitrated: number;
}

export class Redundancy {
  @Amount() windowDays: number;
  @Count() heldVisits: number;
  @Count() redundantVisits: number;
  @Part(() => Justified) justified: Justified;
  @ListOf(PARTNER_KINDS) incomplete: PartnerKind[];
}

export class OutcomeCount {
  @OneOf(INTENTION_OUTCOMES) outcome: IntentionOutcome;
  @Count() count: number;
}

/** `due`, `assigned` and `closed` count the partners' own work on answers that may be shared; outcomes obey BR-58. */
export class BmoRecontacts {
  @Count() due: number;
  @Count() assigned: number;
  @Count() closed: number;
  @Parts(() => OutcomeCount) outcomes: OutcomeCount[];
  @ListOf(PARTNER_KINDS) incomplete: PartnerKind[];
}
