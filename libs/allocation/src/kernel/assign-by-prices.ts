import { holdBin, holdClass, holdStructure, rangeOf } from './complementary-slackness';
import type { Network } from './network';
import type { Pool } from './pool';
import type { Roster } from './roster';

/**
 * The plan that the prices call for: every employer where it gains most, and through every place the flow that its price
 * allows and that is nearest to what comes in. What remains out of balance is left to the repair.
 */
export function assignByPrices(network: Network, pool: Pool, roster: Roster): void {
  const assignment = new Assignment(network, pool, roster);
  const undecided: number[] = [];
  for (let employer = 0; employer < pool.employers; employer++)
    if (!assignment.decide(employer)) undecided.push(employer);
  for (const employer of undecided) assignment.breakTie(employer);
  balanceFlow(network);
}

/**
 * Employers with one best option first; those who gain as much in several, or nowhere, then fill what is left. Scores in
 * few levels make most of them such, and each one misplaced would cost the repair a path.
 */
class Assignment {
  /** By bin and by structure: how many more employers the prices allow. */
  private readonly roomOfBin: Int32Array;
  private readonly roomOfStructure: Int32Array;

  constructor(
    private readonly network: Network,
    private readonly pool: Pool,
    private readonly roster: Roster,
  ) {
    this.roomOfBin = Int32Array.from({ length: network.bins }, (_, bin) => rangeOf(network, bin)[1]);
    this.roomOfStructure = network.capacity.slice();
  }

  /** False when several options are best. */
  decide(employer: number): boolean {
    const { price } = this.network;
    const { from, to, structure, value, segments } = this.pool;
    const segment = this.pool.segment[employer]!;
    let best = -price[this.pool.classNode[employer]!]!;
    let bestPair = -1;
    let single = true;
    for (let pair = from[employer]!, last = to[employer]!; pair < last; pair++) {
      const net = value[pair]! - price[structure[pair]! * segments + segment]!;
      if (net < best) continue;
      single = net > best;
      best = net;
      bestPair = pair;
    }
    if (single && bestPair >= 0) this.give(employer, bestPair);
    return single;
  }

  /** Gives the employer to the first of its best options with room; to nobody when that is one; else to the first. */
  breakTie(employer: number): void {
    const { price, root, firstClass, coverage, covered } = this.network;
    const { from, to, structure, value, segments } = this.pool;
    const segment = this.pool.segment[employer]!;
    const node = this.pool.classNode[employer]!;
    let best = -price[node]!;
    for (let pair = from[employer]!, last = to[employer]!; pair < last; pair++)
      best = Math.max(best, value[pair]! - price[structure[pair]! * segments + segment]!);
    const idle = best === -price[node]!;
    const full =
      node !== root && price[node]! > 0 && covered[node - firstClass]! >= coverage[node - firstClass]!;
    if (idle && full) return;
    let first = -1;
    for (let pair = from[employer]!, last = to[employer]!; pair < last; pair++) {
      const bin = structure[pair]! * segments + segment;
      if (value[pair]! - price[bin]! !== best) continue;
      if (first < 0) first = pair;
      if (this.roomOfBin[bin]! > 0 && this.roomOfStructure[structure[pair]!]! > 0) {
        this.give(employer, pair);
        return;
      }
    }
    if (!idle) this.give(employer, first);
  }

  private give(employer: number, pair: number): void {
    const { network, pool } = this;
    const bin = pool.binOf(employer, pair);
    this.roster.add(employer, bin, pool.value[pair]!);
    this.roomOfBin[bin]!--;
    this.roomOfStructure[pool.structure[pair]!]!--;
    network.given[bin]!++;
    const node = pool.classNode[employer]!;
    if (node !== network.root) network.covered[node - network.firstClass]!++;
  }
}

function balanceFlow(network: Network): void {
  const { structures, segments, classes, given, sent, received } = network;
  sent.set(given);
  for (let bin = 0; bin < network.bins; bin++) received[(bin / segments) | 0]! += given[bin]!;
  for (let bin = 0; bin < network.bins; bin++) holdBin(network, bin);
  for (let structure = 0; structure < structures; structure++) holdStructure(network, structure);
  for (let klass = 0; klass < classes; klass++) holdClass(network, klass);
}
