import { Engine } from '#allocation/engine';
import type { Certificate, Instance, MicroPosts, Prices } from '#allocation/instance';
import type { PlanInputs } from '#allocation/plan-inputs';
import { type Problem, problemOf } from '#allocation/problem';
import type { LeadEnd } from '#contracts/vocabulary';
import { OpenPairs } from './open-pairs';
import type { PlanEvent } from './plan-event';

/** How a prospect stands in a running plan. */
type Standing = 'FREE' | 'LED' | 'SERVED' | 'AWAY' | 'LED_ELSEWHERE';

/** The partner had the prospect and let it go: it does not get it back in this plan (BR-34). */
const LET_GO: readonly LeadEnd[] = ['DECLINED', 'RELEASED', 'LEASE_EXPIRED', 'OPTED_OUT'];

/**
 * A running plan as its engine sees it: the frozen inputs, then every event of the plan in its order. Leads in hand are
 * pinned, so nothing that is held ever moves; what the engine gives to a unit and nobody leads yet is a proposal. The
 * same inputs and events give the same state, to the byte.
 */
export class FollowedPlan {
  private readonly problem: Problem;
  private readonly engine: Engine;
  private readonly standings = new Map<number, Standing>();
  private readonly ledBy = new Map<number, number>();
  private readonly pairs: OpenPairs;
  private readonly awayUntil = new Map<number, string>();
  private readonly letGo = new Set<number>();
  /** Of those: whose being without a partner was told. */
  private readonly left = new Set<number>();
  /** By structure: its visits for the plan, and those used already, held or led without a place in the plan. */
  private readonly visits: number[];
  private readonly used: number[];

  constructor(inputs: PlanInputs) {
    this.problem = problemOf(inputs);
    this.engine = new Engine(this.problem.instance);
    this.pairs = new OpenPairs(this.problem);
    this.visits = [...this.problem.instance.capacity];
    this.used = this.visits.map(() => 0);
  }

  /** Takes the next event; one about a prospect or a unit that the plan does not know changes nothing. */
  apply(event: PlanEvent): void {
    if (event.type === 'CAPACITY_CHANGED') {
      this.capacityChanged(event.unitId, event.visits);
      return;
    }
    const at = this.problem.employerAt.get(event.employerId);
    if (at === undefined) return;
    if (event.type === 'LED') this.led(at, event.planId, event.unitId);
    else if (event.type === 'VISIT_HELD') this.visitHeld(at);
    else if (event.type === 'FREED') this.freed(at, event.planId, event.partnerId, event.reason);
    else if (event.type === 'AWAY') this.away(at, event.until);
    else if (event.type === 'BACK') this.back(at);
    else if (event.type === 'REFUSED') this.refused(at, event.unitId, event.reason === 'CAPACITY_EXHAUSTED');
    else if (event.type === 'FORBIDDEN') this.forbidden(at, event.unitId);
    else if (event.type === 'PINNED') this.pinned(at, event.unitId);
    else this.left.add(at);
  }

  /** Prospects that nobody leads, with the unit that the optimum gives them to. */
  proposals(): { employerId: string; unitId: string; letGo: boolean; worth: MicroPosts }[] {
    const { employers, structures } = this.problem;
    return employers.flatMap(({ employerId }, at) => {
      const structure = this.standing(at) === 'FREE' ? this.engine.assignedTo(at) : -1;
      if (structure < 0) return [];
      const worth = this.pairs.of(at).find(([one]) => one === structure)?.[1] ?? 0;
      const { structureId: unitId } = structures[structure]!;
      return [{ employerId, unitId, letGo: this.letGo.has(at), worth }];
    });
  }

  /** Prospects that were let go, and that the plan has no visit for: nobody was told yet. */
  leftOver(): string[] {
    const without = [...this.letGo].filter(
      (at) => !this.left.has(at) && this.standing(at) === 'FREE' && this.engine.assignedTo(at) < 0,
    );
    return without.map((at) => this.problem.employers[at]!.employerId);
  }

  /** Prospects whose time away is over. */
  dueBack(now: Date): string[] {
    const due = [...this.awayUntil].filter(([, until]) => new Date(until) <= now);
    return due.map(([at]) => this.problem.employers[at]!.employerId);
  }

  /** What is left to plan, with its proof: for a check that shares no code with the engine. */
  proof(): { instance: Instance; assignedTo: Int32Array; prices: Prices; certificate: Certificate } {
    const { engine } = this;
    return { ...engine.remaining(), prices: engine.prices(), certificate: engine.certificate() };
  }

