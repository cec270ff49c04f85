import type { Instance } from '../instance';
import type { Network } from './network';
import type { ValueHistogram } from './value-histogram';

/** How many pairs of a bin are looked at first: a few times its structure's visits. */
const PAIRS_PER_VISIT = 4;
const PAIRS_AT_LEAST = 500;

/** By bin: the least value of the pairs to consider. Almost every visit of the best plan is among the best pairs. */
export function firstThresholds(histogram: ValueHistogram, network: Network): Int32Array {
  return Int32Array.from({ length: network.bins }, (_, bin) =>
    histogram.reachedBy(
      bin,
      PAIRS_PER_VISIT * network.capacity[(bin / network.segments) | 0]! + PAIRS_AT_LEAST,
    ),
  );
}

/**
 * Lowers the threshold of every bin whose price has come under it, for a pair that was left out could now be wanted.
 * Returns how many bins. `share` of the price is where the new threshold stands.
 */
export function lowerThresholds(
  threshold: Int32Array,
  { price, bins }: Network,
  bonus: Float64Array,
  share: number,
): number {
  let lowered = 0;
  for (let bin = 0; bin < bins; bin++) {
    const wantedFrom = price[bin]! - bonus[bin]!;
    if (threshold[bin]! <= 1 || threshold[bin]! <= wantedFrom) continue;
    threshold[bin] = Math.max(1, Math.floor(share * wantedFrom));
    lowered++;
  }
  return lowered;
}

/** By bin: the most that covering an employer's class adds to a pair. */
export function highestBonuses(instance: Instance, network: Network): Float64Array {
  const bonus = new Float64Array(network.bins);
  const { firstPair, pairStructure, segmentOf, classOf, segments } = instance;
  for (let employer = 0; employer < instance.employers; employer++) {
    if (classOf[employer]! < 0) continue;
    const price = network.price[network.classNode(classOf[employer]!)]!;
    if (price === 0) continue;
    const segment = segmentOf[employer]!;
    for (let pair = firstPair[employer]!, last = firstPair[employer + 1]!; pair < last; pair++) {
      const bin = pairStructure[pair]! * segments + segment;
      if (price > bonus[bin]!) bonus[bin] = price;
    }
  }
  return bonus;
}
