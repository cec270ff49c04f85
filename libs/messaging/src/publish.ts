import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { ToldFact } from '#domain/decision';
import { context } from './context';
import type { Transaction } from './unit-of-work';

/** SHA-256 of a payload as it goes on the wire: kafkajs does not check the CRC of what it reads (D2). */
export const hashOf = (payload: string | Buffer): string =>
  createHash('sha256').update(payload).digest('hex');

/** Outbox shards: one relay at a time per shard keeps the order of a key. */
export const SHARDS = 4;

/**
 * Heads are advanced in sorted key order and held to commit, so that version order is commit order, without gap;
 * log and outbox are written in the same statement (messaging.md section 2).
 */
const PUBLISH = `
  with f as (
    select * from unnest($2::text[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[], $7::uuid[], $8::json[], $9::text[])
      with ordinality t(key, event_id, type, occurred_at, correlation_id, causation_id, payload, payload_hash, ord)
  ), h as (
    insert into key_head as h (topic, key, version)
      select $1, key, count(*) from f group by key order by key collate "C"
      on conflict (topic, key) do update set version = h.version + excluded.version
      returning key, version
  ), v as (
    select f.*, h.version - count(*) over (partition by f.key) + row_number() over (partition by f.key order by ord) as version
      from f join h using (key)
  ), l as (
    insert into event_log (topic, key, version, event_id, type, occurred_at, correlation_id, causation_id, payload, payload_hash)
      select $1, key, version, event_id, type, occurred_at, correlation_id, causation_id, payload, payload_hash from v
  )
  insert into outbox_pending (shard, topic, key, version)
    select (hashtext(key) & 2147483647) % ${SHARDS}, $1, key, version from v order by ord`;

/** A told fact with what it comes from, taken when it was told. */
export interface StampedFact {
  readonly fact: ToldFact;
  readonly correlationId: string;
  readonly causationId: string | null;
}

/** Stamps a fact with the context in force: the correlation of its own cause where a batch has several. */
export function stamped(fact: ToldFact): StampedFact {
  const { correlationId, causationId, causes } = context();
  if (!fact.causedBy) return { fact, correlationId, causationId };
  return { fact, correlationId: causes?.get(fact.causedBy) ?? correlationId, causationId: fact.causedBy };
}

/** Writes the facts of a unit, once, as its last act. Ids are minted here: a rule cannot draw one. */
export async function publish(tx: Transaction, topic: string, told: readonly StampedFact[]): Promise<void> {
  if (told.length === 0) return;
  const bodies = told.map(({ fact }) => JSON.stringify(fact.data));
  await tx.query(PUBLISH, [
    topic,
    told.map(({ fact }) => fact.key),
    told.map(() => uuidv7()),
    told.map(({ fact }) => fact.type),
    told.map(({ fact }) => (fact.occurredAt ?? tx.now).toISOString()),
    told.map((one) => one.correlationId),
    told.map((one) => one.causationId),
    bodies,
    bodies.map(hashOf),
  ]);
}
