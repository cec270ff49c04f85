import type { PartnerKind, UnassignedReason } from '#contracts/vocabulary';
import type { Hold } from './holds';
import type { MicroPosts } from './instance';

/** The names of the terms of a score, in the order in which they are shown. */
export type Term =
  | 'UPLIFT'
  | 'AFFINITY'
  | 'RELATION'
  | 'TRAVEL'
  | 'INCUMBENCY'
  | 'PUBLICATION'
  /** At most 9 micro-posts, between equal scores (BR-23). */
  | 'TIE_BREAK';

export interface ExplainedTerm {
  readonly term: Term;
  readonly microPosts: MicroPosts;
  /** « Trajet : 2,4 km et retour ». */
  readonly words: string;
}

/** One structure that may visit the employer. */
export interface ExplainedOption {
  readonly structureId: string;
  readonly partnerId: string;
  readonly kind: PartnerKind;
  readonly name: string;
  /** Add up to `value` exactly; those of 0 are left out, but for the first. */
  readonly terms: readonly ExplainedTerm[];
  readonly value: MicroPosts;
  /** What this visit would be worth elsewhere: the price of the place, less what the coverage of its class adds. */
  readonly price: MicroPosts;
  /** `value - price`: the employer goes where it is highest, and nowhere when none is above 0. */
  readonly net: MicroPosts;
}

/** One structure that may not, and why, in French. */
export interface ExcludedOption {
  readonly structureId: string;
  readonly partnerId: string;
  readonly name: string;
  readonly because: string;
}

/** Why an employer goes where it goes. */
export interface Explanation {
  readonly employerId: string;
  /** The structure, or null. */
  readonly chosen: string | null;
  /** When it is held there by the committee or a lock, the net does not decide. */
  readonly heldBy: Hold['by'] | null;
  /** The chosen one first, then by net. */
  readonly options: readonly ExplainedOption[];
  readonly excluded: readonly ExcludedOption[];
  readonly reason: UnassignedReason | null;
  /** In French, numbers in hundredths of a post. */
  readonly sentence: string;
  /** In French; reckoned again with the change, at the prices of this plan. */
  readonly whatWouldChange: string;
}
