import type { Instance, MicroPosts } from '../instance';
import type { Network } from './network';

/** What an employer may be worth to whom. */
export type Pairs = readonly (readonly [structure: number, value: MicroPosts])[];

/** The pairs under consideration, employer by employer. Grows without limit. */
export class Pool {
  /** By employer: its pairs are `from .. to - 1`. */
  from: Uint32Array;
  to: Uint32Array;
  segment: Uint8Array;
  /** By employer: the node where it is when nobody visits it. */
  classNode: Int32Array;
  structure: Uint16Array;
  value: Int32Array;
  employers: number;
  /** Slots of pairs in use, those of replaced lists included, and those that nobody reads any more. */
  private end = 0;
  private wasted = 0;

  constructor(
    readonly segments: number,
    employers: number,
    pairs: number,
  ) {
    this.employers = employers;
    this.from = new Uint32Array(employers);
    this.to = new Uint32Array(employers);
    this.segment = new Uint8Array(employers);
    this.classNode = new Int32Array(employers);
    this.structure = new Uint16Array(pairs);
    this.value = new Int32Array(pairs);
  }

  /** The pairs of every employer without pin that reach the threshold of their bin. */
  static of(instance: Instance, network: Network, threshold: Int32Array): Pool {
    const pool = new Pool(instance.segments, instance.employers, pairsReaching(instance, threshold));
    const { firstPair, pairStructure, pairValue, segmentOf, classOf, pinnedTo, segments } = instance;
    const { from, to, structure, value } = pool;
    pool.segment.set(segmentOf.subarray(0, instance.employers));
    let end = 0;
    for (let employer = 0; employer < instance.employers; employer++) {
      const segment = segmentOf[employer]!;
      pool.classNode[employer] = network.classNode(classOf[employer]!);
      from[employer] = end;
      if (pinnedTo === undefined || pinnedTo[employer]! < 0)
        for (let pair = firstPair[employer]!, last = firstPair[employer + 1]!; pair < last; pair++) {
          const worth = pairValue[pair]!;
          const of = pairStructure[pair]!;
          if (worth < threshold[of * segments + segment]!) continue;
          structure[end] = of;
          value[end++] = worth;
        }
      to[employer] = end;
    }
    pool.end = end;
    return pool;
  }

  binOf(employer: number, pair: number): number {
    return this.structure[pair]! * this.segments + this.segment[employer]!;
  }

  /** What the visit is worth; the pair must be there. */
  valueIn(employer: number, bin: number): number {
    const structure = (bin / this.segments) | 0;
    for (let pair = this.from[employer]!, last = this.to[employer]!; pair < last; pair++)
      if (this.structure[pair] === structure) return this.value[pair]!;
    throw new RangeError(`employer ${employer} has no pair with structure ${structure}`);
  }

  /** Replaces the pairs of an employer; its old slots are used again when they are enough. */
  setPairs(employer: number, pairs: Pairs): void {
    const before = this.to[employer]! - this.from[employer]!;
    if (pairs.length > before) {
      this.wasted += before;
      this.to[employer] = this.from[employer]!;
      this.makeRoom(pairs.length);
      this.from[employer] = this.end;
      this.end += pairs.length;
    } else this.wasted += before - pairs.length;
    let at = this.from[employer]!;
    for (const [structure, value] of pairs) {
      this.structure[at] = structure;
      this.value[at++] = value;
    }
    this.to[employer] = at;
  }

  pairsOf(employer: number): Pairs {
    const pairs: (readonly [number, number])[] = [];
    for (let pair = this.from[employer]!; pair < this.to[employer]!; pair++)
      pairs.push([this.structure[pair]!, this.value[pair]!]);
    return pairs;
  }

  /** A new employer without pairs: its index. */
  addEmployer(): number {
    const employer = this.employers++;
    if (employer >= this.from.length) {
      const length = grown(this.employers);
      this.from = withLength(this.from, new Uint32Array(length));
      this.to = withLength(this.to, new Uint32Array(length));
      this.segment = withLength(this.segment, new Uint8Array(length));
      this.classNode = withLength(this.classNode, new Int32Array(length));
    }
    return employer;
  }

  private makeRoom(pairs: number): void {
    if (this.end + pairs <= this.value.length) return;
    if (this.wasted > this.end / 4) this.compact();
    if (this.end + pairs <= this.value.length) return;
    const length = grown(this.end + pairs);
    this.structure = withLength(this.structure, new Uint16Array(length));
    this.value = withLength(this.value, new Int32Array(length));
  }

  /** Writes the lists in the order of employers, without the slots that nobody reads. */
  private compact(): void {
    const structure = new Uint16Array(this.structure.length);
    const value = new Int32Array(this.value.length);
    let end = 0;
    for (let employer = 0; employer < this.employers; employer++) {
      const first = this.from[employer]!;
      const last = this.to[employer]!;
      structure.set(this.structure.subarray(first, last), end);
      value.set(this.value.subarray(first, last), end);
      this.from[employer] = end;
      end += last - first;
      this.to[employer] = end;
    }
    this.structure = structure;
    this.value = value;
    this.end = end;
    this.wasted = 0;
  }
}

/** Room for a quarter more, so that growing costs little per addition. */
export const grown = (needed: number): number => Math.ceil(needed * 1.25) + 64;

export function withLength<A extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array>(
  old: A,
  longer: A,
): A {
  longer.set(old);
  return longer;
}

function pairsReaching(instance: Instance, threshold: Int32Array): number {
  const { employers, segments, firstPair, pairStructure, pairValue, segmentOf } = instance;
  let pairs = 0;
  for (let employer = 0; employer < employers; employer++) {
    const segment = segmentOf[employer]!;
    for (let pair = firstPair[employer]!, last = firstPair[employer + 1]!; pair < last; pair++)
      if (pairValue[pair]! >= threshold[pairStructure[pair]! * segments + segment]!) pairs++;
  }
  return pairs;
}
