import type { Instance } from './instance';

/** A visit that may be dropped or added: its pair, and how it ranks. */
interface Visit {
  readonly employer: number;
  readonly structure: number;
  readonly metres: number;
  readonly rank: number;
}

/**
 * A plan made to fit budgets of metres: where one is exceeded, the visits that bring least for their way are dropped;
 * then employers without a visit get what capacities, ceilings and budgets still hold, the most valuable first. Pins stay.
 */
export function fitted(
  instance: Instance,
  assignedTo: Int32Array,
  metres: Float64Array,
  budget: Float64Array,
): Int32Array {
  const fit = Int32Array.from(assignedTo);
  const [made, free] = [visitsOf(instance, fit, metres, 'MADE'), visitsOf(instance, fit, metres, 'FREE')];
  const metresLeft = Float64Array.from(budget);
  const room = Int32Array.from(instance.capacity);
  const places = Int32Array.from(instance.ceiling);
  const binOf = ({ employer, structure }: Visit) =>
    structure * instance.segments + instance.segmentOf[employer]!;
  const book = (visit: Visit, by: 1 | -1): void => {
    metresLeft[visit.structure]! -= by * visit.metres;
    room[visit.structure]! -= by;
    places[binOf(visit)]! -= by;
    fit[visit.employer] = by === 1 ? visit.structure : -1;
  };
  for (const visit of made) book(visit, 1);
  for (const visit of [...made].reverse()) {
    const isPinned = instance.pinnedTo?.[visit.employer] === visit.structure;
    if (metresLeft[visit.structure]! < 0 && visit.metres > 0 && !isPinned) book(visit, -1);
  }
  for (const visit of free) {
    const fits = visit.metres <= metresLeft[visit.structure]! && room[visit.structure]! > 0;
    if (fit[visit.employer] === -1 && fits && places[binOf(visit)]! > 0) book(visit, 1);
  }
  return fit;
}

/**
 * The visits of the plan, by what they bring for their way, or all pairs, by what they bring. A visit that its floor needs
 * brings the penalty of the floor as well.
 */
function visitsOf(
  instance: Instance,
  assignedTo: Int32Array,
  metres: Float64Array,
  which: 'MADE' | 'FREE',
): Visit[] {
  const { segments, segmentOf, firstPair, pairStructure, pairValue, floor, floorPenalty } = instance;
  const visits: Visit[] = [];
  const reached = new Int32Array(floor.length);
  assignedTo.forEach((structure, employer) => {
    if (structure >= 0) reached[structure * segments + segmentOf[employer]!]! += 1;
  });
  for (let employer = 0; employer < instance.employers; employer++)
    for (let pair = firstPair[employer]!; pair < firstPair[employer + 1]!; pair++) {
      const structure = pairStructure[pair]!;
      const way = metres[pair]!;
      const bin = structure * segments + segmentOf[employer]!;
      const brings = pairValue[pair]! + (reached[bin]! <= floor[bin]! ? floorPenalty : 0);
      if (which === 'FREE') visits.push({ employer, structure, metres: way, rank: pairValue[pair]! });
      else if (assignedTo[employer] === structure)
        visits.push({ employer, structure, metres: way, rank: brings / Math.max(1, way) });
    }
  return visits.sort((a, b) => b.rank - a.rank || a.employer - b.employer || a.structure - b.structure);
}
