import type { Network } from './network';
import type { Pool } from './pool';

/** Which bins may visit employers of which class: the roads between coverage and capacity. */
export class ClassBins {
  /** By class, its bins; by bin, the nodes of its classes. In the order in which they were met. */
  readonly binsOf: number[][];
  readonly nodesOf: number[][];
  private readonly network: Network;

  constructor(network: Network, pool: Pool) {
    this.network = network;
    this.binsOf = Array.from({ length: network.classes }, () => []);
    this.nodesOf = Array.from({ length: network.bins }, () => []);
    // Employers are stored by territory, so the class met last in a bin is nearly always the one met next.
    const last = new Int32Array(network.bins).fill(-1);
    for (let employer = 0; employer < pool.employers; employer++) {
      const node = pool.classNode[employer]!;
      if (node === network.root) continue;
      for (let pair = pool.from[employer]!, end = pool.to[employer]!; pair < end; pair++) {
        const bin = pool.binOf(employer, pair);
        if (last[bin] === node) continue;
        last[bin] = node;
        this.add(bin, node);
      }
    }
  }

  add(bin: number, node: number): void {
    if (node === this.network.root || this.nodesOf[bin]!.includes(node)) return;
    this.nodesOf[bin]!.push(node);
    this.binsOf[node - this.network.firstClass]!.push(bin);
  }

  /** The most that covering a class adds to any pair of the bin. */
  highestPrice(bin: number): number {
    const nodes = this.nodesOf[bin]!;
    const price = this.network.price;
    let highest = 0;
    for (let at = 0; at < nodes.length; at++) if (price[nodes[at]!]! > highest) highest = price[nodes[at]!]!;
    return highest;
  }
}
