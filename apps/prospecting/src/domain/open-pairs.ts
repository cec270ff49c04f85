import { type Pair, pairsOf, rowOf } from '#allocation/pair-table';
import { type Problem, seenFrom } from '#allocation/problem';

/**
 * To whom each prospect of a running plan may still be proposed, by index: as the frozen inputs say, less the partners
 * that let it go, the pairs that the coordination forbids, and the structures that have no visit for it now.
 */
export class OpenPairs {
  private readonly closedTo = new Map<number, Set<string>>();
  private readonly forbidden = new Map<number, Set<number>>();
  private readonly unserved = new Map<number, Set<number>>();

  constructor(private readonly problem: Problem) {}

  /** Scored anew among those that have not let it go: the best of them is the measure of BR-27 then (BR-34). */
  of(employer: number): Pair[] {
    const closed = [...(this.closedTo.get(employer) ?? [])];
    const { inputs, structures, employers, instance } = this.problem;
    const known = employers[employer]!;
    const closedTo = closed.map((partnerId) => ({ partnerId, reason: 'DECLINED_BY_ALL' as const }));
    const all =
      closed.length > 0
        ? pairsOf(seenFrom({ inputs, structures }, { ...known, closedTo: [...known.closedTo, ...closedTo] }))
        : rowOf(instance, employer);
    return all.filter(
      ([structure]) =>
        !this.forbidden.get(employer)?.has(structure) && !this.unserved.get(structure)?.has(employer),
    );
  }

  has(employer: number, structure: number): boolean {
    return this.of(employer).some(([one]) => one === structure);
  }

  closeTo(employer: number, partnerId: string): void {
    this.closedTo.set(employer, (this.closedTo.get(employer) ?? new Set()).add(partnerId));
  }

  forbid(employer: number, structure: number): void {
    this.forbidden.set(employer, (this.forbidden.get(employer) ?? new Set()).add(structure));
  }

  /** The structure has no visit for it, until its visits change. */
  leaveUnserved(employer: number, structure: number): void {
    this.unserved.set(structure, (this.unserved.get(structure) ?? new Set()).add(employer));
  }

  /** Somebody gave the prospect to the structure, or pinned it there: whatever stood in the way is over. */
  open(employer: number, structure: number): void {
    this.closedTo.get(employer)?.delete(this.problem.structures[structure]!.partnerId);
    this.forbidden.get(employer)?.delete(structure);
    this.unserved.get(structure)?.delete(employer);
  }

  /** The structure's visits have changed: the employers that it had none for. */
  served(structure: number): number[] {
    const waiting = [...(this.unserved.get(structure) ?? [])];
    this.unserved.delete(structure);
    return waiting;
  }
}
