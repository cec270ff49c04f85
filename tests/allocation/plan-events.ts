import type { Engine } from '#allocation/engine';
import type { Move } from '#allocation/instance';
import type { Draw } from '../support/draw';
import { anEmployer } from './adversarial';
import type { Pair, Sketch, SketchedEmployer } from './sketch';

/** What may happen to a running plan. `put` without an employer brings a new one. */
export type PlanEvent =
  | { readonly kind: 'visitHeld'; readonly employer: number }
  | { readonly kind: 'withdraw'; readonly employer: number }
  | { readonly kind: 'put'; readonly employer: number | null; readonly as: SketchedEmployer }
  | { readonly kind: 'forbid'; readonly employer: number; readonly structure: number }
  | { readonly kind: 'pin'; readonly employer: number; readonly structure: number | null }
  | { readonly kind: 'capacity'; readonly structure: number; readonly visits: number }
  | { readonly kind: 'floor' | 'ceiling'; readonly bin: number; readonly visits: number }
  | { readonly kind: 'coverage'; readonly class: number; readonly employers: number };

/** Tells the event to the engine; answers what moved. */
export function tell(engine: Engine, event: PlanEvent): readonly Move[] {
  switch (event.kind) {
    case 'visitHeld':
      return engine.visitHeld(event.employer);
    case 'withdraw':
      return engine.withdraw(event.employer);
    case 'put':
      return engine.put(event.employer, event.as).moves;
    case 'forbid':
      return engine.forbid(event.employer, event.structure);
    case 'pin':
      return engine.pin(event.employer, event.structure);
    case 'capacity':
      return engine.setCapacity(event.structure, event.visits);
    case 'floor':
      return engine.setFloor(event.bin, event.visits);
    case 'ceiling':
      return engine.setCeiling(event.bin, event.visits);
    case 'coverage':
      return engine.setCoverage(event.class, event.employers);
  }
}

const GONE = { pairs: [] as readonly Pair[], pin: -1 };

/** What is left to plan after the event, by the definition; `assignedTo` says where a held visit had its place. */
export function after(sketch: Sketch, event: PlanEvent, assignedTo: (employer: number) => number): Sketch {
  switch (event.kind) {
    case 'visitHeld':
      return held(sketch, event.employer, assignedTo(event.employer));
    case 'withdraw':
      return withEmployer(sketch, event.employer, GONE);
    case 'put':
      return withPairs(sketch, event.employer ?? sketch.employers.length, event.as);
    case 'forbid': {
      const before = sketch.employers[event.employer]!;
      const pairs = before.pairs.filter(([to]) => to !== event.structure);
      return withPairs(sketch, event.employer, { ...before, pairs });
    }
    case 'pin':
      return withEmployer(sketch, event.employer, { pin: event.structure ?? -1 });
    case 'capacity':
      return { ...sketch, capacity: sketch.capacity.with(event.structure, event.visits) };
    case 'floor':
    case 'ceiling':
      return { ...sketch, [event.kind]: sketch[event.kind].with(event.bin, event.visits) };
    case 'coverage':
      return { ...sketch, coverage: sketch.coverage.with(event.class, event.employers) };
  }
}

/** A held visit takes one visit, one place under the ceiling, and what it counted for under the floor and the coverage. */
function held(sketch: Sketch, employer: number, structure: number): Sketch {
  const { segment, class: klass } = sketch.employers[employer]!;
  const bin = structure * sketch.segments + segment;
  const less = (list: readonly number[], at: number) =>
    at < 0 ? list : list.with(at, Math.max(0, list[at]! - 1));
  return {
    ...withEmployer(sketch, employer, GONE),
    capacity: less(sketch.capacity, structure),
    floor: less(sketch.floor, bin),
    ceiling: less(sketch.ceiling, bin),
    coverage: less(sketch.coverage, klass),
  };
}

/** A pin stays as long as its pair does. */
function withPairs(sketch: Sketch, at: number, as: SketchedEmployer): Sketch {
  const pin = sketch.employers[at]?.pin ?? -1;
  return withEmployer(sketch, at, { ...as, pin: as.pairs.some(([to]) => to === pin) ? pin : -1 });
}

function withEmployer(sketch: Sketch, at: number, change: Partial<SketchedEmployer>): Sketch {
  const before = sketch.employers[at] ?? { segment: 0, class: -1, pairs: [], pin: -1 };
  const employers = [...sketch.employers];
  employers[at] = { ...before, ...change };
  return { ...sketch, employers };
}

/** Some event that may happen to this plan now. */
export function anEvent(draw: Draw, sketch: Sketch, assignedTo: (employer: number) => number): PlanEvent {
  const { employers, structures, segments } = sketch;
  const everyone = employers.map((_, employer) => employer);
  const open = everyone.filter((employer) => employers[employer]!.pairs.length > 0);
  const planned = open.filter((employer) => assignedTo(employer) >= 0);
  const kind = draw.one(KINDS);
  const value = draw.one([
    () => draw.whole(1, 5),
    () => draw.whole(1, 1_000),
    () => draw.whole(1, 1_000_000),
  ]);
  const bin = () => draw.whole(0, structures * segments - 1);
  const newcomer = (): PlanEvent => ({
    kind: 'put',
    employer: draw.chance(0.4) ? null : draw.one(everyone),
    as: anEmployer(draw, sketch, draw.share(), value),
  });
  if (kind === 'visitHeld' && planned.length > 0) return { kind, employer: draw.one(planned) };
  if (kind === 'withdraw' && open.length > 0) return { kind, employer: draw.one(open) };
  if (kind === 'forbid' && open.length > 0) {
    const employer = draw.one(open);
    const to = assignedTo(employer);
    const structure = to >= 0 && draw.chance(0.6) ? to : draw.one(employers[employer]!.pairs)[0];
    return { kind, employer, structure };
  }
  if (kind === 'pin' && open.length > 0) {
    const employer = draw.one(open);
    const loose = employers[employer]!.pin >= 0 && draw.chance(0.6);
    return { kind, employer, structure: loose ? null : draw.one(employers[employer]!.pairs)[0] };
  }
  if (kind === 'capacity') return aCapacity(draw, sketch);
  if (kind === 'floor' || kind === 'ceiling') return { kind, bin: bin(), visits: draw.whole(0, 8) };
  if (kind === 'coverage' && sketch.classes > 0)
    return { kind, class: draw.whole(0, sketch.classes - 1), employers: draw.whole(0, 12) };
  return newcomer();
}

const KINDS: readonly PlanEvent['kind'][] = [
  ...Array<PlanEvent['kind']>(4).fill('visitHeld'),
  ...Array<PlanEvent['kind']>(2).fill('withdraw'),
  ...Array<PlanEvent['kind']>(5).fill('put'),
  ...Array<PlanEvent['kind']>(2).fill('forbid'),
  ...Array<PlanEvent['kind']>(2).fill('pin'),
  ...Array<PlanEvent['kind']>(3).fill('capacity'),
  'floor',
  'ceiling',
  'coverage',
];

function aCapacity(draw: Draw, { structures, capacity }: Sketch): PlanEvent {
  const structure = draw.whole(0, structures - 1);
  const few = Math.max(0, capacity[structure]! + draw.whole(-2, 2));
  return { kind: 'capacity', structure, visits: draw.one([few, draw.whole(0, 9), 0, 90]) };
}
