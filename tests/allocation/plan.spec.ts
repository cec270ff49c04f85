import type { Instance, OptimalPlan } from '#allocation/instance';
import { plan } from '#allocation/plan';
import { randomInstance, type SmallCase, smallInstance } from './small-instance';

const planOf = (given: SmallCase): OptimalPlan => plan(smallInstance(given));

const expectProof = ({ certificate }: OptimalPlan): void => expect(certificate.primal).toBe(certificate.dual);

describe('The best plan gives each visit where it brings most', () => {
  it('passes over an employer’s best partner when another employer needs that visit more', () => {
    const found = planOf({
      capacity: [1, 1],
      employers: [{ values: { 0: 10, 1: 9 } }, { values: { 0: 8 } }],
    });
    expect([...found.assignedTo]).toEqual([1, 0]);
    expect(found.value).toBe(17);
    expectProof(found);
  });

  it('follows a chain of employers who each step aside for the next', () => {
    const length = 50;
    const found = planOf({
      capacity: Array.from({ length }, () => 1),
      employers: Array.from({ length }, (_, at) => ({
        values: at === 0 ? { 0: 1000 } : { [at - 1]: 101, [at]: 100 },
      })),
    });
    expect([...found.assignedTo]).toEqual(Array.from({ length }, (_, at) => at));
    expectProof(found);
  });

  it('never gives an employer to two partners, and leaves out those for whom no visit is left', () => {
    const found = planOf({
      capacity: [2],
      employers: [{ values: { 0: 5 } }, { values: { 0: 7 } }, { values: { 0: 6 } }, { values: {} }],
    });
    expect([...found.assignedTo]).toEqual([-1, 0, 0, -1]);
    expect(found.prices.structure[0]).toBeGreaterThanOrEqual(5);
    expectProof(found);
  });

  it('gives a visit no price while one is left', () => {
    const found = planOf({ capacity: [3], employers: [{ values: { 0: 5 } }, { values: { 0: 7 } }] });
    expect([...found.prices.structure]).toEqual([0]);
    expect(found.value).toBe(12);
    expectProof(found);
  });

  it('does without structures, without employers and without visits', () => {
    for (const given of [
      { capacity: [], employers: [{ values: {} }] },
      { capacity: [4], employers: [] },
      { capacity: [0, 0], employers: [{ values: { 0: 5, 1: 6 } }] },
    ]) {
      const found = planOf(given);
      expect(found.certificate).toEqual({ primal: 0, dual: 0 });
    }
  });
});

describe('What the committee asks has a price', () => {
  it('prefers a hidden employer of less value while the floor is not reached', () => {
    const given = {
      capacity: [2],
      segments: 2,
      employers: [
        { values: { 0: 10 }, segment: 1 },
        { values: { 0: 9 }, segment: 1 },
        { values: { 0: 4 }, segment: 0 },
      ],
      floor: [1, 0],
    };
    const asked = planOf({ ...given, floorPenalty: 6 });
    expect([...asked.assignedTo]).toEqual([0, -1, 0]);
    expect(asked.certificate).toEqual({ primal: 20, dual: 20 });
    expect([...planOf({ ...given, floorPenalty: 4 }).assignedTo]).toEqual([0, 0, -1]);
  });

  it('never goes over a ceiling, and lets the visits rest rather than break it', () => {
    const found = planOf({
      capacity: [3],
      employers: [{ values: { 0: 5 } }, { values: { 0: 7 } }, { values: { 0: 6 } }],
      ceiling: [1],
    });
    expect([...found.assignedTo]).toEqual([-1, 0, -1]);
    expect([...found.prices.structure]).toEqual([0]);
    expectProof(found);
  });

  it('covers a territory as far as the penalty makes it worth', () => {
    const found = planOf({
      capacity: [2],
      employers: [{ values: { 0: 10 } }, { values: { 0: 9 } }, { values: { 0: 3 }, klass: 0 }],
      coverage: [2],
      coveragePenalty: 7,
    });
    expect([...found.assignedTo]).toEqual([0, -1, 0]);
    expect([...found.shortfalls.coverage]).toEqual([1]);
    expectProof(found);
  });

  it('tells the visits missing under a floor that nobody can reach', () => {
    const found = planOf({
      capacity: [5],
      employers: [{ values: { 0: 2 } }],
      floor: [4],
      floorPenalty: 100,
    });
    expect([...found.shortfalls.floor]).toEqual([3]);
    expectProof(found);
  });

  it('proves the plan when the penalty is above every value', () => {
    const found = planOf({
      capacity: [1, 1],
      segments: 2,
      employers: [
        { values: { 0: 1, 1: 9 }, segment: 0 },
        { values: { 0: 9, 1: 1 }, segment: 1 },
      ],
      floor: [1, 0, 0, 1],
      floorPenalty: 1000,
    });
    expect([...found.assignedTo]).toEqual([0, 1]);
    expectProof(found);
  });
});

