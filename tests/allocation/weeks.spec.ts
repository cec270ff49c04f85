import fc from 'fast-check';
import { rowOf } from '#allocation/pair-table';
import { problemOf } from '#allocation/problem';
import { transport } from '#allocation/transport';
import { type Calendar, planWeeks } from '#allocation/weeks';
import { employer, planInputs, structure } from './given-plan';
import { randomTerritory, seeded } from './random-territory';

const MONDAYS = ['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26'];

const calendar = (visits: Record<string, number[]>, worthPercent?: number[]): Calendar => ({
  mondays: MONDAYS,
  visits: new Map(Object.entries(visits)),
  ...(worthPercent && { worthPercent }),
});

const mondayOf = (inputs: Parameters<typeof problemOf>[0], when: Calendar, employerId = 'e') =>
  planWeeks(problemOf(inputs), when).weeks.find((one) => one.employerId === employerId)?.monday;

describe('The week of each visit', () => {
  const one = [structure('ml')];

  it('is not before the day on which anybody may contact the employer', () => {
    const from = (contactableFrom: string) => planInputs(one, [employer('e', { contactableFrom })]);
    const earlierIsBetter = calendar({ ml: [1, 1, 1, 1] }, [100, 90, 80, 70]);
    expect(mondayOf(planInputs(one, [employer('e')]), earlierIsBetter)).toBe('2026-01-05');
    // A Friday leaves a day of its week; a Saturday leaves none.
    expect(mondayOf(from('2026-01-16'), earlierIsBetter)).toBe('2026-01-12');
    expect(mondayOf(from('2026-01-17'), earlierIsBetter)).toBe('2026-01-19');
  });

  it('is none, and the employer is left to others, when its cool-down outlasts the period', () => {
    const late = employer('late', { contactableFrom: '2026-03-01', expectedHires: 50 });
    const { weeks } = planWeeks(
      problemOf(planInputs([structure('ml', { capacity: 1 })], [late, employer('e')])),
      calendar({ ml: [1, 0, 0, 0] }),
    );
    expect(weeks).toEqual([{ employerId: 'e', structureId: 'ml', monday: '2026-01-05' }]);
  });

  it('is none for a pinned employer that nobody may contact in the period: it is told, not moved', () => {
    const late = employer('e', { contactableFrom: '2026-03-01' });
    const pins = [{ employerId: 'e', structureId: 'ml' }];
    expect(mondayOf(planInputs(one, [late], { pins }), calendar({ ml: [1, 1, 1, 1] }))).toBeNull();
  });

  it('never has more visits than the structure can hold in it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const { problem, when } = drawn(seed);
        const { weeks } = planWeeks(problem, when);
        for (const { structureId } of problem.structures)
          MONDAYS.forEach((monday, week) => {
            const held = weeks.filter(
              (visit) => visit.structureId === structureId && visit.monday === monday,
            );
            expect(held.length).toBeLessThanOrEqual(when.visits.get(structureId)![week]!);
          });
      }),
      { numRuns: 20 },
    );
  });
});

/** A territory whose employers come out of their cool-downs one after the other, and weeks that hold its capacity. */
function drawn(seed: number) {
  const draw = seeded(seed);
  const inputs = randomTerritory(seed, { employers: 120 });
  const employers = inputs.employers.map((one) => ({
    ...one,
    contactableFrom: draw() < 0.4 ? MONDAYS[Math.floor(draw() * MONDAYS.length)]! : null,
  }));
  const visits = Object.fromEntries(
    inputs.structures.map(({ structureId, capacity }) => {
      const even = Math.ceil(capacity / MONDAYS.length);
      return [structureId, MONDAYS.map(() => even)];
    }),
  );
  const structures = inputs.structures.map((one) => ({
    ...one,
    capacity: Math.ceil(one.capacity / MONDAYS.length) * MONDAYS.length,
  }));
  return {
    problem: problemOf({ ...inputs, employers, structures }),
    when: calendar(visits, [100, 97, 94, 91]),
  };
}

describe('Structures first, then weeks', () => {
  it('are never above planning both at once, and lose less than 0.5 % of it where every week is full', () => {
    const shares = Array.from({ length: 25 }, (_, at) => {
      const { problem, when } = drawn(at + 1);
      // Both at once: each week of each structure is a place of its own.
      const room = problem.structures.flatMap((one) => when.visits.get(one.structureId)!);
      const rows = problem.employers.map((own, employerAt) =>
        rowOf(problem.instance, employerAt).flatMap(([of, worth]) =>
          MONDAYS.flatMap((monday, week) =>
            own.contactableFrom !== null && own.contactableFrom > monday
              ? []
              : [
                  [
                    of * MONDAYS.length + week,
                    Math.round((worth * when.worthPercent![week]!) / 100),
                  ] as const,
                ],
          ),
        ),
      );
      return planWeeks(problem, when).value / transport(rows, room).value;
    });
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.995);
  });

  it('gives the scarce early week to the visit that loses most by waiting', () => {
    const two = [employer('big', { expectedHires: 9 }), employer('small', { expectedHires: 1 })];
    const when = calendar({ ml: [1, 1, 0, 0] }, [100, 50, 50, 50]);
    const inputs = planInputs([structure('ml')], two);
    expect([mondayOf(inputs, when, 'big'), mondayOf(inputs, when, 'small')]).toEqual(MONDAYS.slice(0, 2));
  });
});
