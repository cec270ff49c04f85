import type { AllocationInputs } from '#allocation/inputs';
import type { UnassignedReason } from '#contracts/vocabulary';
import type { PlanPair } from './plan.repository';

export interface ClosedPair {
  readonly employerId: string;
  readonly reason: UnassignedReason;
}

/**
 * The pairs of a plan that may no longer begin: the employer closed to its partner since the draft, or its unit has
 * promised its visits elsewhere. An open offer may exceed a capacity (BR-24).
 */
export function closedPairs(inputs: AllocationInputs, pairs: readonly PlanPair[]): ClosedPair[] {
  const prospects = new Map(inputs.prospects.map((one) => [one.employerId, one]));
  const room = new Map(
    inputs.partners.flatMap(({ units }) =>
      units.map(({ unitId, capacity, taken }) => [unitId, Math.max(0, capacity - taken)] as const),
    ),
  );
  return pairs.flatMap(({ employerId, partnerId, unitId, rule }): ClosedPair[] => {
    const closed = prospects
      .get(employerId)
      ?.closedTo.find((one) => one.partnerId === null || one.partnerId === partnerId);
    if (closed) return [{ employerId, reason: closed.reason }];
    if (rule === 'BR-24') return [];
    const left = room.get(unitId ?? '') ?? 0;
    if (left <= 0) return [{ employerId, reason: 'CAPACITY_EXHAUSTED' }];
    room.set(unitId ?? '', left - 1);
    return [];
  });
}
