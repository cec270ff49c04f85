import type { Prices } from '../instance';
import type { Bounds } from './bounds';
import type { Network } from './network';

/**
 * The prices of the whole plan, pins included. Where a bin is filled by pins alone nobody bid, and its price may stand
 * lower than the visits held there are worth to it: it is raised to what the next visit brings the structure, which
 * lures nobody away.
 */
export function publishedPrices(network: Network, bounds: Bounds): Prices {
  const { price, bins, firstClass, firstStructure, root, segments, floorPenalty } = network;
  const bin = price.slice(0, bins);
  for (let at = 0; at < bins; at++) {
    const pins = bounds.pinsOfBin[at]!;
    if (pins === 0) continue;
    const ofStructure = price[firstStructure + ((at / segments) | 0)]!;
    const least = pins > bounds.reachableFloor(at) ? ofStructure : ofStructure - floorPenalty;
    bin[at] = Math.max(bin[at]!, least);
  }
  return { structure: price.slice(firstStructure, firstClass), bin, class: price.slice(firstClass, root) };
}
