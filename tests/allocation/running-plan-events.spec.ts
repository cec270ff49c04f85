import { Draw } from '../support/draw';
import { adversarial } from './adversarial';
import { cases } from './cases';
import { bestByHighs } from './highs-oracle';
import { anEvent } from './plan-events';
import { Rehearsal } from './rehearsal';
import type { Sketch } from './sketch';

const STORMS = 100;
const EVENTS = 16;

describe('A running plan stays the best after every event', () => {
  it.each([1, 2, 3, 4, 5, 6, 7])(
    'equals a fresh plan and HiGHS, and its moves say all that changed (seed %i)',
    async (seed) => {
      const draw = new Draw(1_000 + seed);
      const values: number[] = [];
      const lefts: Sketch[] = [];
      for (let storm = 0; storm < cases(STORMS); storm++) {
        const rehearsal = new Rehearsal(adversarial(draw, 25));
        for (let event = 0; event < EVENTS; event++) {
          rehearsal.happens(anEvent(draw, rehearsal.left, rehearsal.assignedTo));
          values.push(rehearsal.isBest());
          lefts.push(rehearsal.left);
        }
      }
      expect(values).toEqual(await bestByHighs(lefts));
    },
  );
});
