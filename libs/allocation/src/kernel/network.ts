import type { Instance } from '../instance';
import type { Bounds } from './bounds';

/**
 * The places of the flow: bins, structures, classes and one root; never employers, who are the parallel arcs between
 * them. A unit of flow is a visit: root -> class of the employer -> (employer) -> bin -> structure -> root. An employer
 * without class starts at the root. Two nested families of limits make the best flow whole (allocation.md, 2.2).
 *
 * Beside the price of each place stands what flows through it. The flow may be out of balance while it is repaired: a
 * place's `excess` is what enters less what leaves.
 */
export class Network {
  readonly structures: number;
  readonly segments: number;
  readonly classes: number;
  readonly bins: number;
  /** Nodes: bins from 0, then structures, then classes, then the root. */
  readonly firstStructure: number;
  readonly firstClass: number;
  readonly root: number;
  readonly floorPenalty: number;
  readonly coveragePenalty: number;
  /** By structure, by bin, by class: what is left once the pins are served. */
  readonly capacity: Int32Array;
  readonly floor: Int32Array;
  readonly ceiling: Int32Array;
  readonly coverage: Int32Array;
  /** By node; the root's is 0. Integers. */
  readonly price: Float64Array;
  /** By bin: employers given to it, and units that it sends on to its structure. */
  readonly given: Int32Array;
  readonly sent: Int32Array;
  /** By structure: units received from its bins, and visits used. */
  readonly received: Int32Array;
  readonly used: Int32Array;
  /** By class: employers given to anybody, and units that the root supplies. */
  readonly covered: Int32Array;
  readonly supplied: Int32Array;

  constructor(instance: Instance, bounds: Bounds) {
    const { structures, segments, classes } = instance;
    this.structures = structures;
    this.segments = segments;
    this.classes = classes;
    this.bins = structures * segments;
    this.firstStructure = this.bins;
    this.firstClass = this.bins + structures;
    this.root = this.firstClass + classes;
    this.floorPenalty = instance.floorPenalty;
    this.coveragePenalty = instance.coveragePenalty;
    this.capacity = Int32Array.from({ length: structures }, (_, at) => bounds.roomOf(at));
    this.ceiling = Int32Array.from({ length: this.bins }, (_, at) => bounds.roomUnderCeiling(at));
    this.floor = Int32Array.from({ length: this.bins }, (_, at) => this.wished(bounds.missingUnderFloor(at)));
    this.coverage = Int32Array.from({ length: classes }, (_, at) =>
      this.wishedOfClass(bounds.missingUnderCoverage(at)),
    );
    this.price = new Float64Array(this.root + 1);
    this.given = new Int32Array(this.bins);
    this.sent = new Int32Array(this.bins);
    this.received = new Int32Array(structures);
    this.used = new Int32Array(structures);
    this.covered = new Int32Array(classes);
    this.supplied = new Int32Array(classes);
  }

  /** A wish whose miss costs nothing is no wish. */
  wished = (floor: number): number => (this.floorPenalty > 0 ? floor : 0);
  wishedOfClass = (coverage: number): number => (this.coveragePenalty > 0 ? coverage : 0);

  excess(node: number): number {
    if (node < this.firstStructure) return this.given[node]! - this.sent[node]!;
    if (node < this.firstClass) {
      const structure = node - this.firstStructure;
      return this.received[structure]! - this.used[structure]!;
    }
    if (node < this.root) {
      const klass = node - this.firstClass;
      return this.supplied[klass]! - this.covered[klass]!;
    }
    return 0;
  }

  /** The node where an employer of the class starts, and where it is when nobody visits it. */
  classNode = (klass: number): number => (klass < 0 ? this.root : this.firstClass + klass);
  classOf = (node: number): number => (node === this.root ? -1 : node - this.firstClass);
}
