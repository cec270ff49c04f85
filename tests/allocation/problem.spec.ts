import fc from 'fast-check';
import { type Pair, rowOf } from '#allocation/pair-table';
import type { PlanInputs, PlanRules, Quota } from '#allocation/plan-inputs';
import { type Problem, problemOf, seenFrom } from '#allocation/problem';
import { NO_CEILING } from '#allocation/quotas';
import { scoreOf } from '#allocation/score';
import { employer, knows, NO_RULES, planInputs, structure, WEIGHTS } from './given-plan';

/** Who may visit the employer, by id, and what the plan counts for it. */
function pairsOf(problem: Problem, employerId: string): Record<string, number> {
  const row: Pair[] = rowOf(problem.instance, problem.employerAt.get(employerId)!);
  return Object.fromEntries(row.map(([at, value]) => [problem.structures[at]!.structureId, value]));
}

const whoMayVisit = (inputs: PlanInputs): string[] => Object.keys(pairsOf(problemOf(inputs), 'e')).sort();

const pinOf = (inputs: PlanInputs): string | null => {
  const { instance, structures, employerAt } = problemOf(inputs);
  const at = instance.pinnedTo?.[employerAt.get('e')!] ?? -1;
  return at < 0 ? null : structures[at]!.structureId;
};

const two = [structure('ml'), structure('pe')];

describe('Who may visit an employer', () => {
  it('everybody who may, at the worth of the visit: the score and a digit for ties', () => {
    const inputs = planInputs(two, [
      employer('e', { knowledge: [knows('ml', 40, '2020-01-01'), knows('pe', 30)] }),
    ]);
    const worth = scoreOf(inputs.employers[0]!, two[0]!, WEIGHTS, {}).value;
    expect(pairsOf(problemOf(inputs), 'e')).toMatchObject({ ml: worth + 9 });
  });

  it('nobody, when it said no or is in a cool-down for all', () => {
    const closed = employer('e', { closedTo: [{ partnerId: null, reason: 'OPTED_OUT' }] });
    expect(whoMayVisit(planInputs(two, [closed]))).toEqual([]);
  });

  it('not the partner to which it is closed: a refusal, a cool-down, itself as an employer (BR-41)', () => {
    const closed = employer('e', { closedTo: [{ partnerId: 'p-ml', reason: 'COOL_DOWN' }] });
    expect(whoMayVisit(planInputs(two, [closed]))).toEqual(['pe']);
  });

  it('BR-27 not the partner that knows it less than half as well as the best', () => {
    const known = (ml: number) => employer('e', { knowledge: [knows('ml', ml), knows('pe', 80)] });
    expect(whoMayVisit(planInputs(two, [known(39)]))).toEqual(['pe']);
    expect(whoMayVisit(planInputs(two, [known(40)]))).toEqual(['ml', 'pe']);
  });

  it('BR-27 reads the best of those to whom it is open: a closed partner that knows it better keeps nobody away', () => {
    const open = employer('e', {
      knowledge: [knows('pe', 80), knows('ml', 20)],
      closedTo: [{ partnerId: 'p-pe', reason: 'COOL_DOWN' }],
    });
    expect(whoMayVisit(planInputs(two, [open]))).toEqual(['ml']);
  });

  it('BR-27 keeps nobody away from an employer that nobody knows', () => {
    expect(whoMayVisit(planInputs(two, [employer('e')]))).toEqual(['ml', 'pe']);
  });

  it('not the structure that the committee forbids, and its sister unit still may', () => {
    const units = [structure('ml-1', { partnerId: 'p-ml' }), structure('ml-2', { partnerId: 'p-ml' })];
    const forbids = [{ employerId: 'e', structureId: 'ml-1' }];
    expect(whoMayVisit(planInputs(units, [employer('e')], { forbids }))).toEqual(['ml-2']);
  });

  it('not a structure from which the way costs more than the visit brings', () => {
    const far = structure('far', { position: { latitude: 43.3, longitude: 5.37 } });
    const here = employer('e', { position: { latitude: 49.12, longitude: 6.18 } });
    const problem = problemOf(planInputs([far], [here]));
    expect(pairsOf(problem, 'e')).toEqual({});
    expect(seenFrom(problem, here)[0]).toMatchObject({ barrier: { kind: 'NOT_WORTH_IT' } });
  });
});

