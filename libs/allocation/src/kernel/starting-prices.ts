import type { Network } from './network';
import type { ValueHistogram } from './value-histogram';

/**
 * Competition between structures lowers what a visit is worth to a share of the value. Too high a guess costs a sweep or
 * two; too low a one is worse where scores have few levels, for a structure alone never outbids others at its own level.
 */
const SHARE = 0.7;

/** A first price for each structure: what its first pair over capacity is worth, alone in the territory. */
export function setStartingPrices(network: Network, histogram: ValueHistogram): void {
  const { structures, segments, firstStructure, capacity, price } = network;
  for (let structure = 0; structure < structures; structure++) {
    const first = Math.round(SHARE * histogram.reachedInStructure(structure, capacity[structure]! + 1));
    price[firstStructure + structure] = first;
    price.fill(first, structure * segments, (structure + 1) * segments);
  }
}
