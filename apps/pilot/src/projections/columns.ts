import type { Received } from '#messaging/received';

/** The last fact of each key-like value: PostgreSQL may touch a row once in a statement. */
export const lastOf = <T extends object>(
  facts: readonly Received<T>[],
  id: (fact: Received<T>) => string,
): Received<T>[] => [...new Map(facts.map((fact) => [id(fact), fact])).values()];

/** One array a column, for unnest. */
export const columns = <T>(rows: readonly T[], ...read: ((row: T) => unknown)[]): unknown[][] =>
  read.map((column) => rows.map((row) => column(row) ?? null));
