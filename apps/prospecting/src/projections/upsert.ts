import type { Received } from '#messaging/received';
import type { Transaction } from '#messaging/unit-of-work';

/** The last fact of each object: a set-wise upsert may touch a row once. */
export const lastBy = <T extends object>(facts: readonly Received<T>[], idOf: (data: T) => string): T[] => [
  ...new Map(facts.map((fact) => [idOf(fact.data), fact.data])).values(),
];

/** Upserts rows given as JSON objects whose keys are the columns. */
export function upsert(
  tx: Transaction,
  table: string,
  key: string,
  columns: Record<string, string>,
  rows: readonly object[],
) {
  const names = Object.keys(columns);
  const typed = names.map((name) => `${name} ${columns[name]}`).join(', ');
  const updates = names.map((name) => `${name} = excluded.${name}`).join(', ');
  return tx.query(
    `insert into ${table} (${names.join(', ')}) select ${names.join(', ')} from jsonb_to_recordset($1::jsonb) as t(${typed})
     on conflict (${key}) do update set ${updates}`,
    [JSON.stringify(rows)],
  );
}
