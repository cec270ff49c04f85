import type { Network } from './network';
import { grown, type Pool, withLength } from './pool';

/** A band is at least this wide on either side of a price, in micro-posts. */
const NARROWEST = 4000;

/**
 * The marginal employers of each bin: those whose reservation price (the value of the visit less the best of their other
 * options) is near the bin's price. They alone decide where the price settles, so that a sweep looks at nobody else; of
 * the others it is enough to know how many are surely above.
 */
export class Band {
  /** By bin: its entries are `first .. first + 1`. */
  readonly first: Int32Array;
  employer = new Int32Array(0);
  value = new Int32Array(0);
  /** By bin: how many reservation prices are above the band, and the band's edges. */
  readonly above: Int32Array;
  readonly top: Float64Array;
  /** Minus infinity when nobody is below. */
  readonly bottom: Float64Array;
  private readonly below: Int32Array;
  private foundBin = new Int32Array(1 << 12);
  private foundEmployer = new Int32Array(1 << 12);
  private foundValue = new Int32Array(1 << 12);

  constructor(private readonly network: Network) {
    const { bins } = network;
    this.first = new Int32Array(bins + 1);
    this.above = new Int32Array(bins);
    this.below = new Int32Array(bins);
    this.top = new Float64Array(bins);
    this.bottom = new Float64Array(bins);
  }

  /** Looks at every pair once, around the present prices; `width` is a share of the price. */
  refresh(pool: Pool, width: number): void {
    this.setEdges(width);
    this.first.fill(0);
    this.above.fill(0);
    this.below.fill(0);
    const found = this.find(pool);
    const { first, bottom, below } = this;
    for (let bin = 0; bin < below.length; bin++) {
      first[bin + 1]! += first[bin]!;
      if (below[bin] === 0) bottom[bin] = Number.NEGATIVE_INFINITY;
    }
    this.scatter(found);
  }

  private setEdges(width: number): void {
    const { price, segments, firstStructure, bins } = this.network;
    for (let bin = 0; bin < bins; bin++) {
      const ofStructure = price[firstStructure + ((bin / segments) | 0)]!;
      const high = Math.max(ofStructure, price[bin]!);
      const low = Math.min(ofStructure, price[bin]!);
      this.top[bin] = Math.ceil(high + width * Math.abs(high) + NARROWEST);
      this.bottom[bin] = Math.floor(low - width * Math.abs(low) - NARROWEST);
    }
  }

  /** Counts who is above and below, and notes who is within; `first[bin + 1]` counts the bin's entries. */
  private find(pool: Pool): number {
    const { price } = this.network;
    const { first, above, below, top, bottom } = this;
    const { from, to, segment, classNode, structure, value, segments } = pool;
    let { foundBin, foundEmployer, foundValue } = this;
    let found = 0;
    for (let employer = 0, last = pool.employers; employer < last; employer++) {
      const begin = from[employer]!;
      const end = to[employer]!;
      if (begin === end) continue;
      const ownSegment = segment[employer]!;
      let best = -price[classNode[employer]!]!;
      let second = best;
      let bestPair = -1;
      for (let pair = begin; pair < end; pair++) {
        const net = value[pair]! - price[structure[pair]! * segments + ownSegment]!;
        if (net > best) {
          second = best;
          best = net;
          bestPair = pair;
        } else if (net > second) second = net;
      }
      for (let pair = begin; pair < end; pair++) {
        const bin = structure[pair]! * segments + ownSegment;
        const reservation = value[pair]! - (pair === bestPair ? second : best);
        if (reservation < bottom[bin]!) below[bin] = 1;
        else if (reservation > top[bin]!) above[bin]!++;
        else {
          if (found === foundBin.length) {
            foundBin = withLength(foundBin, new Int32Array(2 * found));
            foundEmployer = withLength(foundEmployer, new Int32Array(2 * found));
            foundValue = withLength(foundValue, new Int32Array(2 * found));
          }
          foundBin[found] = bin;
          foundEmployer[found] = employer;
          foundValue[found++] = value[pair]!;
          first[bin + 1]!++;
        }
      }
    }
    this.foundBin = foundBin;
    this.foundEmployer = foundEmployer;
    this.foundValue = foundValue;
    return found;
  }

  /** Puts the entries found in the order of their bins. */
  private scatter(found: number): void {
    if (this.employer.length < found) {
      this.employer = new Int32Array(grown(found));
      this.value = new Int32Array(grown(found));
    }
    const { foundBin, foundEmployer, foundValue, employer, value } = this;
    const next = this.first.slice(0, this.network.bins);
    for (let entry = 0; entry < found; entry++) {
      const at = next[foundBin[entry]!]!++;
      employer[at] = foundEmployer[entry]!;
      value[at] = foundValue[entry]!;
    }
  }
}
