import type { Instance } from '../instance';
import { MOST_EMPLOYERS } from './bin-index';
import type { Pairs } from './pool';

/**
 * Refuses an instance whose arrays do not fit together: a mistake of the program, not of a person, whose inputs are
 * checked by name before (wrong-inputs). One pass over the pairs.
 * @throws RangeError
 */
export function requireShape(instance: Instance): void {
  const { employers, structures, segments, classes, firstPair, pairStructure, pairValue } = instance;
  demand(employers <= MOST_EMPLOYERS, `at most ${MOST_EMPLOYERS} employers`);
  demand(structures <= 2 ** 16 && segments <= 2 ** 8, 'at most 65536 structures and 256 segments');
  const bins = structures * segments;
  demand(firstPair.length > employers && firstPair[0] === 0, 'firstPair has employers + 1 offsets from 0');
  demand(pairStructure.length >= firstPair[employers]!, 'every pair has a structure');
  demand(pairValue.length >= firstPair[employers]!, 'every pair has a value');
  demand(instance.segmentOf.length >= employers, 'every employer has a segment');
  demand(instance.classOf.length >= employers, 'every employer has a class, or -1');
  demand(instance.capacity.length === structures, 'every structure has a capacity');
  demand(instance.floor.length === bins && instance.ceiling.length === bins, 'every bin has two limits');
  demand(instance.coverage.length === classes, 'every class has a coverage');
  for (const numbers of [instance.capacity, instance.floor, instance.ceiling, instance.coverage])
    demand(
      numbers.every((one) => one >= 0),
      'no limit is negative',
    );
  for (const penalty of [instance.floorPenalty, instance.coveragePenalty])
    demand(Number.isSafeInteger(penalty) && penalty >= 0, 'penalties are whole and not negative');
  requireEmployers(instance);
}

function requireEmployers(instance: Instance): void {
  const { structures, segments, classes, firstPair, pairStructure, pairValue, segmentOf, classOf } = instance;
  const { pinnedTo } = instance;
  demand(pinnedTo === undefined || pinnedTo.length >= instance.employers, 'every employer has a pin, or -1');
  const seenBy = new Int32Array(structures).fill(-1);
  const wishes = instance.floorPenalty + instance.coveragePenalty;
  let most = 0;
  for (let employer = 0; employer < instance.employers; employer++) {
    const first = firstPair[employer]!;
    const last = firstPair[employer + 1]!;
    if (
      first > last ||
      segmentOf[employer]! >= segments ||
      classOf[employer]! >= classes ||
      classOf[employer]! < -1
    )
      demand(false, `employer ${employer} has its pairs, a segment and a class`);
    let best = 0;
    for (let pair = first; pair < last; pair++) {
      const structure = pairStructure[pair]!;
      if (pairValue[pair]! > best) best = pairValue[pair]!;
      if (structure >= structures || seenBy[structure] === employer || pairValue[pair]! <= 0)
        demand(false, `pair ${pair} is of a structure not met yet, with a value above 0`);
      seenBy[structure] = employer;
    }
    const pinned = pinnedTo === undefined ? -1 : pinnedTo[employer]!;
    if (pinned >= 0 && seenBy[pinned] !== employer)
      demand(false, `employer ${employer} has a pair with structure ${pinned}, to which it is pinned`);
    most += best + wishes;
  }
  demand(
    most <= Number.MAX_SAFE_INTEGER,
    'values and penalties add up to less than 2^53, so that sums are exact',
  );
}

function demand(holds: boolean, rule: string): void {
  if (!holds) throw new RangeError(`not an instance: ${rule}`);
}

/** @throws RangeError */
export function requireIndex(index: number, end: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= end)
    throw new RangeError(`no index ${index} among ${end}`);
}

/** @throws RangeError */
export function requireLimit(limit: number): number {
  if (!Number.isInteger(limit) || limit < 0 || limit >= 2 ** 31)
    throw new RangeError(`a limit is a whole number, not ${limit}`);
  return limit;
}

/** @throws RangeError */
export function requirePairs(pairs: Pairs, structures: number): void {
  const seen = new Set<number>();
  for (const [structure, value] of pairs) {
    requireIndex(structure, structures);
    if (seen.has(structure) || value < 1 || requireLimit(value) !== value)
      throw new RangeError(`structure ${structure} is there once, with a value above 0`);
    seen.add(structure);
  }
}
