import { Engine } from '#allocation/engine';
import type { Instance, Move } from '#allocation/instance';
import { plan } from '#allocation/plan';
import { verify } from '#allocation/verify';
import { randomInstance, type SmallCase, seeded, smallInstance } from './small-instance';

const engineOf = (given: SmallCase): Engine => new Engine(smallInstance(given));

/** Two structures of one visit each; the first employer steps aside to the second structure. */
const twoByTwo = (): Engine =>
  engineOf({
    capacity: [1, 1],
    employers: [{ values: { 0: 10, 1: 8 } }, { values: { 0: 8 } }, { values: { 0: 5, 1: 4 } }],
  });

/** What remains is proved best, by the engine's own prices and by a plan made anew. */
function expectBest(engine: Engine): void {
  const { instance, assignedTo } = engine.remaining();
  expect(verify(instance, assignedTo, engine.prices())).toMatchObject({ optimal: true });
  const { primal, dual } = engine.certificate();
  expect(dual).toBe(primal);
  expect(plan(instance).certificate.primal).toBe(primal);
}

describe('A running plan follows what happens', () => {
  it('changes nothing when a planned visit is held: no move, no price', () => {
    const engine = twoByTwo();
    const before = engine.prices();
    expect(engine.visitHeld(0)).toEqual([]);
    expect([engine.assignedTo(0), engine.assignedTo(1), engine.assignedTo(2)]).toEqual([-1, 0, -1]);
    expect(engine.prices()).toEqual(before);
    expect([...engine.remaining().instance.capacity]).toEqual([1, 0]);
    expectBest(engine);
  });

  it('gives the visit of an employer that leaves to the one for whom it is worth most, and tells every move', () => {
    const engine = twoByTwo();
    expect(engine.withdraw(1)).toEqual([
      { employer: 0, from: 1, to: 0 },
      { employer: 1, from: 0, to: -1 },
      { employer: 2, from: -1, to: 1 },
    ]);
    expectBest(engine);
  });

  it('takes in a new employer, and one whose score changed', () => {
    const engine = twoByTwo();
    const { employer, moves } = engine.put(null, { segment: 0, class: -1, pairs: [[1, 20]] });
    expect(employer).toBe(3);
    expect(moves).toContainEqual({ employer: 3, from: -1, to: 1 });
    expectBest(engine);
    const dropped = engine.put(3, { segment: 0, class: -1, pairs: [[1, 1]] });
    expect(dropped.moves).toContainEqual({ employer: 3, from: 1, to: -1 });
    expect(engine.certificate().primal).toBe(16);
    expectBest(engine);
  });

  it('takes back an employer whose visit was held', () => {
    const engine = twoByTwo();
    engine.visitHeld(0);
    engine.setCapacity(1, 1);
    engine.put(0, { segment: 0, class: -1, pairs: [[1, 9]] });
    expect(engine.assignedTo(0)).toBe(1);
    expectBest(engine);
  });

  it('keeps a forbidden pair apart, and moves nobody when the pair was not planned', () => {
    const engine = twoByTwo();
    expect(engine.forbid(2, 0)).toEqual([]);
    expect(engine.forbid(1, 0)).toContainEqual({ employer: 1, from: 0, to: -1 });
    expect(engine.remaining().instance.firstPair[3]).toBe(3);
    expectBest(engine);
  });

  it('pins an employer, lets the pin exceed the capacity, and lifts it', () => {
    const engine = twoByTwo();
    expect(engine.pin(2, 0)).toEqual([
      { employer: 1, from: 0, to: -1 },
      { employer: 2, from: -1, to: 0 },
    ]);
    expectBest(engine);
    engine.setCapacity(0, 0);
    expect(engine.assignedTo(2)).toBe(0);
    expectBest(engine);
    expect(engine.pin(2, null)).toEqual([{ employer: 2, from: 0, to: -1 }]);
    expectBest(engine);
  });

  it('pins an employer where the plan has it without a move', () => {
    const engine = twoByTwo();
    const before = engine.prices();
    expect(engine.pin(1, 0)).toEqual([]);
    expect(engine.prices().structure).toEqual(before.structure);
    expect(engine.pin(1, 0)).toEqual([]);
    expectBest(engine);
  });

  it('uses visits that are added and gives up those that are taken away', () => {
    const engine = twoByTwo();
    expect(engine.setCapacity(0, 2)).toEqual([
      { employer: 0, from: 1, to: 0 },
      { employer: 2, from: -1, to: 1 },
    ]);
    expectBest(engine);
    engine.setCapacity(0, 0);
    engine.setCapacity(1, 0);
    expect(engine.certificate()).toEqual({ primal: 0, dual: 0 });
  });

  it('follows floors, ceilings and coverage as the committee moves them', () => {
    const engine = engineOf({
      capacity: [2],
      segments: 2,
      employers: [
        { values: { 0: 10 }, segment: 1 },
        { values: { 0: 9 }, segment: 1 },
        { values: { 0: 4 }, segment: 0, klass: 0 },
      ],
      coverage: [0],
      floorPenalty: 6,
      coveragePenalty: 6,
    });
    expect(engine.setFloor(0, 1)).toContainEqual({ employer: 2, from: -1, to: 0 });
    expectBest(engine);
    expect(engine.setFloor(0, 0)).toContainEqual({ employer: 2, from: 0, to: -1 });
    expect(engine.setCeiling(1, 1)).toContainEqual({ employer: 2, from: -1, to: 0 });
    expectBest(engine);
    engine.setCeiling(1, 5);
    expect(engine.setCoverage(0, 1)).toContainEqual({ employer: 2, from: -1, to: 0 });
    expectBest(engine);
  });

  it('refuses what does not exist, and stays as it was', () => {
    const engine = twoByTwo();
    for (const wrong of [
      () => engine.withdraw(3),
      () => engine.visitHeld(-1),
      () => engine.pin(1, 1),
      () => engine.setCapacity(2, 1),
      () => engine.setCapacity(0, -1),
      () => engine.setFloor(2, 1),
      () => engine.setCoverage(0, 1),
      () => engine.put(null, { segment: 0, class: -1, pairs: [[0, 0]] }),
      () =>
        engine.put(0, {
          segment: 0,
          class: -1,
          pairs: [
            [0, 1],
            [0, 2],
          ],
        }),
      () => engine.put(0, { segment: 1, class: -1, pairs: [] }),
    ])
      expect(wrong).toThrow(RangeError);
    expect(engine.remaining().instance.employers).toBe(3);
    expectBest(engine);
  });
});

