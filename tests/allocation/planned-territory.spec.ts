import fc from 'fast-check';
import { planFor } from '#allocation/plan-for';
import type { PlanInputs } from '#allocation/plan-inputs';
import type { PlannedTerritory } from '#allocation/planned-territory';
import { Invalid } from '#domain/refused';
import { employer, knows, NO_RULES, planInputs, structure } from './given-plan';
import { randomTerritory } from './random-territory';

const two = [structure('ml'), structure('pe')];

const whyOf = (inputs: PlanInputs, employerId = 'e') => {
  const { assignments, unassigned } = planFor(inputs);
  return [...assignments, ...unassigned].find((one) => one.employerId === employerId);
};

describe('Each employer of the plan has its structure and the rule that decided', () => {
  it('BR-22 the partner that knows it best, where visits are not scarce', () => {
    expect(
      whyOf(planInputs(two, [employer('e', { knowledge: [knows('ml', 70), knows('pe', 50)] })])),
    ).toEqual({
      employerId: 'e',
      partnerId: 'p-ml',
      structureId: 'ml',
      segment: 'HIDDEN',
      value: 360_318,
      score: 70,
      rule: 'BR-22',
      because: 'Meilleure connaissance de l’employeur : 1 visite tenue (70 points sur 100).',
      heldBy: null,
    });
  });

  it('BR-24 the partner with an open offer there, whatever the others would gain', () => {
    const locked = employer('e', { knowledge: [knows('pe', 90)], lockedBy: ['p-ml'] });
    expect(whyOf(planInputs(two, [locked]))).toMatchObject({
      structureId: 'ml',
      rule: 'BR-24',
      heldBy: 'LOCK',
    });
  });

  it('BR-25 the one that gains most, when nobody knows it', () => {
    const affinities = { TPE: { PLIE: 50, MISSION_LOCALE: 80 } };
    const units = [structure('ml', { kind: 'MISSION_LOCALE' }), structure('plie')];
    expect(whyOf(planInputs(units, [employer('e')], { affinities }))).toMatchObject({
      structureId: 'ml',
      rule: 'BR-25',
    });
  });

  it('BR-27 the next best, when the visits of the best-known are worth more elsewhere; it is not named', () => {
    const units = [structure('ml', { capacity: 1 }), structure('pe')];
    const needs = employer('e', { knowledge: [knows('ml', 60), knows('pe', 40)] });
    const needsMore = employer('f', { expectedHires: 9, knowledge: [knows('ml', 90)] });
    expect(whyOf(planInputs(units, [needs, needsMore]))).toMatchObject({
      structureId: 'pe',
      rule: 'BR-27',
      because:
        'Un partenaire connaît mieux cet employeur (60 points sur 100), mais ses visites valent plus ailleurs ; ici : 1 visite tenue (40 points sur 100).',
    });
  });

  it('the committee’s word, and it is told as such', () => {
    const pins = [{ employerId: 'e', structureId: 'pe' }];
    expect(whyOf(planInputs(two, [employer('e', { knowledge: [knows('ml', 90)] })], { pins }))).toMatchObject(
      {
        structureId: 'pe',
        rule: 'PIN',
        heldBy: 'COMMITTEE',
      },
    );
  });
});

describe('Each employer without a visit has its reason', () => {
  const closed = (reason: 'OPTED_OUT' | 'COOL_DOWN' | 'DECLINED_BY_ALL', partnerId: string | null = null) =>
    employer('e', { closedTo: [{ partnerId, reason }] });

  it('it said no; a cool-down runs for all; all have declined', () => {
    expect(whyOf(planInputs(two, [closed('OPTED_OUT')]))).toEqual({
      employerId: 'e',
      reason: 'OPTED_OUT',
      because: 'L’employeur a demandé à ne plus être sollicité.',
    });
    expect(whyOf(planInputs(two, [closed('COOL_DOWN')]))).toMatchObject({ reason: 'COOL_DOWN' });
    expect(whyOf(planInputs(two.slice(0, 1), [closed('DECLINED_BY_ALL', 'p-ml')]))).toMatchObject({
      reason: 'DECLINED_BY_ALL',
    });
  });

  it('visits are worth more elsewhere', () => {
    const inputs = planInputs(
      [structure('ml', { capacity: 1 })],
      [employer('e'), employer('f', { expectedHires: 3 })],
    );
    expect(whyOf(inputs)).toMatchObject({ reason: 'CAPACITY_EXHAUSTED' });
  });

  it('nobody covers it: no structure, forbidden to all, too far from all', () => {
    expect(whyOf(planInputs([], [employer('e')]))).toMatchObject({ reason: 'NO_PARTNER_COVERS' });
    const forbids = two.map(({ structureId }) => ({ employerId: 'e', structureId }));
    expect(whyOf(planInputs(two, [employer('e')], { forbids }))).toEqual({
      employerId: 'e',
      reason: 'NO_PARTNER_COVERS',
      because: 'Le comité l’interdit à tous ceux qui pourraient y aller.',
    });
    const idle = employer('e', { expectedHires: 0 });
    expect(whyOf(planInputs(two, [idle]))).toMatchObject({
      reason: 'NO_PARTNER_COVERS',
      because: 'Aucune visite n’y rapporterait plus que ne coûte son trajet.',
    });
  });
});

