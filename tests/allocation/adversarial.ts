import type { Draw } from '../support/draw';
import type { Pair, Sketch, SketchedEmployer } from './sketch';

/** How values are drawn: what makes ties, and what makes long chains of them. */
const VALUES: readonly ((draw: Draw, employer: number) => number)[] = [
  () => 7,
  (draw) => draw.whole(1, 2),
  (draw) => draw.one([100_000, 200_000, 300_000]),
  (draw) => draw.whole(1, 20),
  (_, employer) => 1 + ((employer * 37) % 11),
  (draw) => draw.whole(1, 1_000_000),
  (draw) => draw.whole(400_000, 400_100),
  (draw) => draw.one([1, 2 ** 31 - 1, draw.whole(1, 2 ** 31 - 1)]),
];

/** An instance meant to hurt: ties, nothing to give, too much to give, wishes that cannot be met, pins beyond the rules. */
export function adversarial(draw: Draw, most = 40): Sketch {
  const structures = draw.whole(1, 6);
  const segments = draw.whole(1, 3);
  const classes = draw.whole(0, 3);
  const value = draw.one(VALUES);
  const density = draw.one([draw.share(), 1, 1.5 / structures]);
  const pinned = draw.one([0, 0, 0.05, 0.5]);
  const shape = { structures, segments, classes };
  const employers = Array.from({ length: draw.whole(1, most) }, (_, at) => {
    const employer = anEmployer(draw, shape, density, () => value(draw, at));
    const pin = draw.chance(pinned) && employer.pairs.length > 0 ? draw.one(employer.pairs)[0] : -1;
    return { ...employer, pin };
  });
  const capacity = Array.from({ length: structures }, () =>
    draw.one([0, 1, draw.whole(0, 3), draw.whole(0, 9), draw.whole(0, 9), 2 * most]),
  );
  const { floor, ceiling } = quotas(draw, capacity, segments);
  const top = Math.max(1, ...employers.flatMap(({ pairs }) => pairs.map(([, worth]) => worth)));
  const penalty = () => Math.floor(draw.one([0, 1, 0.5 * draw.share(), draw.share(), 1.7, 10]) * top);
  return {
    ...shape,
    employers,
    capacity,
    floor,
    ceiling,
    coverage: Array.from({ length: classes }, () => draw.one([0, draw.whole(0, 12), most])),
    floorPenalty: penalty(),
    coveragePenalty: penalty(),
  };
}

/** An employer of some segment and class, open to each structure with the given chance. */
export function anEmployer(
  draw: Draw,
  shape: Pick<Sketch, 'structures' | 'segments' | 'classes'>,
  density: number,
  value: () => number,
): SketchedEmployer {
  const pairs: Pair[] = [];
  for (let structure = 0; structure < shape.structures; structure++)
    if (draw.chance(density)) pairs.push([structure, value()]);
  return {
    segment: draw.whole(0, shape.segments - 1),
    class: shape.classes > 0 && draw.chance(0.7) ? draw.whole(0, shape.classes - 1) : -1,
    pairs,
    pin: -1,
  };
}

/** Floors and ceilings: none, equal, above the capacity, above each other, summing to more than there is. */
function quotas(draw: Draw, capacity: readonly number[], segments: number) {
  const floor: number[] = [];
  const ceiling: number[] = [];
  for (const visits of capacity)
    for (let segment = 0; segment < segments; segment++) {
      const most = draw.one([visits + 3, visits, draw.whole(0, visits), 0, 1]);
      ceiling.push(most);
      floor.push(draw.one([0, 0, draw.whole(0, most), most, most + draw.whole(0, 3), visits]));
    }
  return { floor, ceiling };
}
