import type { Network } from './network';
import type { Pool } from './pool';
import { NOBODY, type Roster } from './roster';

/**
 * The bin where the employer gains most at the present prices, and what the visit is worth there; NOBODY when none pays.
 * Among equals the preferred bin wins, then nobody, then the first pair.
 */
export class BestBin {
  bin = NOBODY;
  value = 0;

  find(employer: number, pool: Pool, price: Float64Array, preferred: number): void {
    const { from, to, segments } = pool;
    const { structure, value } = pool;
    const segment = pool.segment[employer]!;
    let best = -price[pool.classNode[employer]!]!;
    this.bin = NOBODY;
    for (let pair = from[employer]!, last = to[employer]!; pair < last; pair++) {
      const bin = structure[pair]! * segments + segment;
      const net = value[pair]! - price[bin]!;
      if (net > best || (net === best && bin === preferred)) {
        best = net;
        this.bin = bin;
        this.value = value[pair]!;
      }
    }
  }
}

/**
 * The plan that the prices call for: every employer where it gains most, and through every place the flow that its price
 * allows and that is nearest to what comes in. What remains out of balance is left to the repair.
 */
export function assignByPrices(network: Network, pool: Pool, roster: Roster): void {
  const choice = new BestBin();
  for (let employer = 0; employer < pool.employers; employer++) {
    choice.find(employer, pool, network.price, NOBODY);
    if (choice.bin === NOBODY) continue;
    roster.add(employer, choice.bin, choice.value);
    network.given[choice.bin]!++;
    const node = pool.classNode[employer]!;
    if (node !== network.root) network.covered[node - network.firstClass]!++;
  }
  for (let bin = 0; bin < network.bins; bin++) network.sent[bin] = network.given[bin]!;
  for (let bin = 0; bin < network.bins; bin++) holdBin(network, bin);
  for (let structure = 0; structure < network.structures; structure++) {
    network.received[structure] = 0;
    for (let segment = 0; segment < network.segments; segment++)
      network.received[structure]! += network.sent[structure * network.segments + segment]!;
    holdStructure(network, structure);
  }
  for (let klass = 0; klass < network.classes; klass++) holdClass(network, klass);
}

/** Brings what the bin sends within what its price allows. */
export function holdBin(network: Network, bin: number): void {
  const structure = (bin / network.segments) | 0;
  const { sent, floorPenalty } = network;
  const floor = network.floor[bin]!;
  const ceiling = network.ceiling[bin]!;
  const gap = network.price[network.firstStructure + structure]! - network.price[bin]!;
  let least = 0;
  let most = 0;
  if (gap < 0) least = most = ceiling;
  else if (gap === 0) [least, most] = [floor, ceiling];
  else if (gap < floorPenalty) least = most = floor;
  else if (gap === floorPenalty) most = floor;
  const held = Math.max(least, Math.min(most, sent[bin]!));
  network.received[structure]! += held - sent[bin]!;
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
