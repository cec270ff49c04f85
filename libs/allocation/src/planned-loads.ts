import type { PartnerLoad } from './inputs';
import type { OptimalPlan } from './instance';
import type { Problem } from './problem';
import { byText } from './stable-hash';

/** What a structure has to do once the plan is made. */
export interface StructureLoad {
  readonly structureId: string;
  readonly partnerId: string;
  /** Visits in the period, those promised before the plan, those that it gives. */
  readonly capacity: number;
  readonly taken: number;
  readonly given: number;
  /** Visits over capacity, because of pins, locks and what was promised: shown, never silent (BR-22). */
  readonly over: number;
}

/** In the order of structures. */
export function structureLoadsOf({ structures }: Problem, { assignedTo }: OptimalPlan): StructureLoad[] {
  const given = new Int32Array(structures.length);
  for (const structure of assignedTo) if (structure >= 0) given[structure]! += 1;
  return structures.map(({ structureId, partnerId, capacity, taken }, at) => ({
    structureId,
    partnerId,
    capacity,
    taken,
    given: given[at]!,
    over: Math.max(0, taken + given[at]! - capacity),
  }));
}

/** The sums by partner, in the order of ids: `taken` counts what the plan gives. */
export function partnerLoadsOf(problem: Problem, plan: OptimalPlan): PartnerLoad[] {
  const sums = new Map<string, PartnerLoad>();
  for (const { partnerId, capacity, taken, given, over } of structureLoadsOf(problem, plan)) {
    const sum = sums.get(partnerId) ?? { partnerId, capacity: 0, taken: 0, over: 0 };
    sums.set(partnerId, {
      partnerId,
      capacity: sum.capacity + capacity,
      taken: sum.taken + taken + given,
      over: sum.over + over,
    });
  }
  return [...sums.values()].sort((a, b) => byText(a.partnerId, b.partnerId));
}