describe('Who must visit an employer', () => {
  const pins = [{ employerId: 'e', structureId: 'ml' }];

  it('the structure that the committee pinned, also when BR-27 and the worth of the visit say no', () => {
    const poor = employer('e', { knowledge: [knows('pe', 80)], expectedHires: 0 });
    const inputs = planInputs(two, [poor], { pins });
    expect(pinOf(inputs)).toBe('ml');
    expect(pairsOf(problemOf(inputs), 'e').ml).toBeGreaterThanOrEqual(1);
  });

  it('BR-24 the partner with an open offer there, the best known of two that have one', () => {
    const locked = employer('e', {
      knowledge: [knows('pe', 90), knows('ml', 30), knows('cap', 20)],
      lockedBy: ['p-ml', 'p-cap'],
      // Its lead makes the visit of Cap emploi worth more: knowledge decides all the same.
      incumbent: 'cap',
    });
    expect(pinOf(planInputs([...two, structure('cap')], [locked]))).toBe('ml');
  });

  it('BR-24 the unit of that partner that still has visits, rather than the one that has none', () => {
    const units = [
      structure('ml-1', { partnerId: 'p-ml', kind: 'MISSION_LOCALE', capacity: 0 }),
      structure('ml-2', { partnerId: 'p-ml', kind: 'MISSION_LOCALE' }),
    ];
    expect(pinOf(planInputs(units, [employer('e', { lockedBy: ['p-ml'], incumbent: 'ml-1' })]))).toBe('ml-2');
  });

  it('the committee’s word stands above a lock', () => {
    expect(pinOf(planInputs(two, [employer('e', { lockedBy: ['p-pe'] })], { pins }))).toBe('ml');
  });

  it('nobody, when the employer said no: the pin is told to be without effect', () => {
    const no = employer('e', { closedTo: [{ partnerId: null, reason: 'OPTED_OUT' }], lockedBy: ['p-pe'] });
    expect(pinOf(planInputs(two, [no], { pins }))).toBeNull();
    expect(problemOf(planInputs(two, [no], { pins })).warnings).toContainEqual(
      expect.objectContaining({ code: 'PIN_CLOSED', pointer: '/pins/0' }),
    );
  });
});

describe('Ties (BR-23)', () => {
  const first = (inputs: PlanInputs): string =>
    Object.entries(pairsOf(problemOf(inputs), 'e')).sort((a, b) => b[1] - a[1])[0]![0];

  it('go to the oldest relation', () => {
    const known = (ml: string, pe: string) =>
      planInputs(two, [employer('e', { knowledge: [knows('ml', 50, ml), knows('pe', 50, pe)] })]);
    expect(first(known('2024-01-01', '2020-01-01'))).toBe('pe');
    expect(first(known('2020-01-01', '2024-01-01'))).toBe('ml');
  });

  it('else to a hash of the employer and the plan, which favours no id', () => {
    const winners = Array.from({ length: 200 }, (_, at) =>
      first(planInputs(two, [employer('e')], { planId: `plan-${at}` })),
    );
    const ml = winners.filter((one) => one === 'ml').length;
    expect(ml).toBeGreaterThan(60);
    expect(ml).toBeLessThan(140);
  });

  it('never stand against a difference of score', () => {
    // One point of knowledge is the smallest difference: 630 micro-posts here, against a digit.
    const inputs = planInputs(two, [
      employer('e', { knowledge: [knows('ml', 50, '2010-01-01'), knows('pe', 51, '2026-01-01')] }),
    ]);
    expect(first(inputs)).toBe('pe');
  });
});

