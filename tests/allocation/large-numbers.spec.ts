import { Engine } from '#allocation/engine';
import { plan } from '#allocation/plan';
import { everybodyAt, territory } from './plain-territory';
import { bestValue, proved } from './proved';
import { instanceOf, worthOf } from './sketch';

describe('Large numbers', () => {
  const MOST = 2 ** 31 - 1;

  it('visits worth the most that a value may say are planned to the unit', () => {
    const rich = territory(
      [3, 3],
      everybodyAt(10, (at) => [
        [0, MOST - at],
        [1, MOST - 2 * at],
      ]),
    );
    expect(bestValue(rich)).toBe(worthOf(rich, proved(rich).assignedTo).total);
  });

  it('penalties up to the point where sums reach 2^53 are planned to the unit', () => {
    const dear = territory(
      [2, 2],
      everybodyAt(5, (at) => [
        [0, MOST - at],
        [1, 5],
      ]),
      {
        floor: [2, 2],
        floorPenalty: 2 ** 49,
      },
    );
    expect(bestValue(dear)).toBe(4 * 2 ** 49 + 2 * MOST - 1 + 10);
  });

  it('sums beyond 2^53 are refused, by plan and by engine, rather than counted wrong', () => {
    const absurd = territory(
      [9],
      everybodyAt(9, () => [[0, 5]]),
      { floor: [9], floorPenalty: 2 ** 51 },
    );
    expect(() => plan(instanceOf(absurd))).toThrow();
    expect(() => new Engine(instanceOf(absurd))).toThrow();
  });
});