describe('A plan says what it owes and what it lacks', () => {
  it('a floor above supply yields a plan, its shortfall and a warning, never an error', () => {
    const rules = { ...NO_RULES, floors: [{ structureId: null, kind: null, segment: 'BIG', percent: 50 }] };
    const plan = planFor(
      planInputs([structure('ml', { capacity: 4 })], [employer('e', { segment: 'BIG' })], { rules }),
    );
    expect(plan.cells.find((one) => one.segment === 'BIG')).toMatchObject({
      assigned: 1,
      floor: 2,
      shortfall: 1,
    });
    expect(plan.warnings.map((one) => one.code)).toEqual(['FLOOR_ABOVE_SUPPLY']);
  });

  it('locks may exceed a capacity, and that is shown (BR-22)', () => {
    const locked = ['e', 'f', 'g'].map((id) => employer(id, { lockedBy: ['p-ml'] }));
    const plan = planFor(planInputs([structure('ml', { capacity: 3, taken: 1 })], locked));
    expect(plan.loads).toEqual([
      { structureId: 'ml', partnerId: 'p-ml', capacity: 3, taken: 1, given: 3, over: 1 },
    ]);
    expect(plan.partnerLoads).toEqual([{ partnerId: 'p-ml', capacity: 3, taken: 4, over: 1 }]);
  });

  it('covers as many of a class as was asked, and says what that is worth', () => {
    const rules = { ...NO_RULES, coverage: [{ territoryClass: 'RURAL', percent: 100 }] };
    const rural = employer('e', { territoryClass: 'RURAL', expectedHires: 1 });
    const inputs = planInputs([structure('ml', { capacity: 1 })], [rural, employer('f')], { rules });
    const [coverage] = planFor(inputs).coverage;
    expect(coverage).toMatchObject({
      territoryClass: 'RURAL',
      prospects: 1,
      wished: 1,
      covered: 1,
      shortfall: 0,
    });
    expect(coverage!.price).toBeGreaterThan(0);
  });

  it('refuses wrong inputs by naming them', () => {
    expect(() => planFor(planInputs([structure('ml', { capacity: -1 })], []))).toThrow(Invalid);
  });
});

describe('A plan of any territory', () => {
  const wished = {
    floors: [{ structureId: null, kind: null, segment: 'HIDDEN', percent: 45 }],
    ceilings: [{ structureId: null, kind: null, segment: 'BIG', percent: 20 }],
    coverage: [{ territoryClass: 'RURAL', percent: 40 }],
  };

  it('has each employer once, proves itself, and respects capacities and ceilings', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const inputs = randomTerritory(seed, { rules: wished });
        const plan = planFor(inputs);
        const told = [...plan.assignments, ...plan.unassigned].map((one) => one.employerId).sort();
        expect(told).toEqual(inputs.employers.map((one) => one.employerId).sort());
        expect(plan.certificate.primal).toBe(plan.certificate.dual);
        expect(plan.loads.every((one) => one.given + one.taken <= one.capacity && one.over === 0)).toBe(true);
        expect(plan.cells.every((one) => one.ceiling === null || one.assigned <= one.ceiling)).toBe(true);
        expect(plan.value).toBe(plan.assignments.reduce((sum, one) => sum + one.value, 0));
      }),
      { numRuns: 30 },
    );
  });

  it('is the same to the byte, whatever the order of its inputs', () => {
    const inputs = randomTerritory(7, { rules: wished });
    const told = ({ plan, ...rest }: PlannedTerritory) => JSON.stringify(rest);
    const shuffled = {
      ...inputs,
      employers: [...inputs.employers].reverse(),
      structures: [...inputs.structures].reverse(),
      segments: [...inputs.segments].reverse(),
    };
    expect(told(planFor(shuffled))).toBe(told(planFor(inputs)));
  });
});
