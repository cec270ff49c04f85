import { createHash } from 'node:crypto';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { Client, Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { visit } from './visits';

/** The floor of the road: the same rows, by set-wise statements and kafkajs alone; no lock order, no check, no parking. */
export interface FloorRoad {
  tell(facts: number, batch: number): Promise<void>;
  close(): Promise<void>;
}

const PUBLISH = `
  with f as (select * from unnest($1::text[], $2::uuid[], $3::json[], $4::text[]) with ordinality t(key, event_id, payload, hash, ord)),
  h as (insert into key_head as h (topic, key, version) select 'gateway', key, count(*) from f group by key order by key
    on conflict (topic, key) do update set version = h.version + excluded.version returning key, version),
  v as (select f.*, h.version - count(*) over (partition by f.key) + row_number() over (partition by f.key order by ord) as version from f join h using (key)),
  l as (insert into event_log (topic, key, version, event_id, type, occurred_at, correlation_id, payload, payload_hash)
    select 'gateway', key, version, event_id, 'ContactReported.v1', now(), 'floor', payload, hash from v)
  insert into outbox_pending (shard, topic, key, version) select 0, 'gateway', key, version from v order by ord`;

const APPLY = `
  with a as (insert into applied_version as a (topic, key, version, event_id)
    select 'gateway', key, max(version), (array_agg(event_id order by version desc))[1]
      from unnest($1::text[], $2::bigint[], $3::uuid[]) t(key, version, event_id) group by key order by key
    on conflict (topic, key) do update set version = greatest(a.version, excluded.version), event_id = excluded.event_id)
  insert into applied_contact (report_id, partner_id, siret, at, told_at)
    select * from unnest($4::uuid[], $5::uuid[], $1::text[], $6::timestamptz[], $6::timestamptz[]) on conflict do nothing`;

export async function floorRoad(
  brokers: string[],
  topic: string,
  gatewayUrl: string,
  pilotUrl: string,
): Promise<FloorRoad> {
  const kafka = new Kafka({ clientId: 'floor', brokers, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ allowAutoTopicCreation: false, maxInFlightRequests: 1 });
  await producer.connect();
  const pool = new Pool({ connectionString: gatewayUrl, max: 9 });
  const consumer = kafka.consumer({ groupId: `${topic}.floor`, maxWaitTimeInMs: 1_000 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const apply = new Pool({ connectionString: pilotUrl, max: 4 });
  await consumer.run({
    partitionsConsumedConcurrently: 4,
    autoCommit: false,
    eachBatchAutoResolve: false,
    eachBatch: async ({ batch, resolveOffset, commitOffsetsIfNecessary }) => {
      for (let at = 0; at < batch.messages.length; at += 500) {
        const chunk = batch.messages.slice(at, at + 500);
        const data = chunk.map(
          (one) =>
            JSON.parse(String(one.value)) as { reportId: string; partnerId: string; occurredAt: string },
        );
        await apply.query(APPLY, [
          chunk.map((one) => String(one.key)),
          chunk.map((one) => Number(one.headers!.ce_version)),
          chunk.map((one) => String(one.headers!.ce_id)),
          data.map((one) => one.reportId),
          data.map((one) => one.partnerId),
          data.map((one) => one.occurredAt),
        ]);
        resolveOffset(chunk.at(-1)!.offset);
        await commitOffsetsIfNecessary();
      }
    },
  });
  const relay = new Client({ connectionString: gatewayUrl });
  await relay.connect();
  return {
    tell: async (facts, batch) => {
      let publishing = true;
      const relayed = carry(relay, producer, topic, () => publishing);
      await publishAll(pool, facts, batch);
      publishing = false;
      await relayed;
    },
    close: async () => {
      await consumer.disconnect();
      await producer.disconnect();
      await Promise.all([pool.end(), apply.end(), relay.end()]);
    },
  };
}

async function publishAll(pool: Pool, facts: number, batch: number): Promise<void> {
  const units = Math.ceil(facts / batch);
  let next = 0;
  const lane = async () => {
    const client = await pool.connect();
    while (next < units) {
      const unit = next;
      next += 1;
      const told = Array.from({ length: batch }, (_, at) => visit(unit * batch + at));
      const bodies = told.map((one) =>
        JSON.stringify({
          ...one,
          reportId: uuidv7(),
          partnerId: '0199a000-0000-7000-8000-000000000001',
          receivedAt: new Date().toISOString(),
          backfill: false,
        }),
      );
      await client.query('begin');
      await client.query(PUBLISH, [
        told.map((one) => one.siret),
        told.map(() => uuidv7()),
        bodies,
        bodies.map((body) => createHash('sha256').update(body).digest('hex')),
      ]);
      await client.query('commit');
    }
    client.release();
  };
  await Promise.all(Array.from({ length: batch === 1 ? 8 : 1 }, lane));
}

async function carry(relay: Client, producer: Producer, topic: string, more: () => boolean): Promise<void> {
  for (;;) {
    const last = !more();
    const { rows } = await relay.query<{
      shard: number;
      seq: string;
      key: string;
      version: string;
      event_id: string;
      payload: string;
    }>(
      `select shard, seq, key, version, event_id, payload::text from outbox_pending join event_log using (topic, key, version) order by shard, seq limit 1000`,
    );
    if (rows.length === 0) {
      if (last) return;
      await new Promise((resolve) => setTimeout(resolve, 2));
      continue;
    }
    await producer.sendBatch({
      acks: -1,
      topicMessages: [
        {
          topic,
          messages: rows.map((row) => ({
            key: row.key,
            value: row.payload,
            headers: { ce_id: row.event_id, ce_version: String(row.version), ce_type: 'ContactReported.v1' },
          })),
        },
      ],
    });
    await relay.query(
      'delete from outbox_pending p using unnest($1::smallint[], $2::bigint[]) t(shard, seq) where (p.shard, p.seq) = (t.shard, t.seq)',
      [rows.map((row) => row.shard), rows.map((row) => row.seq)],
    );
  }
}
