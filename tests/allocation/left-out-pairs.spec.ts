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
  it('are found when they are wanted after all, and HiGHS agrees', async () => {
    const draw = new Draw(81);
    const sketches = Array.from({ length: cases(3) }, () => rivalry(draw));
    expect(sketches.map(bestValue)).toEqual(await bestByHighs(sketches, 1));
  });

  it('are found in forty such rivalries, as the prices prove', () => {
    const draw = new Draw(82);
    for (let one = 0; one < cases(40); one++) expect(bestValue(rivalry(draw))).toBeGreaterThan(0);
  });

  /** Ten structures see 850 prospects for their 860 visits; the others are worth too little to be looked at. */
  it('are found when everybody holds out for the same prospects, of which there are ten too few', () => {
    const all = Array.from({ length: 10 }, (_, structure) => structure);
    const worth = (value: number) => employer(all.map((structure): Pair => [structure, value]));
    const employers = [...new Array(850).fill(worth(1_000_000)), ...new Array(250).fill(worth(100_000))];
    const crowd = territory(new Array(10).fill(86), employers);
    expect(bestValue(crowd)).toBe(850 * 1_000_000 + 10 * 100_000);
  });
});
