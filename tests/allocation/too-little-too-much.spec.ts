import { Draw } from '../support/draw';
import { bestByHighs } from './highs-oracle';
import { employer, everybodyAt, territory } from './plain-territory';
import { anEvent, type PlanEvent } from './plan-events';
import { bestValue, proved } from './proved';
import { Rehearsal } from './rehearsal';
import type { Pair } from './sketch';

describe('Too little, too much', () => {
  const pool = everybodyAt(20, (at) => [
    [0, 10 + at],
    [1, 30 - at],
  ]);

  it('without a visit anywhere nobody is planned, at no price that is wrong', () => {
    expect([...proved(territory([0, 0], pool)).assignedTo]).toEqual(new Array(20).fill(-1));
  });

  it('with more visits than employers everybody goes to its best, and a visit costs nothing', () => {
    const { assignedTo, prices } = proved(territory([100, 100], pool));
    expect(assignedTo.every((to, at) => to === (10 + at > 30 - at ? 0 : to === 1 ? 1 : 0))).toBe(true);
    expect([...prices.structure]).toEqual([0, 0]);
  });

  it('nobody to visit, or nobody that anybody covers, is a plan too', () => {
    expect(bestValue(territory([3], []))).toBe(0);
    expect(bestValue(territory([3, 0], [employer([]), employer([])]))).toBe(0);
  });

  it('one structure with nine tenths of the visits is planned to the unit', async () => {
    const draw = new Draw(62);
    const pairs = () => [0, 1, 2, 3, 4].map((to): Pair => [to, draw.whole(1, 1_000_000)]);
    const lopsided = territory([90, 3, 3, 2, 2], everybodyAt(140, pairs));
    expect([bestValue(lopsided)]).toEqual(await bestByHighs([lopsided]));
  });
});

describe('Pins and cuts', () => {
  it('pins beyond a capacity and a ceiling are kept, and told', () => {
    const pinned = territory(
      [1, 5],
      everybodyAt(4, () => [
        [0, 10],
        [1, 20],
      ]).map((one) => ({ ...one, pin: 0 })),
      {
        ceiling: [2, 9],
      },
    );
    const { assignedTo, shortfalls } = proved(pinned);
    expect([...assignedTo]).toEqual([0, 0, 0, 0]);
    expect([...shortfalls.overCapacity]).toEqual([3, 0]);
    expect([...shortfalls.overCeiling]).toEqual([2, 0]);
  });

  it('a capacity cut to nothing after half the visits leaves the others to the rest', () => {
    const rehearsal = new Rehearsal(
      territory(
        [6, 3],
        everybodyAt(12, (at) => [
          [0, 100 + at],
          [1, 90 + at],
        ]),
      ),
    );
    for (let held = 0; held < 3; held++)
      rehearsal.happens({ kind: 'visitHeld', employer: rehearsal.assigned().indexOf(0) });
    rehearsal.happens({ kind: 'capacity', structure: 0, visits: 0 });
    expect(rehearsal.assigned()).not.toContain(0);
    rehearsal.isBest();
  });

  it('two hundred events on one structure in a row leave the best plan', () => {
    const draw = new Draw(64);
    const crowd = everybodyAt(60, () => [0, 1, 2, 3].map((to): Pair => [to, draw.whole(1, 50)]));
    const rehearsal = new Rehearsal(territory([12, 4, 4, 4], crowd));
    for (let turn = 0; turn < 200; turn++) {
      const event = anEvent(draw, rehearsal.left, rehearsal.assignedTo);
      const mine: PlanEvent =
        'structure' in event && event.kind === 'capacity' ? { ...event, structure: 0 } : event;
      if (aboutFirst(mine, rehearsal)) rehearsal.happens(mine);
    }
    rehearsal.isBest();
  });
});

/** Speaks of structure 0, of an employer that it holds, or of somebody new. */
function aboutFirst(event: PlanEvent, { assignedTo }: Rehearsal): boolean {
  if (event.kind === 'capacity' || event.kind === 'put') return true;
  return 'employer' in event && event.employer !== null && assignedTo(event.employer) === 0;
}
