import type { Network } from './network';
import { NodeHeap } from './node-heap';

/** Whether a tree grows along the arcs, from what is in excess, or against them, from what is missing. */
export const ALONG = 1;
export const AGAINST = -1;
export const NO_NODE = -1;
export const NO_EMPLOYER = -1;

/**
 * Dijkstra's tree over the nodes, on reduced costs: none is negative, so that the first place found where a unit may end
 * is the nearest. The root always takes or gives one, which keeps searches short.
 */
export class PathTree {
  /** The nearest place where the unit may end, and how far it is. */
  end = NO_NODE;
  nearest = Number.POSITIVE_INFINITY;
  /** By node of the tree: the node before it, and the employer whose move is the arc; NO_EMPLOYER for a fixed arc. */
  readonly parent: Int32Array;
  readonly employer: Int32Array;
  readonly distance: Float64Array;
  /** Equal to `epoch` when the node is settled. */
  readonly settled: Int32Array;
  epoch = 0;
  private readonly seen: Int32Array;
  private readonly heap = new NodeHeap();
  private readonly order: Int32Array;
  private count = 0;
  private direction = ALONG;

  constructor(private readonly network: Network) {
    const nodes = network.root + 1;
    this.parent = new Int32Array(nodes);
    this.employer = new Int32Array(nodes);
    this.distance = new Float64Array(nodes);
    this.settled = new Int32Array(nodes);
    this.seen = new Int32Array(nodes);
    this.order = new Int32Array(nodes);
  }

  startAt(node: number, direction: typeof ALONG | typeof AGAINST): void {
    this.epoch++;
    this.heap.clear();
    this.end = NO_NODE;
    this.nearest = Number.POSITIVE_INFINITY;
    this.direction = direction;
    this.count = 0;
    this.seen[node] = this.epoch;
    this.distance[node] = 0;
    this.parent[node] = NO_NODE;
    this.heap.push(0, node);
  }

  /** The next node to expand, nearest first; NO_NODE when no nearer end can be found. */
  next(): number {
    const { heap, settled, epoch } = this;
    while (heap.size > 0) {
      const node = heap.pop();
      if (settled[node] === epoch) continue;
      if (heap.distance >= this.nearest) return NO_NODE;
      settled[node] = epoch;
      this.order[this.count++] = node;
      return node;
    }
    return NO_NODE;
  }

  reach(node: number, distance: number, parent: number, employer: number): void {
    if (distance >= this.nearest) return;
    if (this.seen[node] === this.epoch && distance >= this.distance[node]!) return;
    this.seen[node] = this.epoch;
    this.distance[node] = distance;
    this.parent[node] = parent;
    this.employer[node] = employer;
    if (node === this.network.root || this.direction * this.network.excess(node) < 0) {
      this.nearest = distance;
      this.end = node;
    }
    this.heap.push(distance, node);
  }

  /** Moves the prices of the tree so that every reduced cost stays above or at 0 and the path's arcs are at 0. */
  movePrices(): void {
    const { order, distance, nearest } = this;
    const { price } = this.network;
    for (let at = 0; at < this.count; at++) {
      const node = order[at]!;
      if (distance[node]! < nearest) price[node]! += this.direction * (nearest - distance[node]!);
    }
  }
}
