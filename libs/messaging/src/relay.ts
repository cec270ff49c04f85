import type { Kafka, Producer, TopicMessages } from 'kafkajs';
import type { Client, ClientConfig } from 'pg';
import { atMost } from './at-most';
import type { Commits } from './commits';
import { crashPoint } from './crash-points';
import type { KafkaLog } from './kafka';
import { ShardSession } from './shard-session';
import { topicName } from './topics';

const BATCH = 1_000;
/** Fallback when the commit's wake-up was in another process (messaging.md section 3). */
const POLL_MS = 150;
/** A try costs little, and facts wait for it once the broker is back. */
const MAX_BACKOFF_MS = 5_000;
/** A stop does not wait longer than this for a broker that does not answer: the rows stay, the next start sends them. */
const STOP_WITHIN_MS = 5_000;

interface PendingRow {
  shard: number;
  seq: number;
  topic: string;
  key: string;
  version: number;
  event_id: string;
  type: string;
  occurred_at: Date;
  recorded_at: Date;
  correlation_id: string;
  causation_id: string | null;
  payload: string;
  payload_hash: string;
}

/** Oldest first over all shards: none waits for another's backlog. A refused row blocks its own key only. */
const READ = `
  with p as materialized (
    select o.shard, o.seq, o.topic, o.key, o.version
      from unnest($1::smallint[]) s(shard)
      cross join lateral (
        select * from outbox_pending o where o.shard = s.shard and not exists (
            select from outbox_pending r where r.topic = o.topic and r.key = o.key and r.refused_at is not null)
          order by o.seq limit $2) o
     order by o.seq limit $2)
  select p.shard, p.seq, p.topic, p.key, p.version, e.event_id, e.type, e.occurred_at, e.recorded_at,
         e.correlation_id, e.causation_id, e.payload::text as payload, e.payload_hash
    from p join event_log e using (topic, key, version)
   order by p.seq`;

export interface RelayState {
  sent: number;
  unknownOutcomes: number;
  refused: number;
  shards: number;
}

/**
 * Carries the outbox to Kafka: one relay at a time per shard (an advisory lock), one batch in flight, a row deleted only
 * after the broker's answer. The connection that holds the locks is the one that reads and deletes: with the locks it
 * loses the power to delete. A repeat after an unknown outcome is absorbed by the versions.
 */
export class Relay {
  readonly state: RelayState = { sent: 0, unknownOutcomes: 0, refused: 0, shards: 0 };
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private producer: Producer | undefined;
  private readonly session: ShardSession;
  private wake: () => void = () => undefined;
  private woken = false;

  constructor(
    private readonly kafka: Kafka,
    database: ClientConfig,
    private readonly prefix: string,
    commits: Commits,
    private readonly log: KafkaLog,
  ) {
    this.session = new ShardSession(database);
    commits.onCommit(() => {
      this.woken = true;
      this.wake();
    });
  }

  start(): void {
    this.running = this.loop();
  }

