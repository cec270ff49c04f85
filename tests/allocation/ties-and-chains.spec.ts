import { Draw } from '../support/draw';
import { bestByHighs } from './highs-oracle';
import { employer, everybodyAt, territory } from './plain-territory';
import { bestValue, proved } from './proved';
import { Rehearsal } from './rehearsal';
import type { Pair } from './sketch';

describe('Ties', () => {
  it('a territory where every visit is worth the same fills every structure', async () => {
    const all = territory(
      [30, 30, 30, 30],
      everybodyAt(150, () => [
        [0, 5],
        [1, 5],
        [2, 5],
        [3, 5],
      ]),
    );
    expect(bestValue(all)).toBe(600);
    expect(await bestByHighs([all])).toEqual([600]);
  });

  it('scores of three levels are planned to the unit', async () => {
    const draw = new Draw(61);
    const level = () => draw.one([100_000, 200_000, 300_000]);
    const abc = territory(
      [40, 25, 10, 5, 60],
      everybodyAt(250, () => [0, 1, 2, 3, 4].map((to): Pair => [to, level()])),
    );
    expect([bestValue(abc)]).toEqual(await bestByHighs([abc]));
  });
});

describe('Long chains', () => {
  const LINKS = 60;
  /** Employer i is at home with structure i, nearly as well with the next; only the last structure has a visit left. */
  const chain = territory(
    new Array<number>(LINKS + 1).fill(1),
    everybodyAt(LINKS, (at) => [
      [at, 1_000],
      [at + 1, 999],
    ]),
  );

  it('one newcomer may make sixty employers change structure, each by one', () => {
    const rehearsal = new Rehearsal(chain);
    const moves = rehearsal.happens({ kind: 'put', employer: null, as: employer([[0, 5_000]]) });
    expect(moves.filter((move) => move.employer < LINKS)).toHaveLength(LINKS);
    expect(rehearsal.isBest()).toBe(LINKS * 999 + 5_000);
  });

  it('and its departure brings them all back', () => {
    const rehearsal = new Rehearsal(chain);
    rehearsal.happens({ kind: 'put', employer: null, as: employer([[0, 5_000]]) });
    rehearsal.happens({ kind: 'withdraw', employer: LINKS });
    expect(rehearsal.isBest()).toBe(LINKS * 1_000);
    expect(rehearsal.assigned().slice(0, LINKS)).toEqual(Array.from({ length: LINKS }, (_, at) => at));
  });

  it('a newcomer that is worth less than the changes it asks for is not taken', () => {
    const rehearsal = new Rehearsal(chain);
    expect(
      rehearsal
        .happens({ kind: 'put', employer: null, as: employer([[0, LINKS - 1]]) })
        .filter(({ to }) => to >= 0),
    ).toEqual([]);
    rehearsal.isBest();
  });

  it('a plan made at once finds the whole chain', () => {
    const { assignedTo } = proved({ ...chain, employers: [...chain.employers, employer([[0, 5_000]])] });
    expect([...assignedTo]).toEqual([...Array.from({ length: LINKS }, (_, at) => at + 1), 0]);
  });
});
