import type { Instance } from '../instance';
import { assignByPrices } from './assign-by-prices';
import { Band } from './band';
import type { Bounds } from './bounds';
import { CoveragePrices } from './coverage-prices';
import { Network } from './network';
import { Pool } from './pool';
import { priceAllPairs } from './price-all';
import { PriceSweep } from './price-sweep';
import { repairAll } from './repair';
import { Roster } from './roster';
import { setStartingPrices } from './starting-prices';
import { firstThresholds, highestBonuses, lowerThresholds } from './thresholds';
import { ValueHistogram } from './value-histogram';
import { WorkingPlan } from './working-plan';

/** Told how much of the work is done, from 0 to 1; may throw, to cancel. */
export type Progress = (share: number) => void;

/** How near the prices are looked at, and for how long. */
interface Stage {
  /** Width of the band, as a share of the price. */
  readonly width: number;
  readonly sweeps: number;
  /** Enough when the prices move less than this in a sweep, per structure, in micro-posts. */
  readonly still: number;
}

/** Below this the shortest paths are cheaper than another sweep: measured on 250 000 and on 2.3 million employers. */
const STILL = 600;
const FIRST_ROUND: readonly Stage[] = [
  { width: 0.6, sweeps: 3, still: 6000 },
  { width: 0.35, sweeps: 5, still: 3500 },
  { width: 0.2, sweeps: 5, still: 2000 },
  { width: 0.1, sweeps: 25, still: STILL },
];
const NEXT_ROUNDS: readonly Stage[] = [
  { width: 0.1, sweeps: 25, still: STILL },
  { width: 0.05, sweeps: 25, still: STILL },
  { width: 0.04, sweeps: 25, still: STILL },
];
const MOST_ROUNDS = 6;
/** The next round goes without these few bins: pricing every pair finds what they hid. */
const BINS_LET_BE = 0.005;

/**
 * The best plan of what the pins leave (allocation.md, section 3). Prices come first, by sweeps over the pairs most
 * likely to be wanted; the plan that they call for is nearly in balance; shortest paths make it exact for those pairs;
 * pricing every pair makes it exact for all. The first two steps may be as rough as they like: the last two owe nothing
 * to them but time.
 */
export function solve(instance: Instance, bounds: Bounds, progress: Progress): WorkingPlan {
  const network = new Network(instance, bounds);
  const pool = findPrices(instance, network, progress);
  const roster = new Roster(instance.employers, network.bins);
  assignByPrices(network, pool, roster);
  const plan = new WorkingPlan(network, pool, roster);
  progress(0.9);
  let repaired = 0;
  repairAll(plan, () => {
    if (++repaired % 1024 === 0) progress(0.9);
  });
  progress(0.95);
  while (priceAllPairs(plan, instance) > 0) progress(0.98);
  plan.log.clear();
  progress(1);
  return plan;
}

/** Leaves near-best prices in the network, and gives the pairs that they were found on. */
function findPrices(instance: Instance, network: Network, progress: Progress): Pool {
  const histogram = new ValueHistogram(instance);
  const threshold = firstThresholds(histogram, network);
  setStartingPrices(network, histogram);
  const search = new PriceSearch(network);
  for (let round = 0; ; round++) {
    const pool = Pool.of(instance, network, threshold);
    const stages = round === 0 ? FIRST_ROUND : NEXT_ROUNDS;
    stages.forEach((stage, rank) => {
      const share = round === 0 ? 0.1 * (rank + 1) : Math.min(0.85, 0.5 + 0.1 * round);
      search.run(pool, stage, () => progress(share));
    });
    const bonus = highestBonuses(instance, network);
    const lowered = lowerThresholds(threshold, network, bonus, round === 0 ? 0.85 : 0.93);
    if (lowered <= (round === 0 ? 0 : BINS_LET_BE * network.bins) || round === MOST_ROUNDS - 1) return pool;
  }
}

class PriceSearch {
  private readonly band: Band;
  private readonly sweep: PriceSweep;
  private readonly coverage: CoveragePrices;

  constructor(private readonly network: Network) {
    this.band = new Band(network);
    this.sweep = new PriceSweep(network, this.band);
    this.coverage = new CoveragePrices(network);
  }

  run(pool: Pool, { width, sweeps, still }: Stage, onSweep: () => void): void {
    this.coverage.set(pool);
    this.band.refresh(pool, width);
    for (let done = 0; done < sweeps; done++) {
      onSweep();
      if (this.sweep.over(pool) < still * this.network.structures) return;
    }
  }
}
