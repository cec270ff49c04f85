import { type Pair, type PairTable, rowOf } from './pair-table';
import type { EmployerInput, PlanInputs, StructureInput } from './plan-inputs';
import { byText } from './stable-hash';

/** An employer that must go to a structure, and by whose word. */
export interface Hold {
  readonly structure: number;
  readonly by: 'COMMITTEE' | 'LOCK';
}

/**
 * Pins of the committee first, then locks: an employer with an open offer, an introduction under way or a convention
 * goes to the best-known of the partners that have one (BR-24), to the unit where the visit is worth most among those
 * with visits left, else to the one where it is worth most of all. A pin on a closed pair holds nothing: it is a warning.
 */
export function holdsOf(
  employers: readonly EmployerInput[],
  structures: readonly StructureInput[],
  pairs: PairTable,
  inputs: Pick<PlanInputs, 'pins'>,
): Map<number, Hold> {
  const pins = new Map(inputs.pins.map((pin) => [pin.employerId, pin.structureId]));
  const holds = new Map<number, Hold>();
  const room = structures.map((one) => one.capacity - one.taken);
  employers.forEach((employer, at) => {
    const pinned = pins.get(employer.employerId);
    if (pinned === undefined) return;
    const pair = rowOf(pairs, at).find(([structure]) => structures[structure]!.structureId === pinned);
    if (pair) hold(at, pair[0], 'COMMITTEE');
  });
  employers.forEach((employer, at) => {
    if (holds.has(at) || employer.lockedBy.length === 0) return;
    const unit = unitOfLock(employer, rowOf(pairs, at), structures, room);
    if (unit !== null) hold(at, unit, 'LOCK');
  });
  return holds;

  function hold(employer: number, structure: number, by: Hold['by']): void {
    holds.set(employer, { structure, by });
    room[structure]! -= 1;
  }
}

function unitOfLock(
  employer: EmployerInput,
  pairs: readonly Pair[],
  structures: readonly StructureInput[],
  room: readonly number[],
): number | null {
  const partnerOf = ([structure]: Pair) => structures[structure]!.partnerId;
  const locking = pairs.filter((pair) => employer.lockedBy.includes(partnerOf(pair)));
  if (locking.length === 0) return null;
  const score = (partnerId: string) =>
    employer.knowledge.find((one) => one.partnerId === partnerId)?.score ?? 0;
  const best = Math.max(...locking.map((pair) => score(partnerOf(pair))));
  const units = locking.filter((pair) => score(partnerOf(pair)) === best).sort(byWorth);
  // Equal scores of two partners: the first unit settles which, so that no third unit is taken between them.
  const own = units.filter((pair) => partnerOf(pair) === partnerOf(units[0]!));
  return (own.find(([structure]) => room[structure]! > 0) ?? own[0]!)[0];

  function byWorth(a: Pair, b: Pair): number {
    return b[1] - a[1] || byText(partnerOf(a), partnerOf(b)) || a[0] - b[0];
  }
}