describe('What the committee asks, in visits', () => {
  const quota = (segment: string, percent: number, own: Partial<Quota> = {}): Quota => ({
    structureId: null,
    kind: null,
    segment,
    percent,
    ...own,
  });
  const cellsOf = (rules: Partial<PlanRules>, capacity: number, taken = 0) => {
    const inputs = planInputs(
      [structure('ml', { capacity, taken, kind: 'MISSION_LOCALE' })],
      [employer('e')],
      {
        rules: { ...NO_RULES, ...rules },
      },
    );
    const { instance, segments } = problemOf(inputs);
    const named = (visits: Int32Array) => Object.fromEntries(segments.map((name, at) => [name, visits[at]]));
    return { capacity: instance.capacity[0], floor: named(instance.floor), ceiling: named(instance.ceiling) };
  };

  it('counts on the visits left to plan: what is promised already is taken off, and never below none', () => {
    expect(cellsOf({}, 10, 4).capacity).toBe(6);
    expect(cellsOf({}, 3, 5).capacity).toBe(0);
  });

  it('rounds a floor up and a ceiling down, so that both hold as they are worded', () => {
    const cells = cellsOf({ floors: [quota('HIDDEN', 49)], ceilings: [quota('BIG', 30)] }, 58);
    expect(cells.floor).toEqual({ HIDDEN: 29, KNOWN: 0, BIG: 0 });
    expect(cells.ceiling).toEqual({ HIDDEN: NO_CEILING, KNOWN: NO_CEILING, BIG: 17 });
  });

  it('keeps floors of 100 % together within the capacity, and floors of more than that as the wish they are', () => {
    const sum = (percents: number[], capacity: number) => {
      const segments = ['HIDDEN', 'KNOWN', 'BIG'];
      const { floor } = cellsOf({ floors: percents.map((one, at) => quota(segments[at]!, one)) }, capacity);
      return Object.values(floor).reduce<number>((total, one) => total + one!, 0);
    };
    expect(sum([50, 50], 5)).toBe(5);
    expect(sum([33.3, 33.3, 33.4], 10)).toBe(10);
    expect(sum([80, 60], 10)).toBe(14);
  });

  it('never lets rounding put a floor above its ceiling', () => {
    const cells = cellsOf({ floors: [quota('BIG', 30)], ceilings: [quota('BIG', 30)] }, 5);
    expect([cells.floor.BIG, cells.ceiling.BIG]).toEqual([1, 1]);
  });

  it('asks of each structure, of those of a kind, or of one', () => {
    expect(cellsOf({ floors: [quota('BIG', 50, { kind: 'PLIE' })] }, 10).floor.BIG).toBe(0);
    expect(cellsOf({ floors: [quota('BIG', 50, { kind: 'MISSION_LOCALE' })] }, 10).floor.BIG).toBe(5);
    expect(cellsOf({ floors: [quota('BIG', 50, { structureId: 'ml' })] }, 10).floor.BIG).toBe(5);
  });

  it('asks that a share of a class’s prospects be visited by somebody', () => {
    const rural = ['a', 'b', 'c'].map((id) => employer(id, { territoryClass: 'RURAL' }));
    const coverage = [{ territoryClass: 'RURAL', percent: 50 }];
    const { instance, classes } = problemOf(
      planInputs(two, [...rural, employer('d')], { rules: { ...NO_RULES, coverage } }),
    );
    expect([classes, [...instance.coverage]]).toEqual([['RURAL'], [2]]);
  });
});

describe('Warnings', () => {
  it('name a structure that covers nothing, and refuse nothing', () => {
    const closed = employer('e', { closedTo: [{ partnerId: 'p-ml', reason: 'DECLINED_BY_ALL' }] });
    expect(problemOf(planInputs(two, [closed])).warnings).toEqual([
      {
        code: 'STRUCTURE_COVERS_NOTHING',
        pointer: '/structures/0',
        detail: 'Structure ml n’a aucun prospect qu’elle puisse visiter.',
      },
    ]);
  });

  it('name a floor above the supply, floors above a capacity, a coverage out of reach', () => {
    const rules: PlanRules = {
      ...NO_RULES,
      floors: [
        { structureId: 'ml', kind: null, segment: 'HIDDEN', percent: 60 },
        { structureId: 'ml', kind: null, segment: 'BIG', percent: 60 },
      ],
      coverage: [{ territoryClass: 'RURAL', percent: 100 }],
    };
    const closed = employer('e', {
      territoryClass: 'RURAL',
      closedTo: [{ partnerId: null, reason: 'COOL_DOWN' }],
    });
    const codes = problemOf(planInputs(two, [closed, employer('f')], { rules })).warnings.map(
      (one) => one.code,
    );
    expect(codes).toEqual([
      'FLOOR_ABOVE_SUPPLY',
      'FLOOR_ABOVE_SUPPLY',
      'FLOORS_ABOVE_CAPACITY',
      'COVERAGE_ABOVE_SUPPLY',
    ]);
  });
});

describe('The same inputs give the same problem', () => {
  it('whatever their order', () => {
    const employers = Array.from({ length: 12 }, (_, at) =>
      employer(`e${at}`, {
        segment: ['HIDDEN', 'KNOWN', 'BIG'][at % 3]!,
        territoryClass: at % 2 ? 'RURAL' : null,
        expectedHires: at,
        knowledge: at % 4 ? [knows('pe', at * 8)] : [],
        lockedBy: at === 7 ? ['p-pe'] : [],
      }),
    );
    const structures = [structure('ml'), structure('pe'), structure('cap')];
    const expected = problemOf(planInputs(structures, employers)).instance;
    fc.assert(
      fc.property(
        fc.shuffledSubarray(employers, { minLength: 12 }),
        fc.shuffledSubarray(structures, { minLength: 3 }),
        (someEmployers, someStructures) => {
          expect(problemOf(planInputs(someStructures, someEmployers)).instance).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });
});
