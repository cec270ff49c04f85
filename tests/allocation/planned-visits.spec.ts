import { Engine } from '#allocation/engine';
import { Draw } from '../support/draw';
import { adversarial } from './adversarial';
import { cases } from './cases';
import { anEvent, type PlanEvent, tell } from './plan-events';
import { Rehearsal } from './rehearsal';
import { instanceOf } from './sketch';

/** Everything that an engine answers, as text: two engines with the same bytes here cannot be told apart. */
const bytesOf = (engine: Engine): string => {
  const { instance, assignedTo } = engine.remaining();
  const { structure, bin, class: klass } = engine.prices();
  return JSON.stringify([Object.values(instance), assignedTo, structure, bin, klass, engine.certificate()]);
};

describe('Carrying out the plan as planned', () => {
  it('moves nobody else and changes no price, to the last visit', () => {
    const draw = new Draw(21);
    let held = 0;
    for (let one = 0; one < cases(150); one++) {
      const rehearsal = new Rehearsal(adversarial(draw, 30));
      const prices = JSON.stringify(rehearsal.engine.prices());
      const planned = rehearsal
        .assigned()
        .flatMap((structure, employer) => (structure >= 0 ? [employer] : []));
      for (const at of draw.order(planned.length)) {
        expect(rehearsal.happens({ kind: 'visitHeld', employer: planned[at]! })).toEqual([]);
        expect(JSON.stringify(rehearsal.engine.prices())).toBe(prices);
        held++;
      }
      rehearsal.isBest();
      expect(rehearsal.assigned().every((structure) => structure === -1)).toBe(true);
    }
    expect(held).toBeGreaterThan(cases(150));
  });

  it('takes from the value exactly what the visit was worth and what it counted for', () => {
    const draw = new Draw(22);
    for (let one = 0; one < cases(150); one++) {
      const rehearsal = new Rehearsal(adversarial(draw, 20));
      const employer = rehearsal.assigned().findIndex((structure) => structure >= 0);
      if (employer < 0) continue;
      const { left, value } = rehearsal;
      const structure = rehearsal.assignedTo(employer);
      const { segment, class: klass, pairs } = left.employers[employer]!;
      const bin = structure * left.segments + segment;
      rehearsal.happens({ kind: 'visitHeld', employer });
      const worth = pairs.find(([to]) => to === structure)![1];
      const counted =
        (left.floor[bin]! > 0 ? left.floorPenalty : 0) +
        (klass >= 0 && left.coverage[klass]! > 0 ? left.coveragePenalty : 0);
      expect(value - rehearsal.value).toBe(worth + counted);
    }
  });
});

describe('Events of a running plan', () => {
  it('an event and its inverse give back the value', () => {
    const draw = new Draw(23);
    let undone = 0;
    for (let one = 0; one < cases(200); one++) {
      const rehearsal = new Rehearsal(adversarial(draw, 20));
      for (let turn = 0; turn < 6; turn++) {
        const event = anEvent(draw, rehearsal.left, rehearsal.assignedTo);
        const undo = inverse(event, rehearsal);
        const before = rehearsal.value;
        rehearsal.happens(event);
        if (!undo) continue;
        for (const step of undo) rehearsal.happens(step);
        expect({ event, value: rehearsal.value }).toEqual({ event, value: before });
        undone++;
      }
    }
    expect(undone).toBeGreaterThan(cases(200));
  });

  it('the same log told again gives the same bytes', () => {
    const draw = new Draw(24);
    for (let one = 0; one < cases(60); one++) {
      const rehearsal = new Rehearsal(adversarial(draw, 25));
      const moves: unknown[] = [];
      for (let turn = 0; turn < 20; turn++)
        moves.push(rehearsal.happens(anEvent(draw, rehearsal.left, rehearsal.assignedTo)));
      const replayed = new Engine(instanceOf(rehearsal.from));
      expect(rehearsal.log.map((event) => tell(replayed, event))).toEqual(moves);
      expect(bytesOf(replayed)).toBe(bytesOf(rehearsal.engine));
    }
  });

  it('events about different employers and structures give the same value in any order', () => {
    const draw = new Draw(25);
    for (let one = 0; one < cases(150); one++) {
      const from = adversarial(draw, 25);
      const first = new Rehearsal(from);
      const events = independent(draw, first, 8);
      for (const event of events) first.happens(event);
      const second = new Rehearsal(from);
      for (const at of draw.order(events.length)) second.happens(events[at]!);
      expect(second.value).toBe(first.value);
      expect(second.isBest()).toBe(first.isBest());
    }
  });
});

/** What undoes an event; undefined when time does not run backwards. */
function inverse(event: PlanEvent, { left }: Rehearsal): PlanEvent[] | undefined {
  switch (event.kind) {
    case 'visitHeld':
      return undefined;
    case 'put':
      if (event.employer === null) return [{ kind: 'withdraw', employer: left.employers.length }];
      return back(event.employer, left.employers[event.employer]!);
    case 'withdraw':
    case 'forbid':
      return back(event.employer, left.employers[event.employer]!);
    case 'pin': {
      const { pin } = left.employers[event.employer]!;
      return [{ ...event, structure: pin < 0 ? null : pin }];
    }
    case 'capacity':
      return [{ ...event, visits: left.capacity[event.structure]! }];
    case 'floor':
    case 'ceiling':
      return [{ ...event, visits: left[event.kind][event.bin]! }];
    case 'coverage':
      return [{ ...event, employers: left.coverage[event.class]! }];
  }
}

function back(employer: number, as: Rehearsal['left']['employers'][number]): PlanEvent[] {
  const put: PlanEvent = { kind: 'put', employer, as };
  return as.pin < 0 ? [put] : [put, { kind: 'pin', employer, structure: as.pin }];
}

/** Events none of which speaks of what another speaks of. */
function independent(draw: Draw, { left, assignedTo }: Rehearsal, count: number): PlanEvent[] {
  const chosen = new Map<string, PlanEvent>();
  for (let turn = 0; turn < 4 * count && chosen.size < count; turn++) {
    const event = anEvent(draw, left, assignedTo);
    if (event.kind === 'visitHeld' || (event.kind === 'put' && event.employer === null)) continue;
    chosen.set(
      'employer' in event ? `e${event.employer}` : JSON.stringify({ ...event, visits: 0, employers: 0 }),
      event,
    );
  }
  return [...chosen.values()];
}
