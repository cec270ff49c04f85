import type { PartnerInput, PartnerLoad } from './inputs';
import { byText, stableHash } from './stable-hash';

interface Desk {
  readonly unitId: string;
  readonly capacity: number;
  taken: number;
}

/** How many visits each unit has promised so far. */
export class Loads {
  private readonly desks = new Map<string, Desk[]>();

  constructor(partners: readonly PartnerInput[]) {
    for (const { partnerId, units } of partners) {
      const desks = units.map(({ unitId, capacity, taken }) => ({ unitId, capacity, taken }));
      this.desks.set(
        partnerId,
        desks.sort((a, b) => byText(a.unitId, b.unitId)),
      );
    }
  }

  capacityOf = (partnerId: string): number => sum(this.at(partnerId), (desk) => desk.capacity);
  takenOf = (partnerId: string): number => sum(this.at(partnerId), (desk) => desk.taken);

  /** Visits that the partner's units can still promise, `kept` of them set aside. */
  roomOf = (partnerId: string, kept = 0): number =>
    sum(this.at(partnerId), (desk) => Math.max(0, desk.capacity - desk.taken)) - kept;

  /** Assigned over capacity; a partner without capacity is the most loaded of all. */
  ratioOf(partnerId: string): number {
    const capacity = this.capacityOf(partnerId);
    return capacity > 0 ? this.takenOf(partnerId) / capacity : Number.POSITIVE_INFINITY;
  }

  /** Gives one visit to the partner's least loaded unit, which is named; undefined when it has no unit. */
  give(partnerId: string, seed: string): string | undefined {
    const ordered = [...this.at(partnerId)].sort(
      (a, b) => ratio(a) - ratio(b) || stableHash(`${seed}:${a.unitId}`) - stableHash(`${seed}:${b.unitId}`),
    );
    const desk = ordered.find((one) => one.capacity > one.taken) ?? ordered[0];
    if (!desk) return undefined;
    desk.taken += 1;
    return desk.unitId;
  }

  all(): PartnerLoad[] {
    return [...this.desks.keys()].sort(byText).map((partnerId) => ({
      partnerId,
      capacity: this.capacityOf(partnerId),
      taken: this.takenOf(partnerId),
      over: sum(this.at(partnerId), (desk) => Math.max(0, desk.taken - desk.capacity)),
    }));
  }

  private at = (partnerId: string): Desk[] => this.desks.get(partnerId) ?? [];
}

const ratio = (desk: Desk): number =>
  desk.capacity > 0 ? desk.taken / desk.capacity : Number.MAX_SAFE_INTEGER;

const sum = (desks: readonly Desk[], of: (desk: Desk) => number): number =>
  desks.reduce((total, desk) => total + of(desk), 0);
