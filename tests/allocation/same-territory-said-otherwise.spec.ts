import { Draw } from '../support/draw';
import { adversarial } from './adversarial';
import { cases } from './cases';
import { bestValue } from './proved';
import type { Pair, Sketch } from './sketch';

const TIMES = 3;

/** Sketches that say the same territory otherwise, and what the value becomes; undefined where it has no sense. */
const REWORDINGS: readonly (readonly [
  string,
  (draw: Draw, sketch: Sketch) => { sketch: Sketch; value: (before: number) => number } | undefined,
])[] = [
  [
    'employers in another order',
    (draw, sketch) => same({ ...sketch, employers: reordered(draw, sketch.employers) }),
  ],
  ['structures in another order', (draw, sketch) => same(structuresReordered(draw, sketch))],
  ['pairs in another order', (draw, sketch) => same(mapPairs(sketch, (pairs) => reordered(draw, pairs)))],
  [
    'every value and penalty three times as large',
    (_, sketch) =>
      topValue(sketch) > 1e6
        ? undefined
        : {
            sketch: {
              ...mapPairs(sketch, (pairs) => pairs.map(([to, value]): Pair => [to, value * TIMES])),
              floorPenalty: sketch.floorPenalty * TIMES,
              coveragePenalty: sketch.coveragePenalty * TIMES,
            },
            value: (before) => before * TIMES,
          },
  ],
  [
    'a constant more on all pairs of an imposed employer',
    (_, sketch) => {
      const at = sketch.employers.findIndex(({ pin }) => pin >= 0);
      if (at < 0 || topValue(sketch) > 1e6) return undefined;
      const employer = sketch.employers[at]!;
      const pairs = employer.pairs.map(([to, value]): Pair => [to, value + 1_000]);
      return {
        sketch: { ...sketch, employers: sketch.employers.with(at, { ...employer, pairs }) },
        value: (before) => before + 1_000,
      };
    },
  ],
  [
    'a structure without visits beside',
    (draw, sketch) => same(withStructure(sketch, 0, () => draw.whole(1, 9))),
  ],
  ['a structure that covers nobody beside', (_, sketch) => same(withStructure(sketch, 9, () => undefined))],
  ['a structure in two halves', splitInTwo],
  ['two territories side by side', (draw, sketch) => beside(sketch, adversarial(draw, 20))],
];

describe('The same territory said otherwise has the same plan', () => {
  it.each(REWORDINGS)('%s', (_, reword) => {
    const draw = new Draw(51);
    let tried = 0;
    for (let one = 0; one < cases(160); one++) {
      const sketch = adversarial(draw, 20);
      const other = reword(draw, sketch);
      if (!other) continue;
      tried++;
      expect(bestValue(other.sketch)).toBe(other.value(bestValue(sketch)));
    }
    expect(tried).toBeGreaterThan(0);
  });
});

const same = (sketch: Sketch) => ({ sketch, value: (before: number) => before });

const topValue = ({ employers }: Sketch): number =>
  Math.max(0, ...employers.flatMap(({ pairs }) => pairs.map(([, value]) => value)));

const reordered = <T>(draw: Draw, list: readonly T[]): T[] => draw.order(list.length).map((at) => list[at]!);

const mapPairs = (sketch: Sketch, change: (pairs: readonly Pair[]) => readonly Pair[]): Sketch => ({
  ...sketch,
  employers: sketch.employers.map((employer) => ({ ...employer, pairs: change(employer.pairs) })),
});

function structuresReordered(draw: Draw, sketch: Sketch): Sketch {
  const order = draw.order(sketch.structures);
  const place = (structure: number) => order.indexOf(structure);
  const bins = (list: readonly number[]) =>
    order.flatMap((structure) => list.slice(structure * sketch.segments, (structure + 1) * sketch.segments));
  return {
    ...sketch,
    capacity: order.map((structure) => sketch.capacity[structure]!),
    floor: bins(sketch.floor),
    ceiling: bins(sketch.ceiling),
    employers: sketch.employers.map((employer) => ({
      ...employer,
      pairs: employer.pairs.map(([to, value]): Pair => [place(to), value]),
      pin: employer.pin < 0 ? -1 : place(employer.pin),
    })),
  };
}

function withStructure(sketch: Sketch, capacity: number, value: () => number | undefined): Sketch {
  const zeros = new Array<number>(sketch.segments).fill(0);
  return {
    ...mapPairs(sketch, (pairs) => {
      const worth = value();
      return worth === undefined ? pairs : [...pairs, [sketch.structures, worth]];
    }),
    structures: sketch.structures + 1,
    capacity: [...sketch.capacity, capacity],
    floor: [...sketch.floor, ...zeros],
    ceiling: [...sketch.ceiling, ...zeros.map(() => capacity)],
  };
}

/** A structure without quotas nor pins becomes two with its visits between them. */
function splitInTwo(draw: Draw, given: Sketch) {
  const at = draw.whole(0, given.structures - 1);
  if (given.employers.some(({ pin }) => pin === at)) return undefined;
  const open = (list: readonly number[], value: number) =>
    list.map((old, bin) => (Math.floor(bin / given.segments) === at ? value : old));
  const whole: Sketch = { ...given, floor: open(given.floor, 0), ceiling: open(given.ceiling, 99) };
  const visits = given.capacity[at]!;
  const first = draw.whole(0, visits);
  const zeros = new Array<number>(given.segments).fill(0);
  const sketch: Sketch = {
    ...mapPairs(whole, (pairs) =>
      pairs.flatMap(([to, v]): Pair[] =>
        to === at
          ? [
              [to, v],
              [given.structures, v],
            ]
          : [[to, v]],
      ),
    ),
    structures: given.structures + 1,
    capacity: [...given.capacity.with(at, first), visits - first],
    floor: [...whole.floor, ...zeros],
    ceiling: [...whole.ceiling, ...zeros.map(() => 99)],
  };
  const value = bestValue(whole);
  return { sketch, value: () => value };
}

function beside(sketch: Sketch, given: Sketch) {
  const segments = Math.max(sketch.segments, given.segments);
  const penalties = { floorPenalty: sketch.floorPenalty, coveragePenalty: sketch.coveragePenalty };
  const [left, right] = [sketch, { ...given, ...penalties }].map((one) => widened(one, segments)) as [
    Sketch,
    Sketch,
  ];
  const value = bestValue(right);
  const union: Sketch = {
    ...left,
    structures: left.structures + right.structures,
    classes: left.classes + right.classes,
    employers: [
      ...left.employers,
      ...right.employers.map((employer) => ({
        ...employer,
        class: employer.class < 0 ? -1 : employer.class + left.classes,
        pairs: employer.pairs.map(([to, v]): Pair => [to + left.structures, v]),
        pin: employer.pin < 0 ? -1 : employer.pin + left.structures,
      })),
    ],
    capacity: [...left.capacity, ...right.capacity],
    floor: [...left.floor, ...right.floor],
    ceiling: [...left.ceiling, ...right.ceiling],
    coverage: [...left.coverage, ...right.coverage],
  };
  return { sketch: union, value: (before: number) => before + value };
}

function widened(sketch: Sketch, segments: number): Sketch {
  const wide = (list: readonly number[]) =>
    Array.from({ length: sketch.structures }, (_, structure) =>
      Array.from({ length: segments }, (_, segment) =>
        segment < sketch.segments ? list[structure * sketch.segments + segment]! : 0,
      ),
    ).flat();
  return { ...sketch, segments, floor: wide(sketch.floor), ceiling: wide(sketch.ceiling) };
}
