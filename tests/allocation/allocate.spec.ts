import fc from 'fast-check';
import { allocate, allocateOne } from '#allocation/allocate';
import type { AllocationInputs, Closed, Knowledge, PartnerInput, ProspectInput } from '#allocation/inputs';

const policy = { nextBestMinimumPercent: 50, tieMargin: 5, explorationPercent: 10 };
const affinities = { TPE: { MISSION_LOCALE: 80, PLIE: 60 }, GE: { CAP_EMPLOI: 90 } };

const partner = (partnerId: string, capacity: number, kind: PartnerInput['kind'] = 'PLIE'): PartnerInput => ({
  partnerId,
  kind,
  units: [{ unitId: `${partnerId}-u`, capacity, taken: 0 }],
});

const knows = (partnerId: string, score: number, since = '2026-01-01'): Knowledge => ({
  partnerId,
  score,
  since,
  grounds: '1 visite tenue',
});

const prospect = (employerId: string, own: Partial<ProspectInput> = {}): ProspectInput => ({
  employerId,
  segment: 'TPE_CONNUE',
  audience: 'TPE',
  potential: 0,
  partialDiffusion: false,
  knowledge: [],
  lockedBy: [],
  closedTo: [],
  ...own,
});

const inputs = (
  partners: readonly PartnerInput[],
  prospects: readonly ProspectInput[],
  own: Partial<AllocationInputs> = {},
): AllocationInputs => ({
  territoryId: 'metz',
  planId: 'plan',
  policy,
  partners,
  prospects,
  affinities,
  ...own,
});

const leadOf = (given: AllocationInputs, employerId: string): string | undefined =>
  allocate(given).assignments.find((one) => one.employerId === employerId)?.partnerId;

