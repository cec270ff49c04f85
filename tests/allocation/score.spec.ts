import fc from 'fast-check';
import { kilometresBetween } from '#allocation/distance';
import { type ScoreTerms, scoreOf } from '#allocation/score';
import { employer, knows, METZ, structure, WEIGHTS, WOIPPY } from './given-plan';

const ml = structure('ml', { kind: 'MISSION_LOCALE' });
const score = (of: Parameters<typeof employer>[1] = {}, by = ml, affinities = {}): ScoreTerms =>
  scoreOf(employer('e', of), by, WEIGHTS, affinities);

describe('What a visit is worth', () => {
  it('rises with the hires that no partner receives yet, and ever more slowly', () => {
    expect(score({ expectedHires: 0 }).uplift).toBe(0);
    // 0.5 post * (1 - 1/e) at the scale of hires, in steps of ten millionths.
    expect(score({ expectedHires: 2 }).uplift).toBe(316_060);
    expect(score({ expectedHires: 1_000 }).uplift).toBe(500_000);
  });

  it('counts a captured hire for nothing: it is the hidden need that draws a visit', () => {
    expect(score({ expectedHires: 4, capturedShare: 0.5 }).uplift).toBe(score({ expectedHires: 2 }).uplift);
    expect(score({ expectedHires: 4, capturedShare: 1 }).value).toBe(0);
  });

  it('gives more to the network whose public fits the employer, less to the one whose public does not', () => {
    const { uplift } = score();
    const near = score({}, ml, { TPE: { MISSION_LOCALE: 71 } });
    expect(near.affinity).toBe(66_370);
    expect(near.affinity / uplift).toBeCloseTo(0.21, 4);
    expect(score({}, ml, { TPE: { MISSION_LOCALE: 0 } }).affinity).toBe(-uplift / 2);
  });

  it('takes an affinity that nobody gave as neutral: an employer of unknown size is worth as much as it is', () => {
    expect(score({ audience: 'UNKNOWN' }, ml, { TPE: { MISSION_LOCALE: 90 } }).affinity).toBe(0);
  });

  it('adds the knowledge that the partner proved, up to the weight of the policy (BR-21)', () => {
    expect(score({ knowledge: [knows('ml', 100)] }).relation).toBe(63_210);
    expect(score({ knowledge: [knows('ml', 50)] }).relation).toBe(31_610);
    expect(score({ knowledge: [knows('other', 100)] }).relation).toBe(0);
  });

  it('takes the way there and back away', () => {
    const near = structure('ml', { position: WOIPPY });
    expect(kilometresBetween(METZ, WOIPPY)).toBeCloseTo(3.95, 2);
    expect(score({ position: METZ }, near).travel).toBe(-9_880);
    expect(score({ position: null }, near).travel).toBe(0);
  });

  it('favours who leads already, and who was published: moving is worth it only when it earns more', () => {
    const terms = score({ incumbent: 'ml', published: 'ml' });
    expect([terms.incumbency, terms.publication]).toEqual([30_000, 10_000]);
    expect(score({ incumbent: 'pe', published: 'pe' })).toMatchObject({ incumbency: 0, publication: 0 });
  });

  it('is the exact sum of its terms, in whole micro-posts, for any employer', () => {
    const coordinates = fc.record({
      latitude: fc.double({ min: 41, max: 51, noNaN: true }),
      longitude: fc.double({ min: -5, max: 9, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 5_000, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        fc.option(coordinates),
        (expectedHires, capturedShare, known, near, position) => {
          const { value, ...terms } = score(
            { expectedHires, capturedShare, position, knowledge: [knows('ml', known)] },
            structure('ml', { kind: 'MISSION_LOCALE', position: METZ }),
            { TPE: { MISSION_LOCALE: near } },
          );
          const all = Object.values(terms);
          expect(all.reduce((sum, one) => sum + one, 0)).toBe(value);
          expect(all.every((one) => Number.isInteger(one) && one % 10 === 0)).toBe(true);
        },
      ),
    );
  });

  it('never falls when the partner comes to know the employer better', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), (known) => {
        const worth = (points: number) => score({ knowledge: [knows('ml', points)] }).value;
        expect(worth(known + 1)).toBeGreaterThan(worth(known));
      }),
    );
  });
});
