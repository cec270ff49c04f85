import type { Bounds } from './bounds';
import { holdBin, holdClass, holdStructure } from './complementary-slackness';
import type { WorkingPlan } from './working-plan';

/**
 * A limit changed, by the committee's word or because a pin came or went: the flow through the place is brought within
 * what its price allows, and the places that this puts out of balance are named for the repair.
 */
export class Rebound {
  constructor(
    private readonly plan: WorkingPlan,
    private readonly bounds: Bounds,
  ) {}

  structure(structure: number, touched: number[]): void {
    const { network } = this.plan;
    network.capacity[structure] = this.bounds.roomOf(structure);
    holdStructure(network, structure);
    touched.push(network.firstStructure + structure);
  }

  bin(bin: number, touched: number[]): void {
    const { network } = this.plan;
    network.ceiling[bin] = this.bounds.roomUnderCeiling(bin);
    network.floor[bin] = network.wished(this.bounds.missingUnderFloor(bin));
    holdBin(network, bin);
    touched.push(bin, network.firstStructure + ((bin / network.segments) | 0));
  }

  klass(klass: number, touched: number[]): void {
    if (klass < 0) return;
    const { network } = this.plan;
    network.coverage[klass] = network.wishedOfClass(this.bounds.missingUnderCoverage(klass));
    holdClass(network, klass);
    touched.push(network.firstClass + klass);
  }

  /** Every place along the road of a visit. */
  road(structure: number, segment: number, klass: number, touched: number[]): void {
    this.bin(structure * this.plan.network.segments + segment, touched);
    this.structure(structure, touched);
    this.klass(klass, touched);
  }
}