  /**
   * Finishes the batch in flight, then closes; shards are free for another relay as soon as the connection is. A broker
   * or a database that does not answer is not waited for.
   */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await atMost(STOP_WITHIN_MS, this.running);
    await atMost(STOP_WITHIN_MS, this.producer?.disconnect());
    await this.session.close();
  }

  private async loop(): Promise<void> {
    let backoff = 200;
    while (!this.stopping) {
      try {
        this.woken = false;
        const moved = await this.once();
        backoff = 200;
        if (moved === 0) await this.rest(POLL_MS);
      } catch (error) {
        this.log('warn', 'relay: trying again', { error: (error as Error).message, inMs: backoff });
        this.renew();
        await this.rest(backoff * (0.5 + Math.random()), true);
        backoff = Math.min(backoff * 2, MAX_BACKOFF_MS);
      }
    }
  }

  private async once(): Promise<number> {
    const client = await this.session.locked();
    this.state.shards = this.session.shards.size;
    if (this.session.shards.size === 0) return 0;
    const { rows } = await client.query<PendingRow>(READ, [[...this.session.shards], BATCH]);
    if (rows.length === 0) return 0;
    await this.send(client, rows);
    return rows.length;
  }

  private async send(client: Client, rows: readonly PendingRow[]): Promise<void> {
    try {
      await this.produce(rows);
    } catch (error) {
      if (!isRefusal(error)) {
        this.state.unknownOutcomes += 1;
        throw error;
      }
      if (rows.length === 1) return this.refuse(client, rows[0]!, error as Error);
      // The broker does not say which row it refuses: the batch goes row by row (messaging.md section 5).
      const blocked = new Set<string>();
      for (const row of rows) {
        if (blocked.has(row.key)) continue;
        const before = this.state.refused;
        await this.send(client, [row]);
        if (this.state.refused > before) blocked.add(row.key);
      }
      return;
    }
    crashPoint('after_ack_before_delete');
    await this.forget(client, rows);
    this.state.sent += rows.length;
  }

  private async forget(client: Client, rows: readonly PendingRow[]): Promise<void> {
    await client.query(
      'delete from outbox_pending p using unnest($1::smallint[], $2::bigint[]) t(shard, seq) where p.shard = t.shard and p.seq = t.seq',
      [rows.map((row) => row.shard), rows.map((row) => row.seq)],
    );
  }

  private async refuse(client: Client, row: PendingRow, error: Error): Promise<void> {
    this.state.refused += 1;
    this.log('error', 'relay: the broker refuses a fact; its key waits', {
      type: row.type,
      error: error.message,
    });
    await client.query(
      'update outbox_pending set refused_at = clock_timestamp(), attempts = attempts + 1, last_error = $3 where shard = $1 and seq = $2',
      [row.shard, row.seq, error.message],
    );
  }

  private async produce(rows: readonly PendingRow[]): Promise<void> {
    const topics = new Map<string, TopicMessages>();
    for (const row of rows) {
      const topic = topicName(this.prefix, row.topic);
      const one = topics.get(topic) ?? { topic, messages: [] };
      one.messages.push({ key: row.key, value: row.payload, headers: headersOf(row, this.prefix) });
      topics.set(topic, one);
    }
    const producer = await this.connectedProducer();
    await producer.sendBatch({ acks: -1, topicMessages: [...topics.values()] });
  }

  private async connectedProducer(): Promise<Producer> {
    if (!this.producer) {
      // Not idempotent: kafkajs' idempotent producer loses acknowledged messages after one lost answer (P1).
      this.producer = this.kafka.producer({
        idempotent: false,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
        retry: { retries: 5 },
      });
      await this.producer.connect();
    }
    return this.producer;
  }

  /** After any failure the outcome is unknown: a new producer and a new connection, the rows stay. */
  private renew(): void {
    const { producer } = this;
    this.producer = undefined;
    void this.session.close();
    void producer?.disconnect().catch(() => undefined);
  }

  private rest(ms: number, evenIfWoken = false): Promise<void> {
    if (this.stopping || (this.woken && !evenIfWoken)) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        if (evenIfWoken && !this.stopping) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** CloudEvents 1.0, Kafka binary mode, with our extensions. */
function headersOf(row: PendingRow, prefix: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: row.event_id,
    ce_source: `/${prefix}/${row.topic}`,
    ce_type: row.type,
    ce_time: row.occurred_at.toISOString(),
    ce_version: String(row.version),
    ce_recordedat: row.recorded_at.toISOString(),
    ce_correlationid: row.correlation_id,
    ...(row.causation_id ? { ce_causationid: row.causation_id } : {}),
    ce_contenthash: row.payload_hash,
  };
}

/** Errors after which the broker will never take this row, however often it is sent. */
const isRefusal = (error: unknown): boolean =>
  /MESSAGE_TOO_LARGE|INVALID_RECORD|RECORD_LIST_TOO_LARGE/.test((error as { type?: string })?.type ?? '');
