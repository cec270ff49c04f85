import type { Instance } from '#allocation/instance';

/**
 * What a good sales tool does: the best pair first, as long as both are free. With quotas, a structure keeps room for
 * the floors it has not reached, and no bin goes over its ceiling.
 */
export function greedy(instance: Instance, quotas: boolean): Int32Array {
  const { employers, segments, firstPair, pairStructure, pairValue, segmentOf } = instance;
  const assignedTo = new Int32Array(employers).fill(-1);
  const left = Int32Array.from(instance.capacity);
  const given = new Int32Array(instance.floor.length);
  const kept = keptForFloors(instance, quotas);
  const owner = ownersOf(instance);
  const order = byValue(pairValue, firstPair[employers]!);
  for (let at = order.length - 1; at >= 0; at--) {
    const pair = order[at]! % PAIRS;
    const employer = owner[pair]!;
    const structure = pairStructure[pair]!;
    if (assignedTo[employer] !== -1 || left[structure]! <= 0) continue;
    if (quotas) {
      const bin = structure * segments + segmentOf[employer]!;
      if (given[bin]! >= instance.ceiling[bin]!) continue;
      if (given[bin]! < instance.floor[bin]!) kept[structure]!--;
      else if (left[structure]! <= kept[structure]!) continue;
      given[bin]!++;
    }
    assignedTo[employer] = structure;
    left[structure]!--;
  }
  return assignedTo;
}

/** Room for a pair's number beside its value in one exact key: a sort of plain numbers is the fastest there is. */
const PAIRS = 2 ** 26;

function byValue(values: Int32Array, pairs: number): Float64Array {
  const keys = new Float64Array(pairs);
  for (let pair = 0; pair < pairs; pair++) keys[pair] = values[pair]! * PAIRS + pair;
  return keys.sort();
}

function ownersOf({ employers, firstPair }: Instance): Int32Array {
  const owner = new Int32Array(firstPair[employers]!);
  for (let employer = 0; employer < employers; employer++)
    owner.fill(employer, firstPair[employer]!, firstPair[employer + 1]!);
  return owner;
}

function keptForFloors({ structures, segments, floor }: Instance, quotas: boolean): Int32Array {
  const kept = new Int32Array(structures);
  if (quotas)
    floor.forEach((visits, bin) => {
      kept[Math.floor(bin / segments)]! += visits;
    });
  return kept;
}
