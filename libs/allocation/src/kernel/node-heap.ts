import { withLength } from './pool';

/** A binary heap of nodes by distance. A node may be in it several times: the reader ignores the late ones. */
export class NodeHeap {
  private distances = new Float64Array(1024);
  private nodes = new Int32Array(1024);
  size = 0;
  /** Distance of the node that `pop` gave last. */
  distance = 0;

  clear(): void {
    this.size = 0;
  }

  push(distance: number, node: number): void {
    if (this.size === this.nodes.length) {
      this.distances = withLength(this.distances, new Float64Array(2 * this.size));
      this.nodes = withLength(this.nodes, new Int32Array(2 * this.size));
    }
    const { distances, nodes } = this;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (distances[parent]! <= distance) break;
      distances[at] = distances[parent]!;
      nodes[at] = nodes[parent]!;
      at = parent;
    }
    distances[at] = distance;
    nodes[at] = node;
  }

  pop(): number {
    const { distances, nodes } = this;
    const node = nodes[0]!;
    this.distance = distances[0]!;
    const size = --this.size;
    if (size === 0) return node;
    const moved = distances[size]!;
    const movedNode = nodes[size]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && distances[child + 1]! < distances[child]!) child++;
      if (distances[child]! >= moved) break;
      distances[at] = distances[child]!;
      nodes[at] = nodes[child]!;
      at = child;
    }
    distances[at] = moved;
    nodes[at] = movedNode;
    return node;
  }
}
