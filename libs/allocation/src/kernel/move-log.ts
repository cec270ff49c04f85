import type { Move } from '../instance';

/** Which employers an event touched, and where each was before it. */
export class MoveLog {
  private readonly employers: number[] = [];
  private readonly structures: number[] = [];

  /** `structure` is where the employer is at this instant, -1 for nowhere. */
  note(employer: number, structure: number): void {
    this.employers.push(employer);
    this.structures.push(structure);
  }

  clear(): void {
    this.employers.length = 0;
    this.structures.length = 0;
  }

  /** The employers that are elsewhere than before, in their order; empties the log. */
  take(assignedTo: (employer: number) => number): Move[] {
    const before = new Map<number, number>();
    this.employers.forEach((employer, at) => {
      if (!before.has(employer)) before.set(employer, this.structures[at]!);
    });
    this.clear();
    return [...before]
      .map(([employer, from]) => ({ employer, from, to: assignedTo(employer) }))
      .filter(({ from, to }) => from !== to)
      .sort((a, b) => a.employer - b.employer);
  }
}
