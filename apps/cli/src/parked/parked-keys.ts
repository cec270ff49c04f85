import type { Client } from 'pg';
import { CommandFailed } from '../output';

export interface ParkedKey {
  readonly service: string;
  readonly topic: string;
  readonly key: string;
  readonly reason: string;
  readonly state: string;
  readonly waitsFor: string | null;
  readonly error: string | null;
  readonly attempts: number;
  readonly facts: number;
  readonly parkedAt: Date;
  readonly nextAttemptAt: Date;
}

export interface ParkedFact {
  readonly version: number;
  readonly type: string | null;
  readonly headers: Record<string, string>;
  /** As it stood on the wire, which may be no text at all. */
  readonly body: Buffer | null;
}

const KEYS = `
  select topic, key, reason, state, parent_kind || ' ' || parent_id as "waitsFor", error, attempts,
         (select count(*) from parked_fact f where f.topic = k.topic and f.key = k.key) as facts,
         parked_at as "parkedAt", next_attempt_at as "nextAttemptAt"
    from parked_key k`;

/** The keys whose facts wait in a service, oldest first. */
export async function parkedKeys(client: Client, service: string): Promise<ParkedKey[]> {
  const { rows } = await client.query<ParkedKey>(`${KEYS} order by parked_at`);
  return rows.map((row) => ({ ...row, service }));
}

/** The facts that wait behind a key, as they stood on the wire. */
export async function parkedFacts(client: Client, key: string): Promise<ParkedFact[]> {
  const { rows } = await client.query<ParkedFact>(
    `select version, headers->>'ce_type' as type, headers, body from parked_fact where key = $1 order by version`,
    [key],
  );
  return rows;
}

/** Makes parked keys due at once, dead ones as well; all of them without a key. Returns how many. */
export async function retry(client: Client, key: string | undefined): Promise<number> {
  const { rowCount } = await client.query(
    `update parked_key set state = 'WAITING', attempts = 0, next_attempt_at = clock_timestamp()
      where $1::text is null or key = $1`,
    [key ?? null],
  );
  return rowCount ?? 0;
}

/**
 * Gives up the first fact that waits behind a key, with a reason and a name, and lets the next ones go on. Kept in
 * `discarded_fact`, bytes and all: nothing is erased. Only the fact that is next in sequence can be given up.
 */
export async function discard(client: Client, key: string, reason: string, by: string): Promise<ParkedFact> {
  const { rows: standing } = await client.query<{ topic: string; version: number }>(
    'select topic, version from applied_version where key = $1 and parked for update',
    [key],
  );
  const [at] = standing;
  if (!at) throw new CommandFailed(`La clé ${key} n’est pas en attente ici.`);
  const next = at.version + 1;
  const { rows: kept } = await client.query<ParkedFact>(
    `delete from parked_fact where topic = $1 and key = $2 and version = $3
     returning version, headers->>'ce_type' as type, headers, body`,
    [at.topic, key, next],
  );
  const [fact] = kept;
  if (!fact)
    throw new CommandFailed(
      `La version ${next} n’est pas arrivée : il n’y a rien à écarter, elle est redemandée.`,
    );
  await client.query(
    `insert into discarded_fact (topic, key, version, headers, body, reason, discarded_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [at.topic, key, next, JSON.stringify(fact.headers), fact.body, reason, by],
  );
  await client.query('update applied_version set version = $3, event_id = $4 where topic = $1 and key = $2', [
    at.topic,
    key,
    next,
    fact.headers.ce_id ?? null,
  ]);
  await retry(client, key);
  return fact;
}
