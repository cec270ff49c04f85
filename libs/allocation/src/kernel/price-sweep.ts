import type { Band } from './band';
import type { Network } from './network';
import { grown, type Pool } from './pool';

/**
 * Gauss-Seidel on the dual: structure after structure, the price at which exactly its visits are wanted, all other
 * prices standing. That price is the reservation price of the first employer turned away, bins merged: a bin under its
 * floor bids the floor's penalty more, a bin at its ceiling bids no more.
 */
export class PriceSweep {
  /** By segment, for the structure at hand: reservation prices in its band (ascending) and how many are taken. */
  private readonly reservations: Float64Array[];
  private readonly entries: Int32Array;
  private readonly sure: Int32Array;
  private readonly taken: Int32Array;

  constructor(
    private readonly network: Network,
    private readonly band: Band,
  ) {
    const { segments } = network;
    this.reservations = Array.from({ length: segments }, () => new Float64Array(64));
    this.entries = new Int32Array(segments);
    this.sure = new Int32Array(segments);
    this.taken = new Int32Array(segments);
  }

  /** Sets the prices of every structure once; how much they moved in all. */
  over(pool: Pool): number {
    let moved = 0;
    for (let structure = 0; structure < this.network.structures; structure++)
      moved += this.settle(structure, pool);
    return moved;
  }

  private settle(structure: number, pool: Pool): number {
    const { network, sure, taken, band } = this;
    const { segments, price, capacity, ceiling } = network;
    let count = 0;
    for (let segment = 0; segment < segments; segment++) {
      const bin = structure * segments + segment;
      this.readReservations(bin, segment, pool);
      sure[segment] = taken[segment] = Math.min(band.above[bin]!, ceiling[bin]!);
      count += taken[segment]!;
    }
    const node = network.firstStructure + structure;
    const before = price[node]!;
    price[node] =
      count > capacity[structure]! ? this.highestTop(structure) : this.firstTurnedAway(structure, count);
    for (let segment = 0; segment < segments; segment++) this.setBinPrice(structure, segment);
    return Math.abs(price[node]! - before);
  }

  private readReservations(bin: number, segment: number, pool: Pool): void {
    const { price } = this.network;
    const { from, to, structure, value, classNode, segments } = pool;
    const { employer: employers, value: values, first } = this.band;
    const begin = first[bin]!;
    const end = first[bin + 1]!;
    const size = end - begin;
    if (this.reservations[segment]!.length < size) this.reservations[segment] = new Float64Array(grown(size));
    const reservations = this.reservations[segment]!;
    const own = (bin / segments) | 0;
    for (let entry = begin; entry < end; entry++) {
      const employer = employers[entry]!;
      let alternative = -price[classNode[employer]!]!;
      for (let pair = from[employer]!, last = to[employer]!; pair < last; pair++) {
        const other = structure[pair]!;
        if (other === own) continue;
        const net = value[pair]! - price[other * segments + segment]!;
        if (net > alternative) alternative = net;
      }
      reservations[entry - begin] = values[entry]! - alternative;
    }
    reservations.subarray(0, size).sort();
    this.entries[segment] = size;
  }

  /** More sure winners than visits: the price is above the band, and the next one will be placed higher. */
  private highestTop(structure: number): number {
    const { segments } = this.network;
    let highest = 0;
    for (let segment = 0; segment < segments; segment++)
      highest = Math.max(highest, this.band.top[structure * segments + segment]!);
    return highest;
  }

  /** Takes the best bids until the visits are used: the bid of the first one turned away, or 0 when visits are left. */
  private firstTurnedAway(structure: number, already: number): number {
    const { segments, capacity, ceiling, floor, floorPenalty } = this.network;
    const { taken } = this;
    for (let count = already; ; count++) {
      let best = -1;
      let bid = 0;
      for (let segment = 0; segment < segments; segment++) {
        const bin = structure * segments + segment;
        if (taken[segment]! >= ceiling[bin]!) continue;
        const own = this.nextReservation(bin, segment) + (taken[segment]! < floor[bin]! ? floorPenalty : 0);
        if (own > bid) {
          bid = own;
          best = segment;
        }
      }
      if (best < 0) return 0;
      if (count === capacity[structure]!) return bid;
      taken[best]!++;
    }
  }

  /** Employers below the band were not looked at: each counts as if it stood at the lower edge. */
  private nextReservation(bin: number, segment: number): number {
    const rank = this.entries[segment]! - 1 - (this.taken[segment]! - this.sure[segment]!);
    const bottom = this.band.bottom[bin]!;
    return rank >= 0 ? Math.max(this.reservations[segment]![rank]!, bottom) : bottom;
  }

  private setBinPrice(structure: number, segment: number): void {
    const { network, band } = this;
    const { price, floorPenalty } = network;
    const bin = structure * network.segments + segment;
    const ofStructure = price[network.firstStructure + structure]!;
    const taken = this.taken[segment]!;
    const floor = network.floor[bin]!;
    if (taken < floor) price[bin] = ofStructure - floorPenalty;
    else if (taken === network.ceiling[bin]!) {
      const next = band.above[bin]! > taken ? band.top[bin]! : this.nextReservation(bin, segment);
      price[bin] = Math.max(ofStructure, next);
    } else if (taken === floor && taken > 0)
      price[bin] = Math.min(
        ofStructure,
        Math.max(ofStructure - floorPenalty, this.nextReservation(bin, segment)),
      );
    else price[bin] = ofStructure;
  }
}
