import { Engine } from '#allocation/engine';
import { PLAN_SEGMENTS, planSegmentName } from '../domain/plan-segment';
import { posts } from '../domain/plan-wishes';
import { territoryClassName } from '../domain/territory-class';
import type { Planned } from './planner';

/** Posts for people: two decimals for sums, three for a single visit. */
export const inPosts = (micro: number, decimals = 2): number => Number(posts(micro).toFixed(decimals));

/** How the plan spreads over segments. */
export function segmentFigures({ problem, territory }: Planned) {
  return PLAN_SEGMENTS.map((segment) => ({
    segment,
    name: planSegmentName(segment),
    prospects: problem.employers.filter((one) => one.segment === segment).length,
    assigned: territory.assignments.filter((one) => one.segment === segment).length,
  }));
}

/** Each structure with its visits by segment, floors, ceilings and prices, and what one visit fewer or more is worth. */
export function structureFigures({ problem, territory }: Planned) {
  const engine = new Engine(problem.instance);
  return problem.structures.map((structure, at) => {
    const { structureId: unitId, name: unitName, partnerId, kind } = structure;
    const { capacity, taken, given } = territory.loads[at]!;
    const { fewer, more } = engine.marginal(at);
    const own = territory.cells.filter((cell) => cell.structureId === unitId);
    return {
      unitId,
      unitName,
      partnerId,
      kind,
      capacity,
      taken,
      assigned: given,
      fewer: inPosts(fewer, 3),
      more: inPosts(more, 3),
      cells: PLAN_SEGMENTS.map((segment) => {
        const { assigned, floor, ceiling, shortfall, price } = own.find((cell) => cell.segment === segment)!;
        return {
          segment,
          assigned,
          floor: floor > 0 ? floor : null,
          ceiling,
          shortfall,
          price: inPosts(price, 3),
        };
      }),
    };
  });
}

/** Coverage by territory class: wished, reached, and what one more would cost. */
export const coverageFigures = ({ territory }: Planned) =>
  territory.coverage.map(({ territoryClass, wished, covered, shortfall, price }) => ({
    territoryClass,
    name: territoryClassName(territoryClass),
    wished,
    covered,
    shortfall,
    price: inPosts(price, 3),
  }));

/** Reason -> prospects whom nobody visits. */
export function unassignedFigures({ territory }: Planned): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of territory.unassigned) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