describe('The plan gives each prospect to one partner', () => {
  it('gives a prospect to the partner that knows it best, and says so in one French line (BR-22)', () => {
    const given = inputs(
      [partner('ml', 10), partner('pe', 10)],
      [prospect('e', { knowledge: [knows('pe', 30), knows('ml', 70)] })],
    );
    expect(allocate(given).assignments).toEqual([
      {
        employerId: 'e',
        partnerId: 'ml',
        unitId: 'ml-u',
        score: 70,
        rule: 'BR-22',
        because: 'Meilleure connaissance de l’employeur : 1 visite tenue (70 points sur 100).',
      },
    ]);
  });

  it('gives a tie of at most five points to the less loaded partner, then to the nearer network (BR-23)', () => {
    const both = { knowledge: [knows('ml', 60), knows('pl', 56)] };
    const free = partner('pl', 10);
    const busy = { ...partner('ml', 10, 'MISSION_LOCALE'), units: [{ unitId: 'u', capacity: 10, taken: 5 }] };
    expect(leadOf(inputs([busy, free], [prospect('e', both)]), 'e')).toBe('pl');
    expect(leadOf(inputs([partner('ml', 10, 'MISSION_LOCALE'), free], [prospect('e', both)]), 'e')).toBe(
      'ml',
    );
    const clear = { knowledge: [knows('ml', 60), knows('pl', 54)] };
    expect(leadOf(inputs([busy, free], [prospect('e', clear)]), 'e')).toBe('ml');
  });

  it('gives the rest of a tie to the oldest relation, whatever the order of the partners (BR-23)', () => {
    const same = { knowledge: [knows('a', 50, '2026-03-01'), knows('b', 50, '2024-03-01')] };
    expect(leadOf(inputs([partner('a', 5), partner('b', 5)], [prospect('e', same)]), 'e')).toBe('b');
    expect(leadOf(inputs([partner('b', 5), partner('a', 5)], [prospect('e', same)]), 'e')).toBe('b');
  });

  it('passes to the next best from half of the best score on, never below (BR-27)', () => {
    const full = partner('pe', 0);
    const near = prospect('near', { knowledge: [knows('pe', 80), knows('ml', 40)] });
    const far = prospect('far', { knowledge: [knows('pe', 80), knows('ml', 39)] });
    const plan = allocate(inputs([full, partner('ml', 10)], [near, far]));
    expect(plan.assignments).toMatchObject([{ employerId: 'near', partnerId: 'ml', rule: 'BR-27' }]);
    expect(plan.unassigned).toEqual([{ employerId: 'far', reason: 'CAPACITY_EXHAUSTED' }]);
  });

  it('gives an employer that nobody knows to the network nearest to its kind, then to the least loaded (BR-25)', () => {
    const nobody = [
      prospect('small'),
      prospect('large', { audience: 'GE' }),
      prospect('odd', { audience: 'X' }),
    ];
    const given = inputs(
      [partner('ml', 9, 'MISSION_LOCALE'), partner('ce', 2, 'CAP_EMPLOI')],
      nobody.map((one, at) => ({ ...one, potential: 50 - at })),
    );
    expect(leadOf(given, 'small')).toBe('ml');
    expect(leadOf(given, 'large')).toBe('ce');
    expect(leadOf(given, 'odd')).toBe('ml');
  });

  it('keeps a tenth of each capacity for employers that nobody knows (BR-25)', () => {
    const known = Array.from({ length: 10 }, (_, at) => prospect(`k${at}`, { knowledge: [knows('ml', 50)] }));
    const plan = allocate(inputs([partner('ml', 10)], [...known, prospect('new')]));
    expect(plan.assignments.map((one) => one.employerId)).toContain('new');
    expect(plan.assignments).toHaveLength(10);
    expect(allocate(inputs([partner('ml', 10)], known)).assignments).toHaveLength(10);
  });

  it('leaves an employer to the partner with an open offer there, even over its capacity, and shows it (BR-24)', () => {
    const held = prospect('e', { knowledge: [knows('pe', 90)], lockedBy: ['ml'] });
    const plan = allocate(inputs([partner('pe', 5), partner('ml', 0)], [held]));
    expect(plan.assignments).toMatchObject([{ partnerId: 'ml', rule: 'BR-24' }]);
    expect(plan.loads).toContainEqual({ partnerId: 'ml', capacity: 0, taken: 1, over: 1 });
  });

  it('gives nothing to a partner that declared no capacity (BR-26)', () => {
    const plan = allocate(inputs([partner('ml', 0)], [prospect('e', { knowledge: [knows('ml', 90)] })]));
    expect(plan.unassigned).toEqual([{ employerId: 'e', reason: 'CAPACITY_EXHAUSTED' }]);
  });

  it.each<[string, Closed[], string]>([
    ['an opposition', [{ partnerId: null, reason: 'OPTED_OUT' }], 'OPTED_OUT'],
    ['a cool-down', [{ partnerId: 'ml', reason: 'COOL_DOWN' }], 'COOL_DOWN'],
    ['a spent contact budget', [{ partnerId: null, reason: 'CONTACT_BUDGET' }], 'CONTACT_BUDGET'],
    ['refusals of every partner', [{ partnerId: 'ml', reason: 'DECLINED_BY_ALL' }], 'DECLINED_BY_ALL'],
  ])('does not propose an employer closed by %s, and says which', (_, closedTo, reason) => {
    const plan = allocate(inputs([partner('ml', 5)], [prospect('e', { closedTo })]));
    expect(plan.assignments).toEqual([]);
    expect(plan.unassigned).toEqual([{ employerId: 'e', reason }]);
  });

  it('never makes a prospect of an establishment under partial diffusion (BR-10)', () => {
    const plan = allocate(inputs([partner('ml', 5)], [prospect('e', { partialDiffusion: true })]));
    expect([...plan.assignments, ...plan.unassigned]).toEqual([]);
  });

  it('says that nobody covers the territory when no partner has a unit there', () => {
    expect(allocate(inputs([], [prospect('e')])).unassigned).toEqual([
      { employerId: 'e', reason: 'NO_PARTNER_COVERS' },
    ]);
  });

  it('applies the same rules to a single prospect between two plans', () => {
    const one = inputs([partner('ml', 1)], [prospect('e', { knowledge: [knows('ml', 40)] })]);
    expect(allocateOne(one)).toMatchObject({ partnerId: 'ml', rule: 'BR-22' });
  });
});