describe('What one visit more or fewer is worth', () => {
  it('is told exactly, and nothing moves for it', () => {
    const engine = twoByTwo();
    const before = engine.remaining();
    expect(engine.marginal(0)).toEqual({ fewer: 8, more: 6 });
    expect(engine.marginal(1)).toEqual({ fewer: 6, more: 4 });
    expect(engine.remaining()).toEqual(before);
  });

  it('is nothing while a visit is left, and above a capacity that pins exceed', () => {
    const idle = engineOf({ capacity: [3], employers: [{ values: { 0: 5 } }] });
    expect(idle.marginal(0)).toEqual({ fewer: 0, more: 0 });
    const pinned = { values: { 0: 5 }, pinnedTo: 0 };
    const over = engineOf({ capacity: [1], employers: [pinned, pinned, pinned, { values: { 0: 9 } }] });
    expect(over.marginal(0)).toEqual({ fewer: 0, more: 0 });
  });
});

describe('After any sequence of events', () => {
  it('the plan is the best of what remains, each move is told, and prices are the interval of the finite differences', () => {
    for (let seed = 0; seed < 40; seed++) {
      const engine = new Engine(randomInstance(seed));
      const draw = seeded(seed);
      for (let event = 0; event < 25; event++) {
        const before = engine.remaining().assignedTo;
        expectMoves(before, engine, anyEvent(engine, draw));
        expectBest(engine);
      }
      expectFiniteDifferences(engine);
    }
  });

  it('the same events give the same bytes', () => {
    const [one, other] = [3, 3].map((seed) => {
      const engine = new Engine(randomInstance(seed, 120));
      const draw = seeded(seed);
      const moves = Array.from({ length: 200 }, () => anyEvent(engine, draw));
      return { moves, ...engine.remaining(), prices: engine.prices() };
    });
    expect(one).toEqual(other);
  });

  it('room never runs out: the pool grows to many times what it began with', () => {
    const engine = new Engine(randomInstance(5, 20));
    const { structures } = engine.remaining().instance;
    for (let count = 0; count < 3000; count++) {
      const pairs = Array.from(
        { length: structures },
        (_, at) => [at, 1 + ((count * 7 + at) % 900)] as const,
      );
      const { employer } = engine.put(null, {
        segment: 0,
        class: -1,
        pairs: pairs.slice(count % structures),
      });
      if (count % 3 === 0) engine.put(employer, { segment: 0, class: -1, pairs });
      if (count % 5 === 0) engine.withdraw(employer);
    }
    expectBest(engine);
  });
});

