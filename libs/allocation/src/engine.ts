import type { Certificate, EmployerInPool, Instance, MicroPosts, Move, Prices } from './instance';
import { Bounds } from './kernel/bounds';
import { certificateOf } from './kernel/certificate';
import { requireIndex, requireLimit, requirePairs, requireShape } from './kernel/instance-shape';
import { worthOfOneFewer, worthOfOneMore } from './kernel/marginal';
import { publishedPrices } from './kernel/published-prices';
import { remainingInstance } from './kernel/remaining-instance';
import { NOBODY } from './kernel/roster';
import { Running } from './kernel/running';

/**
 * A running plan: the best one before and after every event, which costs a shortest path or two instead of a new plan.
 * Each event answers with the employers that change structure by it, the one it is about included, in the order of their
 * indices. Knows every pair; grows without limit; the same events in the same order give the same bytes. An index, a
 * limit or a pair that does not exist is a RangeError, and changes nothing.
 */
export class Engine {
  private readonly running: Running;

  constructor(instance: Instance) {
    requireShape(instance);
    this.running = new Running(instance);
  }

  /**
   * The planned visit was held: it takes its capacity, floor, ceiling and coverage with it, nobody moves and no price
   * changes. An employer that was given to nobody only leaves the pool.
   */
  visitHeld(employer: number): Move[] {
    this.requireEmployer(employer);
    this.running.consume(employer);
    return [];
  }

  /** The employer leaves the pool: visited by another, closed, in cool-down, opposed. Its visit serves somebody else. */
  withdraw(employer: number): Move[] {
    this.requireEmployer(employer);
    const touched: number[] = [];
    this.running.takeOut(employer, touched);
    this.running.plan.pool.setPairs(employer, []);
    return this.running.settled(touched);
  }

  /**
   * A new employer (`null`), one whose score, segment or class changed, or one that is back. A pin stays while its pair
   * does.
   */
  put(employer: number | null, of: EmployerInPool): { employer: number; moves: Move[] } {
    const { running } = this;
    const { plan } = running;
    if (employer !== null) this.requireEmployer(employer);
    requirePairs(of.pairs, plan.network.structures);
    requireIndex(of.segment, plan.network.segments);
    requireIndex(of.class + 1, plan.network.classes + 1);
    const at = employer ?? plan.pool.addEmployer();
    plan.roster.growTo(plan.pool.employers);
    const pinnedTo = running.pins.structureOf(at);
    const touched: number[] = [];
    const before = running.takeOut(at, touched);
    plan.pool.segment[at] = of.segment;
    plan.pool.classNode[at] = plan.network.classNode(of.class);
    if (of.pairs.some(([structure]) => structure === pinnedTo))
      running.putPinned(at, pinnedTo, of.pairs, touched);
    else running.putBack(at, of.pairs, before, touched);
    return { employer: at, moves: running.settled(touched) };
  }

  /** The structure may not visit the employer; a pin on that pair falls. */
  forbid(employer: number, structure: number): Move[] {
    this.requireEmployer(employer);
    const { running } = this;
    const pairs = running.pairsOf(employer).filter(([other]) => other !== structure);
    const touched: number[] = [];
    const pinnedTo = running.pins.structureOf(employer);
    const before = running.takeOut(employer, touched);
    if (pinnedTo !== NOBODY && pinnedTo !== structure) running.putPinned(employer, pinnedTo, pairs, touched);
    else running.putBack(employer, pairs, before, touched);
    return running.settled(touched);
  }

  /** The structure must visit the employer, whatever that costs; the pair must exist. `null` lifts that. */
  pin(employer: number, structure: number | null): Move[] {
    this.requireEmployer(employer);
    const { running } = this;
    const pinnedTo = running.pins.structureOf(employer);
    if (pinnedTo === (structure ?? NOBODY)) return [];
    const pairs = running.pairsOf(employer);
    const touched: number[] = [];
    if (structure === null) running.putBack(employer, pairs, running.takeOut(employer, touched), touched);
    else {
      if (!pairs.some(([other]) => other === structure))
        throw new RangeError(`employer ${employer} has no pair with structure ${structure}`);
      if (running.structureOf(employer) === structure) running.pinInPlace(employer, structure);
      else {
        running.takeOut(employer, touched);
        running.putPinned(employer, structure, pairs, touched);
      }
    }
    return running.settled(touched);
  }

  /** Visits that the structure has left, pins included. */
  setCapacity(structure: number, visits: number): Move[] {
    requireIndex(structure, this.running.plan.network.structures);
    this.running.bounds.capacity[structure] = requireLimit(visits);
    const touched: number[] = [];
    this.running.rebound.structure(structure, touched);
    return this.running.settled(touched);
  }

  setFloor(bin: number, visits: number): Move[] {
    return this.setOfBin(this.running.bounds.floor, bin, visits);
  }

  setCeiling(bin: number, visits: number): Move[] {
    return this.setOfBin(this.running.bounds.ceiling, bin, visits);
  }

  setCoverage(klass: number, employers: number): Move[] {
    requireIndex(klass, this.running.plan.network.classes);
    this.running.bounds.coverage[klass] = requireLimit(employers);
    const touched: number[] = [];
    this.running.rebound.klass(klass, touched);
    return this.running.settled(touched);
  }

  /** The employer's structure, or -1. */
  assignedTo(employer: number): number {
    this.requireEmployer(employer);
    return this.running.structureOf(employer);
  }

  prices(): Prices {
    return publishedPrices(this.running.plan.network, this.running.bounds);
  }

  /** Proof of what remains, recomputed from all of its pairs. */
  certificate(): Certificate {
    const { instance, assignedTo } = this.remaining();
    return certificateOf(instance, new Bounds(instance), assignedTo, this.prices());
  }

  /** What one visit fewer, and one more, of the structure changes: the interval of its price, exact, nothing moved. */
  marginal(structure: number): { fewer: MicroPosts; more: MicroPosts } {
    requireIndex(structure, this.running.plan.network.structures);
    return {
      fewer: worthOfOneFewer(this.running, structure),
      more: worthOfOneMore(this.running, structure),
    };
  }

  /** What is left to plan, as an instance, and the plan of it. Employers keep their indices. */
  remaining(): { instance: Instance; assignedTo: Int32Array } {
    const instance = remainingInstance(this.running);
    const assignedTo = new Int32Array(instance.employers).map((_, employer) =>
      this.running.structureOf(employer),
    );
    return { instance, assignedTo };
  }

  private setOfBin(limits: Int32Array, bin: number, visits: number): Move[] {
    requireIndex(bin, this.running.plan.network.bins);
    limits[bin] = requireLimit(visits);
    const touched: number[] = [];
    this.running.rebound.bin(bin, touched);
    return this.running.settled(touched);
  }

  private requireEmployer(employer: number): void {
    requireIndex(employer, this.running.plan.pool.employers);
  }
}
