import type { Instance, Move } from '../instance';
import { Bounds } from './bounds';
import { consumeBounds, consumeFlow } from './consume';
import { Pins } from './pins';
import { type Pairs, Pool } from './pool';
import { publishedBinPrice, publishedClassPrice } from './published-prices';
import { Rebound } from './rebound';
import { repairAt } from './repair';
import { NOBODY } from './roster';
import { solve } from './solve';
import { WorkingPlan } from './working-plan';

/** A plan that follows events: the steps of which every event is made. Each names the places that the repair must visit. */
export class Running {
  readonly plan: WorkingPlan;
  readonly bounds: Bounds;
  readonly pins: Pins;
  readonly rebound: Rebound;

  constructor(instance: Instance) {
    this.bounds = new Bounds(instance);
    const { network, roster } = solve(instance, this.bounds, () => {});
    // The prices prove the plan on every pair, so the plan may know them all from now on.
    const pool = Pool.of(instance, network, new Int32Array(network.bins));
    this.plan = new WorkingPlan(network, pool, roster);
    this.rebound = new Rebound(this.plan, this.bounds);
    this.pins = new Pins(instance);
  }

  structureOf(employer: number): number {
    const pinnedTo = this.pins.structureOf(employer);
    if (pinnedTo !== NOBODY) return pinnedTo;
    const bin = this.plan.roster.bin[employer]!;
    return bin === NOBODY ? NOBODY : (bin / this.plan.network.segments) | 0;
  }

  classOf = (employer: number): number => this.plan.network.classOf(this.plan.pool.classNode[employer]!);

  pairsOf = (employer: number): Pairs => this.pins.pairsOf(employer) ?? this.plan.pool.pairsOf(employer);

  /** Takes the employer from wherever it is: the bin that it was in, or NOBODY. */
  takeOut(employer: number, touched: number[]): number {
    const { plan, pins, bounds } = this;
    const structure = pins.structureOf(employer);
    if (structure === NOBODY) return plan.leave(employer, touched);
    const segment = plan.pool.segment[employer]!;
    plan.log.note(employer, structure);
    pins.release(employer);
    bounds.countPin(structure, segment, this.classOf(employer), -1);
    this.rebound.road(structure, segment, this.classOf(employer), touched);
    return structure * plan.pool.segments + segment;
  }

  /** Lets the employer be given to whom it is worth most; to the bin `before` when no other is better. */
  putBack(employer: number, pairs: Pairs, before: number, touched: number[]): void {
    this.plan.pool.setPairs(employer, pairs);
    this.plan.enter(employer, before, touched);
  }

  putPinned(employer: number, structure: number, pairs: Pairs, touched: number[]): void {
    const { plan } = this;
    plan.log.note(employer, NOBODY);
    plan.pool.setPairs(employer, []);
    this.pins.hold(employer, structure, pairs);
    this.bounds.countPin(structure, plan.pool.segment[employer]!, this.classOf(employer), 1);
    this.rebound.road(structure, plan.pool.segment[employer]!, this.classOf(employer), touched);
  }

  /** Pins an employer where the plan has it already: nothing else changes. */
  pinInPlace(employer: number, structure: number): void {
    const pairs = this.pairsOf(employer);
    const bin = this.plan.leave(employer, []);
    consumeFlow(this.plan.network, bin, this.classOf(employer));
    this.plan.pool.setPairs(employer, []);
    this.pins.hold(employer, structure, pairs);
    this.bounds.countPin(structure, this.plan.pool.segment[employer]!, this.classOf(employer), 1);
  }

  /** The employer was visited as planned and leaves, with what its visit used. */
  consume(employer: number): void {
    const { plan, pins, bounds } = this;
    const klass = this.classOf(employer);
    const segment = plan.pool.segment[employer]!;
    const structure = this.structureOf(employer);
    if (pins.structureOf(employer) === NOBODY) {
      const bin = plan.leave(employer, []);
      if (bin !== NOBODY) consumeFlow(plan.network, bin, klass);
    } else {
      this.keepPublished(structure * plan.pool.segments + segment, klass);
      pins.release(employer);
      bounds.countPin(structure, segment, klass, -1);
    }
    if (structure !== NOBODY)
      consumeBounds(bounds, structure, structure * plan.pool.segments + segment, klass);
    plan.pool.setPairs(employer, []);
    plan.log.clear();
  }

  /** Lets the published prices outlast the pins that made them differ: a visit held changes no price. */
  private keepPublished(bin: number, klass: number): void {
    const { plan, bounds } = this;
    const { price, firstClass } = plan.network;
    price[bin] = publishedBinPrice(plan.network, bounds, bin);
    if (klass >= 0) price[firstClass + klass] = publishedClassPrice(plan.network, bounds, klass);
  }

  /** Repairs the places named; who is elsewhere than before. */
  settled(touched: readonly number[]): Move[] {
    repairAt(this.plan, touched);
    return this.plan.log.take((employer) => this.structureOf(employer));
  }
}
