import { Draw } from '../support/draw';
import { adversarial, anEmployer } from './adversarial';
import { cases } from './cases';
import { bestValue, proved } from './proved';
import { type Pair, type Sketch, type SketchedEmployer, sum, worthOf } from './sketch';

/** The same list with one place one larger. */
const oneMore = (draw: Draw, list: readonly number[]): number[] => {
  const at = draw.whole(0, list.length - 1);
  return list.with(at, list[at]! + draw.whole(1, 3));
};

const changed = (
  sketch: Sketch,
  at: number,
  change: (employer: SketchedEmployer) => Partial<SketchedEmployer>,
): Sketch => ({
  ...sketch,
  employers: sketch.employers.with(at, { ...sketch.employers[at]!, ...change(sketch.employers[at]!) }),
});

const anyEmployer = (draw: Draw, { employers }: Sketch) => draw.whole(0, employers.length - 1);

/** What gives the partners more room or more to choose from; undefined where the change has no sense. */
const GENEROUS: readonly (readonly [string, (draw: Draw, sketch: Sketch) => Sketch | undefined])[] = [
  ['a visit more', (draw, sketch) => ({ ...sketch, capacity: oneMore(draw, sketch.capacity) })],
  ['a higher ceiling', (draw, sketch) => ({ ...sketch, ceiling: oneMore(draw, sketch.ceiling) })],
  ['a floor that counts more visits', (draw, sketch) => ({ ...sketch, floor: oneMore(draw, sketch.floor) })],
  [
    'a coverage that counts more employers',
    (draw, sketch) =>
      sketch.classes === 0 ? undefined : { ...sketch, coverage: oneMore(draw, sketch.coverage) },
  ],
  [
    'a new employer',
    (draw, sketch) => ({
      ...sketch,
      employers: [...sketch.employers, anEmployer(draw, sketch, 0.7, () => draw.whole(1, 100))],
    }),
  ],
  [
    'a structure more for an employer',
    (draw, sketch) =>
      changed(sketch, anyEmployer(draw, sketch), ({ pairs }) => {
        const known = new Set(pairs.map(([structure]) => structure));
        const others = Array.from({ length: sketch.structures }, (_, structure) => structure);
        const added = others.filter((structure) => !known.has(structure)).slice(0, 1);
        return { pairs: [...pairs, ...added.map((structure): Pair => [structure, draw.whole(1, 100)])] };
      }),
  ],
  [
    'a better score',
    (draw, sketch) =>
      changed(sketch, anyEmployer(draw, sketch), ({ pairs }) => ({
        pairs: pairs.map(([structure, value]) => [
          structure,
          Math.min(2 ** 31 - 1, value + draw.whole(0, 9)),
        ]),
      })),
  ],
];

/** What takes choices away. */
const STERN: typeof GENEROUS = [
  [
    'a forbidden pair',
    (draw, sketch) =>
      changed(sketch, anyEmployer(draw, sketch), ({ pairs, pin }) => ({
        pairs: pin >= 0 ? pairs : pairs.slice(1),
      })),
  ],
  [
    'a pin that fits',
    (draw, sketch) => {
      const { assignedTo } = proved(sketch);
      const at = anyEmployer(draw, sketch);
      const { pairs, pin } = sketch.employers[at]!;
      // A pin of a planned pair, or of another pair into a structure that has room: the rules still hold.
      const [to] = pairs.find(([structure]) => structure === assignedTo[at]) ?? [-1];
      return pin >= 0 || to < 0 ? undefined : changed(sketch, at, () => ({ pin: to }));
    },
  ],
];

describe('More to work with never brings less', () => {
  it.each(GENEROUS)('%s never lowers the value of the plan', (_, more) => {
    const draw = new Draw(41);
    for (let one = 0; one < cases(120); one++) {
      const sketch = adversarial(draw, 20);
      const richer = more(draw, sketch);
      if (richer) expect(bestValue(richer)).toBeGreaterThanOrEqual(bestValue(sketch));
    }
  });

  it.each(STERN)('%s never raises the value of the plan', (_, less) => {
    const draw = new Draw(42);
    for (let one = 0; one < cases(120); one++) {
      const sketch = adversarial(draw, 20);
      const poorer = less(draw, sketch);
      if (poorer) expect(bestValue(poorer)).toBeLessThanOrEqual(bestValue(sketch));
    }
  });
});

describe('Insisting on the wishes has its price', () => {
  it('the more floors and coverage are said to be worth, the fewer posts and the fewer wishes unmet', () => {
    const draw = new Draw(43);
    for (let one = 0; one < cases(150); one++) {
      const base = adversarial(draw, 25);
      const wishes = {
        floorPenalty: Math.min(base.floorPenalty, 1e6),
        coveragePenalty: Math.min(base.coveragePenalty, 1e6),
      };
      const asked = [0, 1, 2, 5, 40].map((times) => {
        const sketch = {
          ...base,
          floorPenalty: wishes.floorPenalty * times,
          coveragePenalty: wishes.coveragePenalty * times,
        };
        const { visits, floors, covered } = worthOf(sketch, proved(sketch).assignedTo);
        const wished = sum(base.floor) * wishes.floorPenalty + sum(base.coverage) * wishes.coveragePenalty;
        return {
          posts: visits,
          unmet: wished - floors * wishes.floorPenalty - covered * wishes.coveragePenalty,
        };
      });
      for (const what of ['posts', 'unmet'] as const) {
        const series = asked.map((one) => one[what]);
        expect(series).toEqual([...series].sort((a, b) => b - a));
      }
    }
  });
});
