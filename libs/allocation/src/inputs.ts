import type { PolicyParameter } from '#contracts/policy';
import type { PartnerKind, UnassignedReason } from '#contracts/vocabulary';

/** The parameters of the territory policy that an allocation reads. */
export type AllocationPolicy = Readonly<
  Record<Extract<PolicyParameter, 'nextBestMinimumPercent' | 'tieMargin' | 'explorationPercent'>, number>
>;

/** A unit of a partner, with the visits that its agents declared for the period (BR-26). */
export interface UnitInput {
  readonly unitId: string;
  /** Visits in the period; 0 when nobody declared any. */
  readonly capacity: number;
  /** Visits already promised: leads in hand at the freeze. */
  readonly taken: number;
}

export interface PartnerInput {
  readonly partnerId: string;
  readonly kind: PartnerKind;
  readonly units: readonly UnitInput[];
}

/** How well a partner knows an employer (BR-21): the score, since when, and its grounds in French. */
export interface Knowledge {
  readonly partnerId: string;
  /** 0 to 100. */
  readonly score: number;
  /** Local date of the oldest evidence. */
  readonly since: string;
  /** « 2 visites tenues, 1 offre confiée ». */
  readonly grounds: string;
  /** The same piece by piece, for whoever asks what would change a decision. */
  readonly evidence?: readonly EvidencePiece[];
}

/** One piece of evidence, and what the score would lose without it. */
export interface EvidencePiece {
  readonly points: number;
  /** As read after « Sans … »: « la visite du 4 septembre ». */
  readonly words: string;
}

/** Why an employer may not be given to a partner; `partnerId` null closes it to everybody. */
export interface Closed {
  readonly partnerId: string | null;
  readonly reason: UnassignedReason;
}

export interface ProspectInput {
  readonly employerId: string;
  readonly segment: string | null;
  /** Size class, or UNKNOWN: the row of `affinities` that applies. */
  readonly audience: string;
  /** 0 to 100, orders prospects of equal score. */
  readonly potential: number;
  /** SIRENE status P: never a prospect (BR-10). */
  readonly partialDiffusion: boolean;
  readonly knowledge: readonly Knowledge[];
  /** Partners with an open offer, an introduction under way or a convention there (BR-24). */
  readonly lockedBy: readonly string[];
  readonly closedTo: readonly Closed[];
}

/** Audience -> partner kind -> how near the kind's public is to it, 0 to 100 (BR-23, BR-25). */
export type Affinities = Readonly<Record<string, Readonly<Partial<Record<PartnerKind, number>>>>>;

/** Everything that an allocation reads: frozen, hashed, kept, so that it can be replayed (BR-124). */
export interface AllocationInputs {
  readonly territoryId: string;
  /** Seeds the last tie-break, with the employer (BR-23). */
  readonly planId: string;
  readonly policy: AllocationPolicy;
  readonly partners: readonly PartnerInput[];
  readonly prospects: readonly ProspectInput[];
  readonly affinities: Affinities;
}

export interface Assignment {
  readonly employerId: string;
  readonly partnerId: string;
  readonly unitId: string;
  readonly score: number;
  /** The rule that decided: BR-22, BR-24, BR-25 or BR-27. */
  readonly rule: string;
  /** One French line of why. */
  readonly because: string;
}

export interface Unassigned {
  readonly employerId: string;
  readonly reason: UnassignedReason;
}

export interface PartnerLoad {
  readonly partnerId: string;
  readonly capacity: number;
  /** What was taken before and what this plan gives. */
  readonly taken: number;
  /** Visits over capacity because of locks: shown, never silent (BR-22). */
  readonly over: number;
}

/** A plan: each prospect once, with its reason, in the order of `employerId`. */
export interface AllocatedPlan {
  readonly assignments: readonly Assignment[];
  readonly unassigned: readonly Unassigned[];
  readonly loads: readonly PartnerLoad[];
}
