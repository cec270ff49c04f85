import fc from 'fast-check';
import { plan } from '#allocation/plan';
import { diffOf, type Solved } from '#allocation/plan-diff';
import type { PlanInputs } from '#allocation/plan-inputs';
import { problemOf } from '#allocation/problem';
import { quotaPrices } from '#allocation/quota-prices';
import { type Changes, inputsWith, scenario } from '#allocation/scenario';
import { Invalid } from '#domain/refused';
import { employer, NO_RULES, planInputs, structure } from './given-plan';
import { randomTerritory } from './random-territory';

const hidden = (percent: number) => ({ structureId: null, kind: null, segment: 'HIDDEN', percent });
const big = (percent: number) => ({ ...hidden(percent), segment: 'BIG' });

const solved = (inputs: PlanInputs, changes: Changes = {}): Solved => {
  const problem = scenario(problemOf(inputs), changes);
  return { problem, plan: plan(problem.instance) };
};

describe('A scenario', () => {
  const inputs = randomTerritory(3);
  const variants: Record<string, Changes> = {
    'other floors, ceilings and coverage': {
      rules: {
        floors: [hidden(60)],
        ceilings: [big(10)],
        coverage: [{ territoryClass: 'RURAL', percent: 80 }],
        floorPenalty: 1,
      },
    },
    'other capacities': {
      capacities: [
        { structureId: 's1', visits: 0 },
        { structureId: 's4', visits: 25 },
      ],
    },
    'pins and forbids': {
      pins: [{ employerId: 'e5', structureId: 's2' }],
      forbids: [
        { employerId: 'e6', structureId: 's1' },
        { employerId: 'e59', structureId: 's0' },
      ],
    },
    'other weights': { weights: { relationPercent: 80, travelPerKilometre: 0, nextBestMinimumPercent: 0 } },
    'no pin any more': { pins: [] },
  };

  it.each(Object.keys(variants))('with %s is what the same inputs would give from the start', (name) => {
    const base = { ...inputs, pins: [{ employerId: 'e9', structureId: 's3' }] };
    const { instance, warnings } = scenario(problemOf(base), variants[name]!);
    const fresh = problemOf(inputsWith(base, variants[name]!));
    expect(instance).toEqual(fresh.instance);
    expect(warnings).toEqual(fresh.warnings);
  });

  it('leaves the original as it was, and shares every pair with it when only rules change', () => {
    const original = problemOf(inputs);
    const before = JSON.stringify(original.instance);
    const changed = scenario(original, {
      rules: { floors: [hidden(60)] },
      capacities: [{ structureId: 's1', visits: 1 }],
    });
    expect(changed.instance.pairValue).toBe(original.instance.pairValue);
    expect(JSON.stringify(original.instance)).toBe(before);
  });

  it('refuses a change that cannot be read, by naming it', () => {
    const problem = problemOf(inputs);
    expect(() => scenario(problem, { rules: { floors: [hidden(140)] } })).toThrow(Invalid);
    expect(() => scenario(problem, { capacities: [{ structureId: 's1', visits: -1 }] })).toThrow('capacité');
    expect(() => scenario(problem, { pins: [{ employerId: 'x', structureId: 's1' }] })).toThrow('x');
  });
});

