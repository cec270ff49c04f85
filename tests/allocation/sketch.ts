import type { Instance } from '#allocation/instance';

/** A structure that may visit the employer, and what the visit is worth. */
export type Pair = readonly [structure: number, value: number];

export interface SketchedEmployer {
  readonly segment: number;
  /** -1 for none. */
  readonly class: number;
  readonly pairs: readonly Pair[];
  /** The structure that must visit it, or -1. */
  readonly pin: number;
}

/** An instance as a test writes and changes it: plain lists, a bin being `structure * segments + segment`. */
export interface Sketch {
  readonly structures: number;
  readonly segments: number;
  readonly classes: number;
  readonly employers: readonly SketchedEmployer[];
  readonly capacity: readonly number[];
  readonly floor: readonly number[];
  readonly ceiling: readonly number[];
  readonly coverage: readonly number[];
  readonly floorPenalty: number;
  readonly coveragePenalty: number;
}

export function instanceOf(sketch: Sketch): Instance {
  const { employers, structures, segments, classes, floorPenalty, coveragePenalty } = sketch;
  const pairs = employers.flatMap((employer) => employer.pairs);
  const firstPair = new Uint32Array(employers.length + 1);
  employers.forEach((employer, at) => {
    firstPair[at + 1] = firstPair[at]! + employer.pairs.length;
  });
  return {
    employers: employers.length,
    structures,
    segments,
    classes,
    firstPair,
    pairStructure: Uint16Array.from(pairs, ([structure]) => structure),
    pairValue: Int32Array.from(pairs, ([, value]) => value),
    segmentOf: Uint8Array.from(employers, (employer) => employer.segment),
    classOf: Int32Array.from(employers, (employer) => employer.class),
    capacity: Int32Array.from(sketch.capacity),
    floor: Int32Array.from(sketch.floor),
    ceiling: Int32Array.from(sketch.ceiling),
    coverage: Int32Array.from(sketch.coverage),
    floorPenalty,
    coveragePenalty,
    ...(employers.some(({ pin }) => pin >= 0)
      ? { pinnedTo: Int32Array.from(employers, ({ pin }) => pin) }
      : {}),
  };
}

/** What a plan brings: posts of its visits, and the visits that floors and coverage count. */
export interface Worth {
  readonly visits: number;
  readonly floors: number;
  readonly covered: number;
  /** All of it, the wishes at their penalties. */
  readonly total: number;
}

/** Recounts a plan from its sketch, by the definition; throws when it breaks a hard rule. */
export function worthOf(sketch: Sketch, assignedTo: ArrayLike<number>): Worth {
  const { structures, segments, classes } = sketch;
  const inBin = new Array<number>(structures * segments).fill(0);
  const inClass = new Array<number>(classes).fill(0);
  const pins = new Array<number>(structures * segments).fill(0);
  let visits = 0;
  sketch.employers.forEach(({ segment, class: klass, pairs, pin }, employer) => {
    const structure = assignedTo[employer]!;
    if (pin >= 0 && structure !== pin) throw new Error(`employer ${employer} is not with its pin`);
    if (structure === -1) return;
    const pair = pairs.find(([to]) => to === structure);
    if (!pair) throw new Error(`employer ${employer} is not open to ${structure}`);
    visits += pair[1];
    inBin[structure * segments + segment]! += 1;
    if (pin >= 0) pins[structure * segments + segment]! += 1;
    if (klass >= 0) inClass[klass]! += 1;
  });
  for (let structure = 0; structure < structures; structure++) {
    const of = (list: readonly number[]) => list.slice(structure * segments, (structure + 1) * segments);
    if (sum(of(inBin)) > Math.max(sketch.capacity[structure]!, sum(of(pins))))
      throw new Error(`structure ${structure} is over its capacity`);
  }
  inBin.forEach((given, bin) => {
    if (given > Math.max(sketch.ceiling[bin]!, pins[bin]!)) throw new Error(`bin ${bin} is over its ceiling`);
  });
  const floors = sum(inBin.map((given, bin) => Math.min(given, sketch.floor[bin]!)));
  const covered = sum(inClass.map((given, klass) => Math.min(given, sketch.coverage[klass]!)));
  return {
    visits,
    floors,
    covered,
    total: visits + floors * sketch.floorPenalty + covered * sketch.coveragePenalty,
  };
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
