import type { Instance } from '../instance';

/** Sixteen steps for each doubling of the value: 6 % apart, which is enough to choose where to look first. */
const STEPS_BITS = 4;
const STEPS = 1 << STEPS_BITS;
const LEVELS = 32 * STEPS;

/** How many pairs of each bin have about which value, in one pass and without sorting. */
export class ValueHistogram {
  private readonly count: Int32Array;
  private readonly segments: number;

  constructor(instance: Instance) {
    const { employers, segments, firstPair, pairStructure, pairValue, segmentOf, pinnedTo } = instance;
    this.segments = segments;
    this.count = new Int32Array(instance.structures * segments * LEVELS);
    for (let employer = 0; employer < employers; employer++) {
      if (pinnedTo !== undefined && pinnedTo[employer]! >= 0) continue;
      const segment = segmentOf[employer]!;
      for (let pair = firstPair[employer]!, last = firstPair[employer + 1]!; pair < last; pair++)
        this.count[(pairStructure[pair]! * segments + segment) * LEVELS + levelOf(pairValue[pair]!)]!++;
    }
  }

  /** The value that about `wanted` pairs of the bin reach; 1 when it has fewer. */
  reachedBy(bin: number, wanted: number): number {
    let found = 0;
    for (let level = LEVELS - 1; level > 0; level--) {
      found += this.count[bin * LEVELS + level]!;
      if (found >= wanted) return lowestOf(level);
    }
    return 1;
  }

  /** The same over all bins of a structure; 0 when it has fewer. */
  reachedInStructure(structure: number, wanted: number): number {
    let found = 0;
    for (let level = LEVELS - 1; level > 0; level--) {
      for (let segment = 0; segment < this.segments; segment++)
        found += this.count[(structure * this.segments + segment) * LEVELS + level]!;
      if (found >= wanted) return lowestOf(level);
    }
    return 0;
  }
}

function levelOf(value: number): number {
  const doublings = 31 - Math.clz32(value);
  const step =
    doublings >= STEPS_BITS ? value >>> (doublings - STEPS_BITS) : value << (STEPS_BITS - doublings);
  return doublings * STEPS + (step & (STEPS - 1));
}

function lowestOf(level: number): number {
  const doublings = level >> STEPS_BITS;
  const step = STEPS + (level & (STEPS - 1));
  const lowest =
    doublings >= STEPS_BITS ? step << (doublings - STEPS_BITS) : step >> (STEPS_BITS - doublings);
  return Math.max(1, lowest);
}
