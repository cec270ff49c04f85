import type { MicroPosts, OptimalPlan } from './instance';
import type { Problem } from './problem';
import { NO_CEILING } from './quotas';

/** A structure's visits in a segment, against what was asked. */
export interface PlannedCell {
  readonly structureId: string;
  readonly segment: string;
  readonly assigned: number;
  readonly floor: number;
  /** null when nothing limits it. */
  readonly ceiling: number | null;
  /** Visits missing under the floor; visits over the ceiling, because of pins and locks. */
  readonly shortfall: number;
  readonly over: number;
  /** What one more place would be worth elsewhere: the structure's price, less what a floor adds, more what a ceiling costs. */
  readonly price: MicroPosts;
}

/** A territory class: how many of its prospects should be visited, and how many are. */
export interface PlannedCoverage {
  readonly territoryClass: string;
  readonly prospects: number;
  readonly wished: number;
  readonly covered: number;
  readonly shortfall: number;
  /** What the wish adds to the worth of a visit there. */
  readonly price: MicroPosts;
}

/** Structures x segments, and classes, in the order of ids. */
export function boardOf(
  problem: Problem,
  plan: OptimalPlan,
): { cells: PlannedCell[]; coverage: PlannedCoverage[] } {
  const { instance, structures, segments, classes } = problem;
  const assigned = new Int32Array(structures.length * segments.length);
  const [prospects, covered] = [new Int32Array(classes.length), new Int32Array(classes.length)];
  plan.assignedTo.forEach((structure, employer) => {
    const territoryClass = instance.classOf[employer]!;
    if (territoryClass >= 0) prospects[territoryClass]! += 1;
    if (structure < 0) return;
    assigned[structure * segments.length + instance.segmentOf[employer]!]! += 1;
    if (territoryClass >= 0) covered[territoryClass]! += 1;
  });
  const cells = structures.flatMap(({ structureId }, structure) =>
    segments.map((segment, at) => {
      const bin = structure * segments.length + at;
      const ceiling = instance.ceiling[bin]!;
      return {
        structureId,
        segment,
        assigned: assigned[bin]!,
        floor: instance.floor[bin]!,
        ceiling: ceiling === NO_CEILING ? null : ceiling,
        shortfall: plan.shortfalls.floor[bin]!,
        over: plan.shortfalls.overCeiling[bin]!,
        price: plan.prices.bin[bin]!,
      };
    }),
  );
  const coverage = classes.map((territoryClass, at) => ({
    territoryClass,
    prospects: prospects[at]!,
    wished: instance.coverage[at]!,
    covered: covered[at]!,
    shortfall: plan.shortfalls.coverage[at]!,
    price: plan.prices.class[at]!,
  }));
  return { cells, coverage };
}
