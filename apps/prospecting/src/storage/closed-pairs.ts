import type { AllocationInputs } from '#allocation/inputs';
import type { UnassignedReason } from '#contracts/vocabulary';
import type { WishedCapacity } from '../domain/plan-wishes';
import type { PlanPair } from './plan.repository';

export interface ClosedPair {
  readonly employerId: string;
  readonly reason: UnassignedReason;
}

/**
 * The pairs of a plan that may no longer begin: the employer closed to its partner since the draft, or its unit has
 * promised its visits elsewhere. An open offer and the committee's word may exceed a capacity (BR-24, BR-40), and the
 * visits that the committee counts with stand for those that agents declared.
 */
export function closedPairs(
  inputs: AllocationInputs,
  pairs: readonly PlanPair[],
  capacities: readonly WishedCapacity[],
): ClosedPair[] {
  const wished = new Map(capacities.map((one) => [one.unitId, one.visits]));
  const prospects = new Map(inputs.prospects.map((one) => [one.employerId, one]));
  const room = new Map(
    inputs.partners.flatMap(({ units }) =>
      units.map(
        ({ unitId, capacity, taken }) =>
          [unitId, Math.max(0, (wished.get(unitId) ?? capacity) - taken)] as const,
      ),
    ),
  );
  return pairs.flatMap(({ employerId, partnerId, unitId, rule }): ClosedPair[] => {
    const closed = prospects
      .get(employerId)
      ?.closedTo.find((one) => one.partnerId === null || one.partnerId === partnerId);
    if (closed) return [{ employerId, reason: closed.reason }];
    if (rule === 'BR-24' || rule === 'PIN') return [];
    const left = room.get(unitId ?? '') ?? 0;
    if (left <= 0) return [{ employerId, reason: 'CAPACITY_EXHAUSTED' }];
    room.set(unitId ?? '', left - 1);
    return [];
  });
}
