/** Micro-posts: millionths of an expected filled post. Values are integers, so that a plan can be proved to the unit. */
export type MicroPosts = number;

/**
 * A period to plan, as numbers (allocation.md, section 2): who may solicit whom, what each visit is worth, and what the
 * committee asked. Employers, structures, segments and territory classes are indices from 0; a *bin* is
 * `structure * segments + segment`. Segments partition employers, and so do classes: that is what makes the optimum of
 * the relaxed problem whole.
 */
export interface Instance {
  readonly employers: number;
  readonly structures: number;
  readonly segments: number;
  readonly classes: number;
  /** `employers + 1` offsets: the pairs of employer `i` are `firstPair[i] .. firstPair[i + 1] - 1`. */
  readonly firstPair: Uint32Array;
  /** The structure of each pair; a structure appears once at most among an employer's pairs. */
  readonly pairStructure: Uint16Array;
  /** What the visit is worth, above 0 and at most 2^31 - 1; a pair that is not worth anything is left out. */
  readonly pairValue: Int32Array;
  readonly segmentOf: Uint8Array;
  /** The territory class of each employer, -1 for none. */
  readonly classOf: Int32Array;
  /** Visits of each structure in the period. */
  readonly capacity: Int32Array;
  /** By bin: the least visits wished, softly, and the most allowed. */
  readonly floor: Int32Array;
  readonly ceiling: Int32Array;
  /** By class: employers of the class that should be visited by somebody, softly. */
  readonly coverage: Int32Array;
  /** What each visit under a floor, or each employer under a coverage floor, is said to be worth: a published choice. */
  readonly floorPenalty: MicroPosts;
  readonly coveragePenalty: MicroPosts;
  /**
   * By employer: the structure that must visit it, whatever that costs, or -1; absent when nothing is pinned. The pair
   * must exist. Pins alone may exceed a capacity or a ceiling, and that is told.
   */
  readonly pinnedTo?: Int32Array;
}

/** What a place is worth: a visit of a structure, a place in a bin, one more employer covered in a class. */
export interface Prices {
  /** By structure, 0 or more. */
  readonly structure: Float64Array;
  /** By bin: the structure's price, less what a floor adds, more what a ceiling costs; may be negative. */
  readonly bin: Float64Array;
  /** By class, from 0 to the coverage penalty. */
  readonly class: Float64Array;
}

/** Primal and dual value of a plan, integers: equal, they prove that no plan is worth more. */
export interface Certificate {
  readonly primal: MicroPosts;
  readonly dual: MicroPosts;
}

/** The best plan of an instance, with its proof. */
export interface OptimalPlan {
  /** By employer: its structure, or -1. */
  readonly assignedTo: Int32Array;
  readonly prices: Prices;
  /** What the visits are worth, floors and coverage left out. */
  readonly value: MicroPosts;
  readonly certificate: Certificate;
  readonly shortfalls: Shortfalls;
}

/** Wishes that could not be met, and what pins made exceed. */
export interface Shortfalls {
  /** By bin: visits missing under its floor. */
  readonly floor: Int32Array;
  /** By class: employers missing under its coverage. */
  readonly coverage: Int32Array;
  /** By structure: visits over its capacity because of pins. */
  readonly overCapacity: Int32Array;
  /** By bin: visits over its ceiling because of pins. */
  readonly overCeiling: Int32Array;
}

/** What a running plan knows of an employer. */
export interface EmployerInPool {
  readonly segment: number;
  /** Its territory class, -1 for none. */
  readonly class: number;
  /** A structure once at most, with a value from 1 to 2^31 - 1. */
  readonly pairs: readonly (readonly [structure: number, value: MicroPosts])[];
}

/** An employer that changes structure; -1 for none. */
export interface Move {
  readonly employer: number;
  readonly from: number;
  readonly to: number;
}
