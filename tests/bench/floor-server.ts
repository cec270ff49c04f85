import { createHash } from 'node:crypto';
import http from 'node:http';
import { Ajv } from 'ajv';
import { Pool, type PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';

/** The floor of the doors: the same rows in the same tables, with node:http and pg alone. One process, as ours. */
const pool = new Pool({ connectionString: process.env.FLOOR_DATABASE, max: 12 });
const PARTNER = process.env.FLOOR_PARTNER!;
const BATCH = 500;

const check = new Ajv().compile({
  type: 'object',
  required: [
    'eventId',
    'visitId',
    'revision',
    'sourceSystem',
    'siret',
    'occurredAt',
    'status',
    'channel',
    'initiative',
  ],
  properties: {
    eventId: { type: 'string', maxLength: 128 },
    visitId: { type: 'string', maxLength: 128 },
    revision: { type: 'integer', minimum: 0 },
    sourceSystem: { type: 'string', maxLength: 64 },
    siret: { type: 'string', pattern: '^\\d{14}$' },
    occurredAt: { type: 'string' },
    status: { enum: ['PLANNED', 'HELD', 'NO_SHOW', 'CANCELLED', 'NO_ANSWER'] },
    channel: { enum: ['VISIT', 'CALL', 'MAIL', 'EVENT'] },
    initiative: { enum: ['PARTNER', 'EMPLOYER', 'OFFER_FOLLOW_UP', 'ARBITRATION'] },
  },
});

interface Visit {
  eventId: string;
  visitId: string;
  revision: number;
  sourceSystem: string;
  siret: string;
  occurredAt: string;
  status: string;
  channel: string;
  initiative: string;
}

const WRITE = `
  with f as (
    select * from unnest($2::uuid[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::text[], $11::text[], $12::text[], $13::uuid[], $14::json[], $15::text[])
      with ordinality t(id, s, e, revision, visit, hash, siret, occurred, status, channel, initiative, event_id, payload, payload_hash, ord)
  ), r as (
    insert into report (report_id, partner_id, source_system, event_id, visit_id, revision, content_hash, siret, occurred_at, received_at, status, channel, initiative, joint_with, backfill)
      select id, $1, s, e, visit, revision, hash, siret, occurred, now(), status, channel, initiative, '{}', false from f on conflict do nothing
  ), h as (
    insert into key_head as h (topic, key, version) select 'gateway', siret, count(*) from f group by siret order by siret
      on conflict (topic, key) do update set version = h.version + excluded.version returning key, version
  ), v as (
    select f.*, h.version - count(*) over (partition by f.siret) + row_number() over (partition by f.siret order by ord) as version from f join h on h.key = f.siret
  ), l as (
    insert into event_log (topic, key, version, event_id, type, occurred_at, correlation_id, payload, payload_hash)
      select 'gateway', siret, version, event_id, 'ContactReported.v1', occurred, 'floor', payload, payload_hash from v
  )
  insert into outbox_pending (shard, topic, key, version) select (hashtext(siret) & 2147483647) % 4, 'gateway', siret, version from v order by ord`;

async function write(client: PoolClient, visits: readonly Visit[]): Promise<string[]> {
  const ids = visits.map(() => uuidv7());
  const bodies = visits.map((visit, at) =>
    JSON.stringify({
      reportId: ids[at],
      partnerId: PARTNER,
      ...visit,
      backfill: false,
      receivedAt: new Date().toISOString(),
    }),
  );
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  await client.query('begin');
  await client.query(WRITE, [
    PARTNER,
    ids,
    visits.map((one) => one.sourceSystem),
    visits.map((one) => one.eventId),
    visits.map((one) => one.revision),
    visits.map((one) => one.visitId),
    bodies.map(hash),
    visits.map((one) => one.siret),
    visits.map((one) => one.occurredAt),
    visits.map((one) => one.status),
    visits.map((one) => one.channel),
    visits.map((one) => one.initiative),
    visits.map(() => uuidv7()),
    bodies,
    bodies.map(hash),
  ]);
  await client.query('commit');
  return ids;
}

async function keep(visits: readonly Visit[]): Promise<string[]> {
  const client = await pool.connect();
  try {
    return await write(client, visits);
  } finally {
    client.release();
  }
}

async function bulk(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  let rest = '';
  let batch: Visit[] = [];
  let line = 0;
  const flush = async () => {
    const ids = await keep(batch);
    response.write(
      ids
        .map(
          (id, at) =>
            `${JSON.stringify({ line: line - batch.length + at + 1, eventId: batch[at]!.eventId, status: 202, id })}\n`,
        )
        .join(''),
    );
    batch = [];
  };
  for await (const chunk of request) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop()!;
    for (const text of lines) {
      const visit = JSON.parse(text) as Visit;
      if (!check(visit)) continue;
      line += 1;
      batch.push(visit);
      if (batch.length === BATCH) await flush();
    }
  }
  if (batch.length > 0) await flush();
  response.end();
}

async function single(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const visit = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Visit;
  if (!check(visit)) {
    response.writeHead(422).end();
    return;
  }
  const [id] = await keep([visit]);
  response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify({ id }));
}

const server = http.createServer((request, response) => {
  void (request.url === '/bulk' ? bulk(request, response) : single(request, response)).catch(() =>
    response.destroy(),
  );
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(
    `${JSON.stringify({ url: `http://127.0.0.1:${(server.address() as { port: number }).port}` })}\n`,
  );
});
