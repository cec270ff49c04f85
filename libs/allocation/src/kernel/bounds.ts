import type { Instance } from '../instance';

/**
 * What the committee asked of each place, how many pins each place carries, and what that leaves to the other employers.
 * A pin is served first, whatever that costs: it is a visit that is held in advance, so that the rest of the plan is a
 * plan without pins of what is left. Pins alone may exceed a capacity or a ceiling.
 */
export class Bounds {
  readonly capacity: Int32Array;
  readonly floor: Int32Array;
  readonly ceiling: Int32Array;
  readonly coverage: Int32Array;
  readonly pinsOfStructure: Int32Array;
  readonly pinsOfBin: Int32Array;
  readonly pinsOfClass: Int32Array;
  private readonly segments: number;

  constructor(instance: Instance) {
    this.capacity = Int32Array.from(instance.capacity);
    this.floor = Int32Array.from(instance.floor);
    this.ceiling = Int32Array.from(instance.ceiling);
    this.coverage = Int32Array.from(instance.coverage);
    this.segments = instance.segments;
    this.pinsOfStructure = new Int32Array(instance.structures);
    this.pinsOfBin = new Int32Array(instance.structures * instance.segments);
    this.pinsOfClass = new Int32Array(instance.classes);
    const pinnedTo = instance.pinnedTo;
    if (pinnedTo === undefined) return;
    for (let employer = 0; employer < instance.employers; employer++) {
      const structure = pinnedTo[employer]!;
      if (structure >= 0)
        this.countPin(structure, instance.segmentOf[employer]!, instance.classOf[employer]!, 1);
    }
  }

  countPin(structure: number, segment: number, klass: number, by: 1 | -1): void {
    this.pinsOfStructure[structure]! += by;
    this.pinsOfBin[structure * this.segments + segment]! += by;
    if (klass >= 0) this.pinsOfClass[klass]! += by;
  }

  /** Visits of a structure that no pin takes. */
  roomOf = (structure: number): number =>
    Math.max(0, this.capacity[structure]! - this.pinsOfStructure[structure]!);

  roomUnderCeiling = (bin: number): number => Math.max(0, this.ceiling[bin]! - this.pinsOfBin[bin]!);

  /** A floor above the ceiling asks for no more than the ceiling. */
  missingUnderFloor = (bin: number): number => Math.max(0, this.reachableFloor(bin) - this.pinsOfBin[bin]!);

  missingUnderCoverage = (klass: number): number =>
    Math.max(0, this.coverage[klass]! - this.pinsOfClass[klass]!);

  /** Capacity, ceiling and floor that the whole plan is held to, pins included. */
  effectiveCapacity = (structure: number): number =>
    Math.max(this.capacity[structure]!, this.pinsOfStructure[structure]!);
  effectiveCeiling = (bin: number): number => Math.max(this.ceiling[bin]!, this.pinsOfBin[bin]!);
  reachableFloor = (bin: number): number => Math.min(this.floor[bin]!, this.effectiveCeiling(bin));
}
