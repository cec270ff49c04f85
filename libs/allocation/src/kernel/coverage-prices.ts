import type { Network } from './network';
import type { Pool } from './pool';

/**
 * The price of each class: 0 when enough of its employers are wanted anyway, else what the last one needed lacks, never
 * more than the penalty says that it is worth.
 */
export class CoveragePrices {
  private best = new Float64Array(0);

  constructor(private readonly network: Network) {}

  set(pool: Pool): void {
    const { classes, coverage, firstClass, price } = this.network;
    if (classes === 0) return;
    const wanted = this.readBest(pool);
    const short = wanted.map((count, klass) => (count < coverage[klass]! ? 1 : 0));
    const lacking = this.lackingOf(pool, short);
    for (let klass = 0; klass < classes; klass++) {
      price[firstClass + klass] = short[klass] === 1 ? this.priceOf(lacking[klass]!, coverage[klass]!) : 0;
    }
  }

  /** Reads the best net value of each employer of a class; by class, how many of them are wanted without help. */
  private readBest(pool: Pool): Int32Array {
    const { price, root, firstClass, classes } = this.network;
    const { from, to, segment, classNode, structure, value, segments } = pool;
    if (this.best.length < pool.employers) this.best = new Float64Array(pool.employers);
    const best = this.best;
    const wanted = new Int32Array(classes);
    for (let employer = 0, last = pool.employers; employer < last; employer++) {
      const node = classNode[employer]!;
      if (node === root) continue;
      const own = segment[employer]!;
      let highest = Number.NEGATIVE_INFINITY;
      for (let pair = from[employer]!, end = to[employer]!; pair < end; pair++) {
        const net = value[pair]! - price[structure[pair]! * segments + own]!;
        if (net > highest) highest = net;
      }
      best[employer] = highest;
      if (highest >= 0) wanted[node - firstClass]!++;
    }
    return wanted;
  }

  /** By class that is short: the net values that the penalty could make positive, ascending. */
  private lackingOf(pool: Pool, short: Int32Array): Float64Array[] {
    const { root, firstClass, coveragePenalty } = this.network;
    const { classNode } = pool;
    const count = new Int32Array(short.length);
    for (let employer = 0; employer < pool.employers; employer++) {
      const node = classNode[employer]!;
      if (node !== root && this.best[employer]! > -coveragePenalty) count[node - firstClass]!++;
    }
    const lacking = Array.from(count, (size, klass) => new Float64Array(short[klass] === 1 ? size : 0));
    count.fill(0);
    for (let employer = 0; employer < pool.employers; employer++) {
      const klass = classNode[employer]! - firstClass;
      if (klass < short.length && short[klass] === 1 && this.best[employer]! > -coveragePenalty)
        lacking[klass]![count[klass]!++] = this.best[employer]!;
    }
    return lacking.map((values) => values.sort());
  }

  private priceOf(lacking: Float64Array, coverage: number): number {
    const { coveragePenalty } = this.network;
    if (lacking.length < coverage) return coveragePenalty;
    return Math.min(coveragePenalty, Math.max(0, -lacking[lacking.length - coverage]!));
  }
}