const PARTNERS = ['p0', 'p1', 'p2', 'p3'];
const anyPartners = fc.uniqueArray(
  fc.record({
    partnerId: fc.constantFrom(...PARTNERS),
    kind: fc.constantFrom<PartnerInput['kind']>('PLIE', 'SIAE', 'CAP_EMPLOI', 'MISSION_LOCALE'),
    units: fc.uniqueArray(
      fc.record({
        unitId: fc.constantFrom('u0', 'u1', 'u2'),
        capacity: fc.nat(4),
        taken: fc.nat(5),
      }),
      { selector: (unit) => unit.unitId, maxLength: 3 },
    ),
  }),
  { selector: (one) => one.partnerId },
);
const anyProspects = fc.uniqueArray(
  fc.record({
    employerId: fc.integer({ min: 0, max: 40 }).map((n) => `e${n}`),
    segment: fc.constant(null),
    audience: fc.constantFrom('TPE', 'GE', 'UNKNOWN'),
    potential: fc.nat(3),
    partialDiffusion: fc.boolean(),
    knowledge: fc.uniqueArray(
      fc.record({
        partnerId: fc.constantFrom(...PARTNERS),
        score: fc.nat(100),
        since: fc.constantFrom('2024-01-01', '2025-01-01'),
        grounds: fc.constant('1 visite tenue'),
      }),
      { selector: (one) => one.partnerId },
    ),
    lockedBy: fc.subarray(PARTNERS, { maxLength: 1 }),
    closedTo: fc.array(
      fc.record({
        partnerId: fc.option(fc.constantFrom(...PARTNERS)),
        reason: fc.constantFrom<Closed['reason']>('OPTED_OUT', 'COOL_DOWN', 'DECLINED_BY_ALL'),
      }),
      { maxLength: 2 },
    ),
  }),
  { selector: (one) => one.employerId },
);
const anyInputs = fc
  .record({ partners: anyPartners, prospects: anyProspects })
  .map(({ partners, prospects }) => inputs(partners, prospects));

describe('Whatever the territory, the plan', () => {
  it('names each prospect once, with one partner or one reason, and no partial diffusion', () => {
    fc.assert(
      fc.property(anyInputs, (given) => {
        const plan = allocate(given);
        const named = [...plan.assignments, ...plan.unassigned].map((one) => one.employerId).sort();
        const due = given.prospects.filter((one) => !one.partialDiffusion).map((one) => one.employerId);
        expect(named).toEqual(due.sort());
      }),
    );
  });

  it('exceeds no unit’s capacity but by locks', () => {
    fc.assert(
      fc.property(anyInputs, (given) => {
        const unlocked = allocate(given).assignments.filter((one) => one.rule !== 'BR-24');
        const locked = allocate(given).assignments.filter((one) => one.rule === 'BR-24');
        for (const { partnerId, units } of given.partners) {
          for (const unit of units) {
            const here = (one: { partnerId: string; unitId: string }) =>
              one.partnerId === partnerId && one.unitId === unit.unitId;
            const room = Math.max(0, unit.capacity - unit.taken - locked.filter(here).length);
            expect(unlocked.filter(here).length).toBeLessThanOrEqual(room);
          }
        }
      }),
    );
  });

  it('gives nothing to a partner to whom the employer is closed', () => {
    fc.assert(
      fc.property(anyInputs, (given) => {
        for (const one of allocate(given).assignments) {
          const { closedTo } = given.prospects.find((other) => other.employerId === one.employerId)!;
          expect(closedTo.filter((c) => c.partnerId === null || c.partnerId === one.partnerId)).toEqual([]);
        }
      }),
    );
  });

  it('is the same for the same inputs, in whatever order they come', () => {
    fc.assert(
      fc.property(anyInputs, (given) => {
        const turned = {
          ...given,
          partners: [...given.partners].reverse().map((one) => ({ ...one, units: [...one.units].reverse() })),
          prospects: [...given.prospects].reverse(),
        };
        expect(allocate(turned)).toEqual(allocate(given));
      }),
    );
  });
});
