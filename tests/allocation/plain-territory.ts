import type { Pair, Sketch, SketchedEmployer } from './sketch';

export const employer = (pairs: readonly Pair[], own: Partial<SketchedEmployer> = {}): SketchedEmployer => ({
  segment: 0,
  class: -1,
  pairs,
  pin: -1,
  ...own,
});

/** One segment, no wish, no ceiling that binds: the capacities and the employers say the rest. */
export const territory = (
  capacity: readonly number[],
  employers: readonly SketchedEmployer[],
  own: Partial<Sketch> = {},
): Sketch => ({
  structures: capacity.length,
  segments: 1,
  classes: 0,
  employers,
  capacity,
  floor: capacity.map(() => 0),
  ceiling: capacity.map(() => 1_000_000),
  coverage: [],
  floorPenalty: 0,
  coveragePenalty: 0,
  ...own,
});

export const everybodyAt = (count: number, pairs: (at: number) => readonly Pair[]): SketchedEmployer[] =>
  Array.from({ length: count }, (_, at) => employer(pairs(at)));