describe('A pin is kept whatever it costs', () => {
  it('gives the pinned employer to its structure, and the visit is one fewer for the others', () => {
    const found = planOf({
      capacity: [1, 1],
      employers: [{ values: { 0: 1, 1: 9 }, pinnedTo: 0 }, { values: { 0: 8 } }],
    });
    expect([...found.assignedTo]).toEqual([0, -1]);
    expectProof(found);
  });

  it('may exceed a capacity and a ceiling, and says by how much', () => {
    const found = planOf({
      capacity: [1],
      employers: [{ values: { 0: 1 }, pinnedTo: 0 }, { values: { 0: 1 }, pinnedTo: 0 }, { values: { 0: 9 } }],
      ceiling: [1],
    });
    expect([...found.assignedTo]).toEqual([0, 0, -1]);
    expect([...found.shortfalls.overCapacity, ...found.shortfalls.overCeiling]).toEqual([1, 1]);
    expectProof(found);
  });

  it('counts under floors and coverage', () => {
    const found = planOf({
      capacity: [2],
      employers: [
        { values: { 0: 1 }, klass: 0, pinnedTo: 0 },
        { values: { 0: 1 }, klass: 0 },
      ],
      floor: [1],
      coverage: [1],
      floorPenalty: 5,
      coveragePenalty: 3,
    });
    expect(found.certificate).toEqual({ primal: 1 + 1 + 5 + 3, dual: 10 });
  });
});

describe('Every plan is proved', () => {
  it('is worth what its prices allow, to the unit, in a thousand territories drawn at random', () => {
    const gaps: number[] = [];
    for (let seed = 0; seed < 1000; seed++) {
      const { certificate } = plan(randomInstance(seed));
      if (certificate.primal !== certificate.dual) gaps.push(seed);
    }
    expect(gaps).toEqual([]);
  });

  it('keeps within capacities and ceilings, and to pairs that exist', () => {
    for (let seed = 0; seed < 200; seed++) expectFeasible(randomInstance(seed));
  });

  it('finds pairs that it did not look at first: a structure with far more employers than visits', () => {
    const employers = Array.from({ length: 4000 }, (_, at) => ({
      values: { 0: 1_000_000 - at, 1: 2_000_000 - at } as Record<number, number>,
    }));
    const found = planOf({ capacity: [1000, 3000], employers });
    expect([...found.shortfalls.overCapacity]).toEqual([0, 0]);
    expect(found.assignedTo.filter((structure) => structure >= 0)).toHaveLength(4000);
    expectProof(found);
  });

  it('gives the same plan and the same prices at every run', () => {
    const once = plan(randomInstance(7, 300));
    const again = plan(randomInstance(7, 300));
    expect(again).toEqual(once);
  });

  it('counts more bins than sixteen bits can', () => {
    const structures = 22_000;
    const found = planOf({
      capacity: Array.from({ length: structures }, () => 1),
      segments: 3,
      employers: [{ values: { 21999: 7, 153: 6 }, segment: 2 }],
    });
    expect(found.assignedTo[0]).toBe(21_999);
    expectProof(found);
  });
});

describe('A plan can be followed and refused', () => {
  it('tells how far it is, and stops when told to', () => {
    const shares: number[] = [];
    plan(randomInstance(1), (share) => shares.push(share));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    const cancel = () => {
      throw new Error('cancelled');
    };
    expect(() => plan(randomInstance(1), cancel)).toThrow('cancelled');
  });

  it('refuses arrays that do not fit together', () => {
    const good = smallInstance({ capacity: [1], employers: [{ values: { 0: 5 } }] });
    const wrong: Partial<Instance>[] = [
      { capacity: Int32Array.of(1, 2) },
      { capacity: Int32Array.of(-1) },
      { pairStructure: Uint16Array.of(1) },
      { pairValue: Int32Array.of(0) },
      { segmentOf: Uint8Array.of(1) },
      { classOf: Int32Array.of(0) },
      { floorPenalty: 0.5 },
      { firstPair: Uint32Array.of(0) },
      { pinnedTo: Int32Array.of(1) },
    ];
    for (const one of wrong) expect(() => plan({ ...good, ...one })).toThrow(RangeError);
  });
});

function expectFeasible(instance: Instance): void {
  const { assignedTo, shortfalls } = plan(instance);
  const free = instance.pinnedTo!.every((structure) => structure < 0);
  if (free)
    expect([...shortfalls.overCapacity, ...shortfalls.overCeiling].every((over) => over === 0)).toBe(true);
  assignedTo.forEach((structure, employer) => {
    const own = instance.pairStructure.subarray(
      instance.firstPair[employer],
      instance.firstPair[employer + 1],
    );
    if (structure >= 0) expect(own).toContain(structure);
    if (instance.pinnedTo![employer]! >= 0) expect(structure).toBe(instance.pinnedTo![employer]);
  });
}
