import { Engine } from '#allocation/engine';
import type { Move } from '#allocation/instance';
import { plan } from '#allocation/plan';
import { verify } from '#allocation/verify';
import { after, type PlanEvent, tell } from './plan-events';
import { instanceOf, type Sketch, worthOf } from './sketch';

/** A running engine and, beside it, what is left to plan as the definition says: each event is told to both. */
export class Rehearsal {
  readonly engine: Engine;
  readonly log: PlanEvent[] = [];
  left: Sketch;

  constructor(readonly from: Sketch) {
    this.engine = new Engine(instanceOf(from));
    this.left = from;
  }

  readonly assignedTo = (employer: number): number => this.engine.assignedTo(employer);

  assigned(): number[] {
    return this.left.employers.map((_, employer) => this.assignedTo(employer));
  }

  /** What the plan is worth now, as its certificate says. */
  get value(): number {
    return this.engine.certificate().primal;
  }

  /** Tells the event, and holds the moves that were returned against the assignments before and after. */
  happens(event: PlanEvent): readonly Move[] {
    const before = this.assigned();
    this.left = after(this.left, event, this.assignedTo);
    const moves = tell(this.engine, event);
    this.log.push(event);
    const changed = this.assigned()
      .map((to, employer) => ({ employer, from: before[employer] ?? -1, to }))
      .filter(({ from, to }) => from !== to);
    // A visit held is carried out: that is no move.
    const held = event.kind === 'visitHeld' ? event.employer : -1;
    expect(moves).toEqual(changed.filter(({ employer }) => employer !== held));
    return moves;
  }

  /** The plan keeps the rules, is worth what its certificate says, its prices prove it, and a fresh plan is worth no more. */
  isBest(): number {
    const { total } = worthOf(this.left, this.assigned());
    const { instance, assignedTo } = this.engine.remaining();
    const verdict = verify(instance, assignedTo, this.engine.prices());
    const proved = verdict.optimal ? verdict.dual : verdict.because;
    const fresh = plan(instanceOf(this.left)).certificate;
    const last = this.log.at(-1)?.kind;
    expect({ last, certificate: this.engine.certificate(), proved, fresh }).toEqual({
      last,
      certificate: { primal: total, dual: total },
      proved: total,
      fresh: { primal: total, dual: total },
    });
    return total;
  }
}
