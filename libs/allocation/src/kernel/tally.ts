import type { Instance } from '../instance';

/** How many visits each structure, bin and class has in a plan. */
export interface Tally {
  readonly structure: Int32Array;
  readonly bin: Int32Array;
  readonly class: Int32Array;
}

export function tallyOf(instance: Instance, assignedTo: Int32Array): Tally {
  const { structures, segments, classes, segmentOf, classOf } = instance;
  const tally: Tally = {
    structure: new Int32Array(structures),
    bin: new Int32Array(structures * segments),
    class: new Int32Array(classes),
  };
  for (let employer = 0; employer < instance.employers; employer++) {
    const structure = assignedTo[employer]!;
    if (structure < 0) continue;
    tally.structure[structure]!++;
    tally.bin[structure * segments + segmentOf[employer]!]!++;
    if (classOf[employer]! >= 0) tally.class[classOf[employer]!]!++;
  }
  return tally;
}
