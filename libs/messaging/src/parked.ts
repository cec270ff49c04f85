import type { Placed } from './advance';
import type { Message } from './received';
import type { Transaction } from './unit-of-work';

export type ParkReason = 'NOT_YET' | 'FAULT' | 'INVALID' | 'GAP';

export interface Parking {
  readonly key: string;
  readonly reason: ParkReason;
  readonly error?: string;
  readonly parentKind?: string;
  readonly parentId?: string;
  /** The last version applied: the key stands here until it is taken up again. */
  readonly standsAt: number;
}

/** Sets keys back to where they stand and marks them parked: their later facts wait behind them, others go on. */
export async function parkKeys(tx: Transaction, topic: string, keys: readonly Parking[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.query(
    `update applied_version a set version = t.version, parked = true
       from unnest($2::text[], $3::bigint[]) t(key, version) where a.topic = $1 and a.key = t.key`,
    [topic, keys.map((one) => one.key), keys.map((one) => one.standsAt)],
  );
  await tx.query(
    `insert into parked_key (topic, key, reason, error, parent_kind, parent_id, next_attempt_at)
       select $1, key, reason, error, parent_kind, parent_id, clock_timestamp() + interval '5 seconds'
         from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
           t(key, reason, error, parent_kind, parent_id) order by key
     on conflict (topic, key) do nothing`,
    [
      topic,
      keys.map((one) => one.key),
      keys.map((one) => one.reason),
      keys.map((one) => keepable(one.error)),
      keys.map((one) => one.parentKind ?? null),
      keys.map((one) => keepable(one.parentId)),
    ],
  );
}

/** Text as PostgreSQL can keep it: a fault that cannot be written down would hold its whole partition. */
export const keepable = (text: string | undefined): string | null =>
  text?.replaceAll('\0', '\uFFFD').slice(0, 2000) ?? null;

/** Keeps messages behind a parked key, byte for byte. A message that is kept already is a repeat. */
export async function keepBehind(tx: Transaction, topic: string, held: readonly Placed[]): Promise<void> {
  if (held.length === 0) return;
  await tx.query(
    `insert into parked_fact (topic, key, version, headers, body)
       select $1, * from unnest($2::text[], $3::bigint[], $4::json[], $5::bytea[])
     on conflict (topic, key, version) do nothing`,
    [
      topic,
      held.map((one) => one.position.key),
      held.map((one) => one.position.version),
      held.map((one) => JSON.stringify(one.message.headers)),
      held.map((one) => one.message.body),
    ],
  );
}

/** Keeps what is none of our facts (no key, no version, no type): nothing waits behind it. */
export async function keepUnreadable(tx: Transaction, messages: readonly Message[]): Promise<void> {
  for (const { topic, partition, offset, key, headers, body } of messages) {
    await tx.query(
      `insert into unreadable_message (topic, partition, log_offset, key, headers, body, error)
         values ($1, $2, $3, $4, $5, $6, 'no key, version or type of a fact') on conflict do nothing`,
      [topic, partition, offset, key === null ? null : Buffer.from(key), JSON.stringify(headers), body],
    );
  }
}

/** Delays before a fault is tried again; then it is dead until an operator retries it (reliability.md 5.5). */
const FAULT_DELAYS_SECONDS = [5, 30, 300, 1800, 7200];
/** A fact that waits for its parent is looked at often for an hour, then rarely: it is listed by then. */
const NOT_YET_DELAY_SECONDS = 5;
const NOT_YET_LATE_DELAY_SECONDS = 300;
const NOT_YET_ATTEMPTS_AN_HOUR = 720;

/** When to try a parked key again, in seconds, or null when it is dead. `attempts` counts the one that just failed. */
export function nextAttemptIn(reason: ParkReason, attempts: number): number | null {
  if (reason === 'NOT_YET') {
    return attempts < NOT_YET_ATTEMPTS_AN_HOUR ? NOT_YET_DELAY_SECONDS : NOT_YET_LATE_DELAY_SECONDS;
  }
  if (reason === 'GAP') return Math.min(5 * attempts, 300);
  return FAULT_DELAYS_SECONDS[attempts - 1] ?? null;
}
