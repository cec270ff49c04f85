import type { FactClass } from '#contracts/contract';
import type { Received } from './received';
import type { Transaction } from './unit-of-work';

/** Gives the name of the table to write: the live one, or the one being built beside it. */
export type TableOf = (table: string) => string;

type Apply<T extends object> = (
  tx: Transaction,
  table: TableOf,
  facts: readonly Received<T>[],
) => Promise<unknown>;

export interface ProjectionStep {
  readonly fact: FactClass;
  readonly apply: Apply<object>;
}

export interface Projection {
  readonly name: string;
  readonly tables: readonly string[];
  readonly steps: readonly ProjectionStep[];
}

/** How facts of one type go into a projection's tables: a pure set-wise upsert, facts in order per key. */
export const project = <T extends object>(fact: FactClass<T>, apply: Apply<T>): ProjectionStep => ({
  fact,
  apply: apply as Apply<object>,
});

/** Tables that are nothing but facts read: they can be dropped and built again by replay. */
export const projection = (
  name: string,
  { tables }: { tables: readonly string[] },
  steps: readonly ProjectionStep[],
): Projection => ({ name, tables, steps });
