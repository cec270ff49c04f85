import type { PartnerKind } from '#contracts/vocabulary';
import type { Closed, Knowledge } from './inputs';
import type { MicroPosts } from './instance';

/** A point on the ground, in degrees. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** How much each term of a score weighs: parameters of the territory policy, which the committee sees and sets. */
export interface PlanWeights {
  /** Posts that a visit to an employer of endless uncaptured need would bring; calibrated on the field's own figures. */
  readonly visitEffect: MicroPosts;
  /** Expected hires a year, not captured yet, at which a visit brings 63 % of that. */
  readonly hiresScale: number;
  /** What the best knowledge score (100) adds to a pair's worth, in per cent of it (BR-21). */
  readonly relationPercent: number;
  readonly travelPerKilometre: MicroPosts;
  /** For the structure that leads the employer already, or that the last published plan chose. */
  readonly incumbency: MicroPosts;
  readonly publication: MicroPosts;
  /** BR-27: a pair whose knowledge score is under this share of the best is not eligible, in per cent. */
  readonly nextBestMinimumPercent: number;
  /** BR-21: points that one more held visit gives, to say « deux visites de plus »; points are told when it is absent. */
  readonly knowledgePerVisit?: number;
}

/** A structure: a partner's unit, with the visits of its agents in the period (BR-26). */
export interface StructureInput {
  readonly structureId: string;
  readonly partnerId: string;
  readonly kind: PartnerKind;
  readonly name: string;
  /** Visits in the period, and how many are promised already. */
  readonly capacity: number;
  readonly taken: number;
  readonly position: Position | null;
}

export interface EmployerInput {
  readonly employerId: string;
  readonly segment: string;
  /** The territory class whose coverage it counts for, or null. */
  readonly territoryClass: string | null;
  /** The row of `affinities` that applies. */
  readonly audience: string;
  /** Hires expected in a year, by size and sector, more when it said so itself. */
  readonly expectedHires: number;
  /** The share of them that the partners receive already, 0 to 1. */
  readonly capturedShare: number;
  readonly position: Position | null;
  readonly knowledge: readonly Knowledge[];
  /** Partners with an open offer, an introduction under way or a convention there: the best known is pinned (BR-24). */
  readonly lockedBy: readonly string[];
  readonly closedTo: readonly Closed[];
  /** Structure that leads it at the freeze, and structure of the last published version. */
  readonly incumbent: string | null;
  readonly published: string | null;
  /** First local day on which anybody may contact it; null when now. */
  readonly contactableFrom: string | null;
}

/** Part of the capacity of structures that must, or may at most, go to a segment. `null` of structures means each. */
export interface Quota {
  readonly structureId: string | null;
  readonly kind: PartnerKind | null;
  readonly segment: string;
  readonly percent: number;
}

/** What the committee asks of a plan: its sliders. */
export interface PlanRules {
  readonly floors: readonly Quota[];
  readonly ceilings: readonly Quota[];
  /** Territory class -> share of the class's prospects that somebody must visit, in per cent. */
  readonly coverage: readonly { readonly territoryClass: string; readonly percent: number }[];
  readonly floorPenalty: MicroPosts;
  readonly coveragePenalty: MicroPosts;
}

/** The committee's word on one pair. */
export interface PairRule {
  readonly employerId: string;
  readonly structureId: string;
}

/** Everything that a plan reads: frozen, hashed, kept, so that it can be replayed (BR-124). */
export interface PlanInputs {
  readonly territoryId: string;
  readonly planId: string;
  readonly weights: PlanWeights;
  readonly rules: PlanRules;
  /** Audience -> partner kind -> how near the kind's public is to it, 0 to 100. */
  readonly affinities: Readonly<Record<string, Readonly<Partial<Record<PartnerKind, number>>>>>;
  readonly segments: readonly string[];
  readonly structures: readonly StructureInput[];
  readonly employers: readonly EmployerInput[];
  readonly pins: readonly PairRule[];
  readonly forbids: readonly PairRule[];
}
