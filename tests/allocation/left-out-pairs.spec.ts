import { Draw } from '../support/draw';
import { cases } from './cases';
import { bestByHighs } from './highs-oracle';
import { employer, territory } from './plain-territory';
import { bestValue } from './proved';
import type { Pair, Sketch } from './sketch';

/**
 * The solver looks first at the best few hundred pairs of each structure. Here everybody wants the same employers, and
 * the largest structures get them: what the small ones receive is far down their own lists.
 */
function rivalry(draw: Draw): Sketch {
  const capacity = [
    draw.whole(500, 900),
    draw.whole(300, 500),
    draw.whole(1, 12),
    draw.whole(1, 12),
    draw.whole(0, 3),
  ];
  const large = [1, draw.one([0.9, 0.99]), draw.one([0.5, 0.8]), 0.5, 0.4];
  const blur = draw.one([0, 0, 20, 5_000]);
  const step = draw.one([1, 300, 100_000]);
  const employers = Array.from({ length: draw.whole(1_000, 1_500) }, () => {
    const potential = draw.whole(100_000, 1_000_000);
    const pairs = large.map((share, structure): Pair => {
      const value = potential * share + blur * draw.share();
      return [structure, Math.max(1, Math.round(value / step) * step)];
    });
    return employer(pairs, { class: draw.chance(0.3) ? 0 : -1 });
  });
  return territory(capacity, employers, {
    classes: 1,
    coverage: [draw.one([0, employers.length])],
    coveragePenalty: draw.one([0, 200_000, 900_000]),
    floor: capacity.map((visits) => draw.one([0, visits])),
    floorPenalty: draw.one([0, 500_000]),
  });
}

describe('Pairs that were left out at first', () => {
  it.each([1, 2, 3])('are found when they are wanted after all (seed %i)', async (seed) => {
    const draw = new Draw(80 + seed);
    const sketches = Array.from({ length: cases(5) }, () => rivalry(draw));
    expect(sketches.map(bestValue)).toEqual(await bestByHighs(sketches, 1));
  });
});