type Draw = ReturnType<typeof seeded>;

function anyEvent(engine: Engine, { upTo, chance }: Draw): Move[] {
  const { instance } = engine.remaining();
  const { employers, structures, segments, classes, firstPair, pairStructure } = instance;
  const employer = upTo(employers - 1);
  const own = [...pairStructure.subarray(firstPair[employer], firstPair[employer + 1])];
  const drawn = () => ({
    segment: upTo(segments - 1),
    class: upTo(classes) - 1,
    pairs: Array.from({ length: structures }, (_, at) => [at, 1 + upTo(30)] as const).filter(() =>
      chance(0.6),
    ),
  });
  const events: (() => Move[])[] = [
    () => engine.withdraw(employer),
    () => engine.put(null, drawn()).moves,
    () => engine.put(employer, drawn()).moves,
    () => (own.length > 0 ? engine.forbid(employer, own[upTo(own.length - 1)]!) : []),
    () => engine.pin(employer, own.length > 0 && chance(0.6) ? own[upTo(own.length - 1)]! : null),
    () => engine.setCapacity(upTo(structures - 1), upTo(9)),
    () => engine.setFloor(upTo(structures * segments - 1), upTo(9)),
    () => engine.setCeiling(upTo(structures * segments - 1), upTo(9)),
    () => (classes > 0 ? engine.setCoverage(upTo(classes - 1), upTo(9)) : []),
    () => held(engine, employer),
  ];
  return events[upTo(events.length - 1)]!();
}

/** A held visit moves nobody: the employer that leaves is the only difference. */
function held(engine: Engine, employer: number): Move[] {
  const from = engine.assignedTo(employer);
  expect(engine.visitHeld(employer)).toEqual([]);
  return from < 0 ? [] : [{ employer, from, to: -1 }];
}

function expectMoves(before: Int32Array, engine: Engine, moves: Move[]): void {
  const after = engine.remaining().assignedTo;
  const changed = [...after].flatMap((to, employer) => {
    const from = before[employer] ?? -1;
    return from === to ? [] : [{ employer, from, to }];
  });
  expect(moves).toEqual(changed);
}

function expectFiniteDifferences(engine: Engine): void {
  const { instance } = engine.remaining();
  const now = plan(instance).certificate.primal;
  for (let structure = 0; structure < instance.structures; structure++) {
    const visits = instance.capacity[structure]!;
    const { fewer, more } = engine.marginal(structure);
    expect(more).toBe(worthAt(instance, structure, visits + 1) - now);
    expect(fewer).toBe(visits === 0 ? 0 : now - worthAt(instance, structure, visits - 1));
  }
}

function worthAt(instance: Instance, structure: number, visits: number): number {
  const capacity = instance.capacity.with(structure, visits);
  return plan({ ...instance, capacity }).certificate.primal;
}