describe('The difference of two plans', () => {
  it('tells who moves, who enters, who leaves, between which networks, and what that brings', () => {
    const units = [
      structure('ml', { kind: 'MISSION_LOCALE', capacity: 1 }),
      structure('pe', { kind: 'POLE_EMPLOI', capacity: 1 }),
    ];
    const inputs = planInputs(units, [
      employer('a', { incumbent: 'ml', expectedHires: 5 }),
      employer('b', { incumbent: 'pe', expectedHires: 3 }),
      employer('c', { expectedHires: 1, segment: 'BIG' }),
    ]);
    const before = solved(inputs);
    const after = solved(inputs, {
      capacities: [{ structureId: 'ml', visits: 0 }],
      pins: [{ employerId: 'a', structureId: 'pe' }],
    });
    expect(diffOf(before, after)).toMatchObject({
      unchanged: 0,
      moved: 1,
      movedPartner: 1,
      entered: 0,
      left: 1,
      byKinds: [
        { from: 'MISSION_LOCALE', to: 'POLE_EMPLOI', count: 1 },
        { from: 'POLE_EMPLOI', to: null, count: 1 },
      ],
      segments: [
        { segment: 'BIG', before: 0, after: 0 },
        { segment: 'HIDDEN', before: 2, after: 1 },
        { segment: 'KNOWN', before: 0, after: 0 },
      ],
      moves: [
        { employerId: 'a', from: 'ml', to: 'pe' },
        { employerId: 'b', from: 'pe', to: null },
      ],
    });
    expect(diffOf(before, after).valuePercent).toBeLessThan(-40);
  });

  it('tells the shortfalls of both', () => {
    const inputs = planInputs([structure('ml', { capacity: 4 })], [employer('a')]);
    const { shortfalls } = diffOf(solved(inputs), solved(inputs, { rules: { floors: [big(50)] } }));
    expect(shortfalls).toEqual({ before: { floors: 0, coverage: 0 }, after: { floors: 2, coverage: 0 } });
  });

  it('is nothing between a plan and itself, and turns round when its sides do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const inputs = randomTerritory(seed, { employers: 30 });
        const [one, other] = [solved(inputs), solved(inputs, { rules: { floors: [big(60)] } })];
        expect(diffOf(one, one).moves).toEqual([]);
        const [there, back] = [diffOf(one, other), diffOf(other, one)];
        expect([back.entered, back.left, back.moved]).toEqual([there.left, there.entered, there.moved]);
        expect(there.unchanged + there.moved + there.left).toBe(
          one.plan.assignedTo.filter((structureAt) => structureAt >= 0).length,
        );
      }),
      { numRuns: 20 },
    );
  });
});

describe('The price of each quota', () => {
  it('is what the plan would gain without it; all together are told as well', () => {
    const rules = {
      ...NO_RULES,
      floors: [hidden(50)],
      ceilings: [big(25)],
      coverage: [{ territoryClass: 'RURAL', percent: 50 }],
    };
    const problem = problemOf(randomTerritory(11, { rules }));
    const current = plan(problem.instance);
    const prices = quotaPrices(problem, current);
    expect(prices.map(({ rule, index, percent }) => [rule, index, percent])).toEqual([
      ['FLOOR', 0, 50],
      ['CEILING', 0, 25],
      ['COVERAGE', 0, 50],
      ['ALL', null, null],
    ]);
    const free = plan(
      scenario(problem, { rules: { floors: [], ceilings: [], coverage: [] } }).instance,
    ).value;
    expect(prices[3]).toMatchObject({ price: free - current.value });
    expect(prices[3]!.pricePercent).toBeCloseTo(((free - current.value) * 100) / current.value, 9);
    expect(prices[3]!.price).toBeGreaterThan(0);
  });

  it('is the same as that of a plan made from the start without the rule, also where no new plan was needed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 60 }), (seed, percent) => {
        const rules = {
          floors: [hidden(percent), big(10)],
          ceilings: [{ ...hidden(70), segment: 'KNOWN' }],
          coverage: [{ territoryClass: 'RURAL', percent: 100 - percent }],
        };
        const inputs = randomTerritory(seed, { employers: 30, rules });
        const problem = problemOf(inputs);
        const { value } = plan(problem.instance);
        const without = (changed: Changes['rules']) =>
          plan(problemOf(inputsWith(inputs, { rules: changed })).instance).value - value;
        expect(quotaPrices(problem, plan(problem.instance)).map((one) => one.price)).toEqual([
          without({ floors: [big(10)] }),
          without({ floors: [hidden(percent)] }),
          without({ ceilings: [] }),
          without({ coverage: [] }),
          without({ floors: [], ceilings: [], coverage: [] }),
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it('all rules together never bring posts: their price is never below 0', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 100 }), (seed, percent) => {
        const rules = { floors: [hidden(percent)], ceilings: [big(20)] };
        const problem = problemOf(randomTerritory(seed, { employers: 30, rules }));
        expect(quotaPrices(problem, plan(problem.instance)).at(-1)!.price).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 20 },
    );
  });
});
