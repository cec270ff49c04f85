import type { House } from './house';

/** What a check found: how much it looked at, and what stands against the promise. */
export interface Finding {
  readonly checked: number;
  /** What was counted, in French plural: `visites`, `positions de faits`. */
  readonly unit: string;
  readonly violations: readonly string[];
}

/** A promise that the databases can be held against. One file each; its SQL returns what violates it. */
export interface Invariant {
  readonly id: string;
  readonly title: string;
  /** What an operator does when it is violated. */
  readonly remedy: string;
  /** Services without whose database it cannot be checked. */
  readonly needs: readonly string[];
  check(house: House): Promise<Finding>;
}

/** Rows that violate, as text: at most so many are shown, all are counted. */
export const described = (rows: readonly object[]): string[] =>
  rows.map((row) =>
    Object.entries(row)
      .map(([name, value]) => `${name}=${value instanceof Date ? value.toISOString() : String(value)}`)
      .join(' '),
  );
