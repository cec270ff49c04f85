import { Draw } from '../support/draw';
import { bestByHighs } from './highs-oracle';
import { employer, territory } from './plain-territory';
import { bestValue, proved } from './proved';
import type { Pair, Sketch, SketchedEmployer } from './sketch';

describe('Wishes that cannot all be met', () => {
  const segmented = (count: number): SketchedEmployer[] =>
    Array.from({ length: count }, (_, at) =>
      employer(
        [
          [0, 10 + at],
          [1, 12 + at],
        ],
        { segment: at % 2, class: 0 },
      ),
    );
  const wishes = (own: Partial<Sketch>): Sketch =>
    territory([4, 4], segmented(12), {
      segments: 2,
      classes: 1,
      coverage: [5],
      floor: [0, 0, 0, 0],
      ceiling: [9, 9, 9, 9],
      floorPenalty: 50,
      coveragePenalty: 40,
      ...own,
    });

  it('a floor above the employers there are is told as a shortfall', () => {
    const { shortfalls } = proved(wishes({ floor: [8, 0, 0, 0], capacity: [8, 4] }));
    expect(shortfalls.floor[0]).toBe(2);
  });

  it('floors that add up to more than the visits are met as far as the visits go', () => {
    const { shortfalls } = proved(wishes({ floor: [4, 4, 0, 0] }));
    expect(shortfalls.floor[0]! + shortfalls.floor[1]!).toBe(4);
  });

  it('a floor equal to its ceiling fixes the number', () => {
    const { assignedTo } = proved(wishes({ floor: [1, 0, 0, 0], ceiling: [1, 9, 9, 9] }));
    expect(assignedTo.filter((to, at) => to === 0 && at % 2 === 0)).toHaveLength(1);
  });

  it('a floor above its ceiling counts as far as the ceiling', () => {
    const asked = wishes({ floor: [3, 0, 0, 0], ceiling: [1, 9, 9, 9] });
    expect(bestValue(asked)).toBe(bestValue({ ...asked, floor: [1, 0, 0, 0] }));
  });

  it('a floor worth more than any visit makes a bin’s price negative, and is met', () => {
    const poor = territory(
      [2, 2],
      [
        employer([
          [0, 1],
          [1, 900],
        ]),
        employer([
          [0, 1],
          [1, 800],
        ]),
      ],
      {
        floor: [2, 0],
        floorPenalty: 5_000,
      },
    );
    const { assignedTo, prices } = proved(poor);
    expect([...assignedTo]).toEqual([0, 0]);
    expect(prices.bin[0]).toBeLessThan(0);
  });

  it('coverage of a class shared by crossing structures is met by whoever gives up least', async () => {
    const draw = new Draw(63);
    const crossing = territory(
      [6, 6, 6],
      Array.from({ length: 60 }, (_, at) =>
        employer(
          [0, 1, 2].filter((to) => (at + to) % 3 !== 0).map((to): Pair => [to, draw.whole(100, 900)]),
          { class: at % 2 === 0 ? at % 3 : -1, segment: 0 },
        ),
      ),
      { classes: 3, coverage: [5, 5, 5], coveragePenalty: 300 },
    );
    expect([bestValue(crossing)]).toEqual(await bestByHighs([crossing]));
    expect(proved(crossing).prices.class.some((price) => price > 0)).toBe(true);
  });
});
