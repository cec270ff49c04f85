import type { Network } from './network';

/** The least and the most that the bin may send at its price. */
export function rangeOf(network: Network, bin: number): readonly [least: number, most: number] {
  const { floorPenalty, price, firstStructure, segments } = network;
  const floor = network.floor[bin]!;
  const ceiling = network.ceiling[bin]!;
  const gap = price[firstStructure + ((bin / segments) | 0)]! - price[bin]!;
  if (gap < 0) return [ceiling, ceiling];
  if (gap === 0) return [floor, ceiling];
  if (gap < floorPenalty) return [floor, floor];
  return [0, gap === floorPenalty ? floor : 0];
}

/** Brings what the bin sends within what its price allows. */
export function holdBin(network: Network, bin: number): void {
  const { sent, received } = network;
  const [least, most] = rangeOf(network, bin);
  const held = Math.max(least, Math.min(most, sent[bin]!));
  received[(bin / network.segments) | 0]! += held - sent[bin]!;
  sent[bin] = held;
}

/** A structure whose visits have a price uses them all. */
export function holdStructure(network: Network, structure: number): void {
  const capacity = network.capacity[structure]!;
  network.used[structure] =
    network.price[network.firstStructure + structure]! > 0
      ? capacity
      : Math.min(capacity, network.received[structure]!);
}

/** A class with a price is covered to its wish and no further; one at the full penalty may be short. */
export function holdClass(network: Network, klass: number): void {
  const price = network.price[network.firstClass + klass]!;
  const wish = network.coverage[klass]!;
  const covered = network.covered[klass]!;
  if (price === 0) network.supplied[klass] = Math.max(wish, covered);
  else if (price < network.coveragePenalty) network.supplied[klass] = wish;
  else network.supplied[klass] = Math.min(wish, covered);
}
