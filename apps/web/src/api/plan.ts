import type { Network } from './dashboard';

/**
 * The shapes of the plan as `prospecting` serves them to the committee.
 *
 *   GET  /v1/plans                                -> { items: Plan[] }
 *   POST /v1/plans { name, from, until }          -> Plan; then /:id/allocate, submit, voices, adopt -> Plan
 *   GET  /v1/plans/:id/board?scenarioId=          -> Board
 *   POST /v1/plans/:id/simulate Trial             -> Simulated      nothing is saved
 *   GET  /v1/plans/:id/diff?from=&to=             -> Diff           a scenario's id, or `current`
 *   GET, POST /v1/plans/:id/scenarios             -> { items: Scenario[] }, Scenario; /:sid/comments, /:sid/retain
 *   POST /v1/plans/:id/pins, DELETE .../:pinId
 *   GET  /v1/plans/:id/explanations?siret=        -> Explanation
 *
 * Values are in posts; percents are whole numbers of the quota, prices are per cent of the plan's value.
 */

export type PlanState = 'DRAFT' | 'SUBMITTED' | 'ADOPTED' | 'RUNNING' | 'CLOSED' | 'EVALUATED';

export interface Plan {
  planId: string;
  name: string;
  /** First day, and first day after. */
  from: string;
  until: string;
  state: PlanState;
  version: number;
  inputsHash: string | null;
  /** Voices that must be cast for the body to decide. */
  quorum: number;
  voices: Voice[];
  assigned: number;
  alreadyHeld: number;
  unassigned: number;
}

export interface Voice {
  partnerId: string;
  voices: number;
  inFavour: boolean;
  remark?: string | null;
  recordedAt?: string | null;
}

/** A partner that has voices in the steering body; `inFavour` is null while it has not spoken. */
export interface Member extends Omit<Voice, 'inFavour'> {
  partnerName: string;
  kind: Network | null;
  inFavour: boolean | null;
}

export interface Quota {
  structureId: string | null;
  kind: Network | null;
  segment: string;
  percent: number;
}

export interface PlanRules {
  floors: Quota[];
  ceilings: Quota[];
  coverage: { territoryClass: string; percent: number }[];
}

export interface Board {
  planId: string;
  scenarioId: string | null;
  version: number;
  state: PlanState;
  policyVersion: number | null;
  value: number;
  /** Equal when the plan is at its optimum. */
  certificate: { primal: number | string; dual: number | string };
  computedInMs: number;
  rules: PlanRules;
  segments: { segment: string; name: string; prospects: number; assigned: number }[];
  structures: StructureRow[];
  coverage: {
    territoryClass: string;
    name: string;
    wished: number;
    covered: number;
    shortfall: number;
    price: number;
  }[];
  quotaPrices: QuotaPrice[];
  unassignedByReason: Record<string, number>;
  pins: PinnedPair[];
  /** Every member of the steering body, those who have not spoken too. */
  voices: Member[];
  /** Wishes that no plan can meet, structures that may visit nobody. */
  warnings: { code: string; detail: string }[];
  /** How far employers have gone from what the plan froze of them; of a board that is read, not of a trial. */
  drift?: Drift | null;
}

export interface Drift {
  closed: number;
  left: number;
  resized: number;
  /** Another segmentation is in force: it applies to the next plan. */
  newSegmentation: boolean;
}

export interface StructureRow {
  unitId: string;
  unitName: string;
  partnerId: string;
  partnerName: string;
  kind: Network;
  capacity: number;
  assigned: number;
  /** What the last visit brought, and what one more would bring, in posts. */
  fewer: number;
  more: number;
  cells: {
    segment: string;
    assigned: number;
    floor: number | null;
    ceiling: number | null;
    shortfall: number;
    price: number;
  }[];
}

export interface QuotaPrice {
  rule: 'FLOOR' | 'CEILING' | 'COVERAGE' | 'ALL';
  segment?: string | null;
  territoryClass?: string | null;
  percent?: number | null;
  pricePercent: number;
  /** What other positions of the same slider would cost, where the service gives them. */
  curve?: { percent: number; pricePercent: number }[];
}

/** What a page may say of an employer. */
export interface EmployerCard {
  employerId: string;
  siret: string;
  publicName: string | null;
  communeName: string;
  headcountLabel: string;
}

export interface PinnedPair {
  pinId: string;
  kind: 'PIN' | 'FORBID';
  employer: EmployerCard;
  unitId: string;
  unitName: string;
  reason: string;
  until: string;
  /** False once ended, or while the employer is closed to the structure. */
  counts: boolean;
}

export interface Place {
  unitId: string;
  unitName: string;
  kind: Network;
}

export interface Diff {
  unchanged: number;
  /** From a structure to another; of those, to another partner's. */
  moved: number;
  movedPartner?: number;
  entered: number;
  left: number;
  postsBefore: number;
  postsAfter: number;
  byPartners: { from: Network | null; to: Network | null; count: number }[];
  /** Employers that nobody solicited for 12 months and that would be visited as well. */
  hiddenMarketMore: number;
  lines: { employer: EmployerCard; from: Place | null; to: Place | null }[];
}

export interface Capacity {
  unitId: string;
  visits: number;
}

interface Pair {
  employerId: string;
  unitId: string;
}

/** What to try: only what differs from the plan is sent. */
export interface Trial {
  rules: PlanRules;
  capacities?: Capacity[];
  pins?: Pair[];
  forbids?: Pair[];
  compareTo?: string;
}

export interface Simulated {
  board: Board;
  diff: Diff;
}

export interface Scenario {
  scenarioId: string;
  name: string;
  rules: PlanRules;
  capacities: Capacity[];
  pins: Pair[];
  forbids: Pair[];
  /** The plan was computed anew since it was saved. */
  stale: boolean;
  /** `by` is the partner whose member wrote it; null for the coordination. */
  comments: { text: string; by: string | null; at: string }[];
}

export interface Explanation {
  employer: EmployerCard;
  /** The unit that the plan sends there. */
  chosen: string | null;
  /** Held there by the committee or by a lock (BR-24): the net value does not decide then. */
  heldBy: 'COMMITTEE' | 'LOCK' | null;
  /** The chosen one first, then by net value. */
  options: ExplainedOption[];
  /** Structures that may not go, and why. */
  excluded: { unitId: string | null; unitName: string; because: string }[];
  sentence: string;
  whatWouldChange: string | null;
  /** Why nobody goes: a code. */
  reason: string | null;
}

export interface ExplainedOption extends Omit<Place, 'unitId'> {
  /** null where it is another partner's and the reader may not know which (BR-14). */
  unitId: string | null;
  partnerId: string | null;
  partnerName: string;
  value: number;
  /** What a visit of this structure is worth elsewhere. */
  price: number;
  net: number;
  terms: { term: string; posts: number; words: string }[];
}
