import type { UnassignedReason } from '#contracts/vocabulary';
import type { MicroPosts } from './instance';
import type { EmployerInput, PairRule, PlanInputs, StructureInput } from './plan-inputs';
import { knowledgeScoreOf, type ScoreTerms, scoreOf } from './score';
import { tieBreaksOf } from './tie-break';

/** Why a structure may not visit an employer, in the order in which it is asked. */
export type Barrier =
  /** An opposition, a cool-down, a refusal, itself (BR-41): `reason` says which. */
  | { readonly kind: 'CLOSED'; readonly reason: UnassignedReason }
  /** By the committee's word, for this one structure. */
  | { readonly kind: 'FORBIDDEN' }
  /** BR-27: another partner knows the employer too much better. */
  | { readonly kind: 'LESS_KNOWN'; readonly score: number; readonly best: number }
  /** The way there costs more than the visit brings. */
  | { readonly kind: 'NOT_WORTH_IT' };

/** A structure seen from an employer: what its visit is worth, or what stands in the way. */
export type Candidate = OpenCandidate | BarredCandidate;

export interface OpenCandidate {
  /** Index of the structure. */
  readonly structure: number;
  readonly terms: ScoreTerms;
  /** BR-23, 0 to 9 micro-posts. */
  readonly tieBreak: MicroPosts;
  /** `terms.value` and the tie-break: what the plan counts. */
  readonly value: MicroPosts;
  readonly barrier: null;
}

export interface BarredCandidate {
  readonly structure: number;
  readonly barrier: Barrier;
}

export const openOf = (candidates: readonly Candidate[]): OpenCandidate[] =>
  candidates.filter((one): one is OpenCandidate => one.barrier === null);

/** What the pairs of every employer are read against. */
export interface Ground {
  readonly planId: string;
  readonly weights: PlanInputs['weights'];
  readonly affinities: PlanInputs['affinities'];
  readonly structures: readonly StructureInput[];
  /** Employer -> structure that it is pinned to by the committee. */
  readonly pins: ReadonlyMap<string, string>;
  /** Employer -> structures that the committee forbids. */
  readonly forbids: ReadonlyMap<string, ReadonlySet<string>>;
}

export function groundOf(inputs: PlanInputs, structures: readonly StructureInput[]): Ground {
  const { planId, weights, affinities } = inputs;
  const pins = new Map(inputs.pins.map((pin) => [pin.employerId, pin.structureId]));
  return { planId, weights, affinities, structures, pins, forbids: byEmployer(inputs.forbids) };
}

function byEmployer(rules: readonly PairRule[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { employerId, structureId } of rules)
    found.set(employerId, (found.get(employerId) ?? new Set()).add(structureId));
  return found;
}

/**
 * Every structure seen from an employer, in the order of structures. A pin of the committee and a lock (BR-24) pass
 * over BR-27 and over the worth of the visit; nothing passes over an opposition, a cool-down or a refusal.
 */
export function candidatesOf(employer: EmployerInput, ground: Ground): Candidate[] {
  const { structures, weights, affinities } = ground;
  const closed = structures.map((structure) => barrierOf(employer, structure, ground));
  const best = bestKnown(employer, structures, closed);
  const scored = structures.map((structure, at): Barrier | ScoreTerms => {
    if (closed[at]) return closed[at];
    const isHeld = isHeldTo(employer, structure, ground);
    const score = best === 0 ? 0 : knowledgeScoreOf(employer, structure);
    if (!isHeld && score * 100 < best * weights.nextBestMinimumPercent)
      return { kind: 'LESS_KNOWN', score, best };
    const terms = scoreOf(employer, structure, weights, affinities);
    return terms.value > 0 || isHeld ? terms : { kind: 'NOT_WORTH_IT' };
  });
  const open = structures.filter((_, at) => !('kind' in scored[at]!));
  const tieBreaks = tieBreaksOf(employer, open, ground);
  return scored.map((one, structure) => {
    if ('kind' in one) return { structure, barrier: one };
    const tieBreak = tieBreaks.get(structures[structure]!.structureId)!;
    return { structure, terms: one, tieBreak, value: one.value + tieBreak, barrier: null };
  });
}

function barrierOf(employer: EmployerInput, structure: StructureInput, ground: Ground): Barrier | null {
  const closed = employer.closedTo.find(
    ({ partnerId }) => partnerId === null || partnerId === structure.partnerId,
  );
  if (closed) return { kind: 'CLOSED', reason: closed.reason };
  if (ground.forbids.get(employer.employerId)?.has(structure.structureId)) return { kind: 'FORBIDDEN' };
  return null;
}

/** Held to a structure by the committee, or to its partner by a lock. */
const isHeldTo = (employer: EmployerInput, structure: StructureInput, ground: Ground): boolean =>
  employer.lockedBy.includes(structure.partnerId) ||
  ground.pins.get(employer.employerId) === structure.structureId;

/** The best knowledge score among partners to whom the employer is open; what a committee forbids still counts. */
function bestKnown(
  employer: EmployerInput,
  structures: readonly StructureInput[],
  barriers: readonly (Barrier | null)[],
): number {
  if (employer.knowledge.length === 0) return 0;
  const open = structures.filter((_, at) => barriers[at]?.kind !== 'CLOSED');
  return Math.max(0, ...open.map((structure) => knowledgeScoreOf(employer, structure)));
}
