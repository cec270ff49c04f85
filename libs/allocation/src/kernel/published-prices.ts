import type { Prices } from '../instance';
import type { Bounds } from './bounds';
import type { Network } from './network';

/** The prices of the whole plan, pins included: those of the flow, but where pins alone fill a place. */
export function publishedPrices(network: Network, bounds: Bounds): Prices {
  const { price, bins, firstClass, firstStructure, classes } = network;
  return {
    structure: price.slice(firstStructure, firstClass),
    bin: Float64Array.from({ length: bins }, (_, bin) => publishedBinPrice(network, bounds, bin)),
    class: Float64Array.from({ length: classes }, (_, klass) => publishedClassPrice(network, bounds, klass)),
  };
}

/**
 * Where a bin is filled by pins alone nobody bid, and its price may stand lower than the visits held there are worth to
 * it: it is raised to what the next visit brings the structure, which lures nobody away.
 */
export function publishedBinPrice(network: Network, bounds: Bounds, bin: number): number {
  const { price, firstStructure, segments, floorPenalty } = network;
  const pins = bounds.pinsOfBin[bin]!;
  if (pins === 0) return price[bin]!;
  const ofStructure = price[firstStructure + ((bin / segments) | 0)]!;
  const least = pins > bounds.reachableFloor(bin) ? ofStructure : ofStructure - floorPenalty;
  return Math.max(price[bin]!, least);
}

/** Where pins cover more of a class than was wished, one employer more is worth nothing to it. */
export function publishedClassPrice(network: Network, bounds: Bounds, klass: number): number {
  return bounds.pinsOfClass[klass]! > bounds.coverage[klass]!
    ? 0
    : network.price[network.firstClass + klass]!;
}