  private led(at: number, planId: string | null, unitId: string | null): void {
    const structure = unitId === null ? undefined : this.problem.structureAt.get(unitId);
    this.forgetThatItWasLetGo(at);
    this.awayUntil.delete(at);
    if (this.standing(at) === 'LED_ELSEWHERE') this.giveUpVisit(at);
    const own = planId === this.problem.inputs.planId && structure !== undefined;
    if (own) this.pairs.open(at, structure);
    if (own && this.pairs.has(at, structure)) {
      if (this.standing(at) !== 'LED') this.putBack(at);
      this.engine.pin(at, structure);
      this.ledBy.set(at, structure);
      this.standings.set(at, 'LED');
      return;
    }
    this.takeOut(at, 'LED_ELSEWHERE');
    if (!own) return;
    // Somebody gave it past the plan's own pairs: it takes one of the unit's visits all the same.
    this.ledBy.set(at, structure);
    this.use(structure, 1);
  }

  private visitHeld(at: number): void {
    if (this.standing(at) === 'LED') {
      this.engine.visitHeld(at);
      this.used[this.ledBy.get(at)!]! += 1;
    }
    if (this.standing(at) === 'LED' || this.standing(at) === 'LED_ELSEWHERE')
      this.standings.set(at, 'SERVED');
  }

  private freed(at: number, planId: string | null, partnerId: string, reason: LeadEnd): void {
    const standing = this.standing(at);
    if (standing !== 'LED' && standing !== 'LED_ELSEWHERE') return;
    const own = planId === this.problem.inputs.planId;
    if (own && LET_GO.includes(reason)) {
      this.letGo.add(at);
      this.pairs.closeTo(at, partnerId);
    }
    if (standing === 'LED') this.engine.pin(at, null);
    else this.giveUpVisit(at);
    this.ledBy.delete(at);
    this.putBack(at);
  }

  private away(at: number, until: string | null): void {
    const standing = this.standing(at);
    if (standing !== 'FREE' && standing !== 'AWAY') return;
    this.takeOut(at, 'AWAY');
    this.forgetThatItWasLetGo(at);
    if (until) this.awayUntil.set(at, until);
    else this.awayUntil.delete(at);
  }

  private back(at: number): void {
    this.awayUntil.delete(at);
    if (this.standing(at) === 'AWAY') this.putBack(at);
  }

  private refused(at: number, unitId: string, forWantOfVisits: boolean): void {
    const structure = this.problem.structureAt.get(unitId);
    if (structure === undefined) return;
    if (forWantOfVisits) this.pairs.leaveUnserved(at, structure);
    else this.pairs.closeTo(at, this.problem.structures[structure]!.partnerId);
    if (this.standing(at) === 'FREE') this.putBack(at);
  }

  private forbidden(at: number, unitId: string): void {
    const structure = this.problem.structureAt.get(unitId);
    if (structure === undefined) return;
    this.pairs.forbid(at, structure);
    if (this.standing(at) === 'FREE') this.putBack(at);
  }

  private pinned(at: number, unitId: string): void {
    const structure = this.problem.structureAt.get(unitId);
    if (structure === undefined || this.standing(at) !== 'FREE') return;
    this.pairs.open(at, structure);
    if (!this.pairs.has(at, structure)) return;
    this.putBack(at);
    this.engine.pin(at, structure);
  }

  private capacityChanged(unitId: string, visits: number): void {
    const structure = this.problem.structureAt.get(unitId);
    if (structure === undefined) return;
    this.visits[structure] = visits;
    this.use(structure, 0);
    for (const at of this.pairs.served(structure)) if (this.standing(at) === 'FREE') this.putBack(at);
  }

  private forgetThatItWasLetGo(at: number): void {
    this.letGo.delete(at);
    this.left.delete(at);
  }

  /** Of a lead past the plan's own pairs. */
  private giveUpVisit(at: number): void {
    const structure = this.ledBy.get(at);
    this.ledBy.delete(at);
    if (structure !== undefined) this.use(structure, -1);
  }

  private use(structure: number, more: number): void {
    this.used[structure]! += more;
    this.engine.setCapacity(structure, Math.max(0, this.visits[structure]! - this.used[structure]!));
  }

  private takeOut(at: number, standing: Standing): void {
    const before = this.standing(at);
    if (before === 'LED') {
      this.engine.pin(at, null);
      this.ledBy.delete(at);
    }
    if (before === 'FREE' || before === 'LED') this.engine.withdraw(at);
    this.standings.set(at, standing);
  }

  private putBack(at: number): void {
    const { segmentOf, classOf } = this.problem.instance;
    const pairs = this.pairs.of(at);
    this.engine.put(at, { segment: segmentOf[at]!, class: classOf[at]!, pairs });
    this.standings.set(at, 'FREE');
  }

  private standing(at: number): Standing {
    return this.standings.get(at) ?? 'FREE';
  }
}
