import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { addressOf } from './house';
import { provenPlan } from './scratch-plan';

/** The columns that the invariants read, and a small true story in them: one visit, one lead, one published offer. */
const EMPLOYER = '0199a000-0000-7000-8000-0000000000e1';
const REPORT = '0199a000-0000-7000-8000-0000000000a1';
const OFFER = '0199a000-0000-7000-8000-0000000000f1';
const eventId = (n: number): string => `0199a000-0000-7000-8000-00000000000${n}`;

const MESSAGING = `
  create table business_clock (shift interval not null); insert into business_clock values ('0');
  create table key_head (topic text, key text, version bigint);
  create table event_log (topic text, key text, version bigint, event_id uuid, type text, payload json,
    recorded_at timestamptz default clock_timestamp() - interval '1 hour');
  create table outbox_pending (topic text, key text, pending_since timestamptz, last_error text);
  create table applied_version (topic text, key text, version bigint, event_id uuid);
  create table parked_fact (topic text, key text, version bigint, headers json, body bytea);`;

const told = (
  topic: string,
  key: string,
  version: number,
  id: string,
  type: string,
  payload: object,
): string =>
  `insert into event_log values ('${topic}', '${key}', ${version}, '${id}', '${type}', '${JSON.stringify(payload)}');`;
const applied = (topic: string, key: string, version: number, id: string): string =>
  `insert into applied_version values ('${topic}', '${key}', ${version}, '${id}');`;

const STORY: Readonly<Record<string, string>> = {
  gateway: `
    create table report (report_id uuid, partner_id uuid, event_id text, visit_id text);
    create table rejection (rejection_id uuid);
    insert into report values ('${REPORT}', '${EMPLOYER}', 'e1', 'v1');
    ${told('gateway', '99900001700018', 1, eventId(1), 'ContactReported.v1', { reportId: REPORT })}
    insert into key_head values ('gateway', '99900001700018', 1);
    ${applied('prospecting', EMPLOYER, 2, eventId(3))}`,
  prospecting: `
    ${provenPlan(eventId(7), eventId(6), EMPLOYER)}
    create table lead (lead_id uuid, territory_id uuid, employer_id uuid, during tstzrange, plan_id uuid,
      visited_at timestamptz, ended_at timestamptz, end_reason text);
    insert into lead values ('${eventId(8)}', '${EMPLOYER}', '${EMPLOYER}', '[2026-01-01, 2026-04-01)');
    ${told('prospecting', EMPLOYER, 1, eventId(2), 'LeadGranted.v1', {
      leadId: eventId(8),
      employerId: EMPLOYER,
      territoryId: EMPLOYER,
      from: '2026-01-01T00:00:00Z',
      until: '2026-04-01T00:00:00Z',
    })}
    ${told('prospecting', EMPLOYER, 2, eventId(3), 'ContactRecorded.v1', { reportId: REPORT, visitKey: 'v', judgement: 'EXPECTED' })}
    insert into key_head values ('prospecting', '${EMPLOYER}', 2);
    ${applied('gateway', '99900001700018', 1, eventId(1))}
    ${applied('offers', EMPLOYER, 2, eventId(5))}`,
  offers: `
    create table offer (offer_id uuid, publish_at timestamptz);
    create table publication (offer_id uuid, cycle int, state text, receipt text, next_attempt_at timestamptz);
    insert into offer values ('${OFFER}', null);
    insert into publication values ('${OFFER}', 1, 'ACKNOWLEDGED', 'JB-1', null);
    ${told('offers', EMPLOYER, 1, eventId(4), 'OfferEntrusted.v1', { offerId: OFFER, positions: 2 })}
    ${told('offers', EMPLOYER, 2, eventId(5), 'PublicationOrdered.v1', {
      offerId: OFFER,
      cycle: 1,
      dueAt: '2026-03-17T00:00:00Z',
      orderedAt: '2026-03-17T00:00:02Z',
    })}
    insert into key_head values ('offers', '${EMPLOYER}', 2);`,
  'job-board': `
    create table published (key text, state text, receipt text, changed_at timestamptz);
    insert into published values ('${OFFER}-1', 'PUBLISHED', 'JB-1', clock_timestamp() - interval '1 hour');`,
  pilot: `
    create table offer (offer_id uuid);
    create table offer_step (offer_id uuid, version bigint, open int);
    create table contact (employer_id uuid, visit_key text, judgement text);
    insert into offer values ('${OFFER}');
    insert into offer_step values ('${OFFER}', 1, 2), ('${OFFER}', 2, null);
    insert into contact values ('${EMPLOYER}', 'v', 'EXPECTED');
    ${applied('gateway', '99900001700018', 1, eventId(1))}
    ${applied('prospecting', EMPLOYER, 2, eventId(3))}
    ${applied('offers', EMPLOYER, 2, eventId(5))}`,
};

/** Who reads whom in the story. */
export const SCRATCH_READS: ReadonlyMap<string, readonly string[]> = new Map([
  ['gateway', ['prospecting']],
  ['prospecting', ['gateway', 'offers']],
  ['offers', []],
  ['pilot', ['gateway', 'prospecting', 'offers']],
]);

export interface Scratch {
  readonly prefix: string;
  /** The true story again, from nothing, then `sql` in one service's database. */
  tell(service?: string, sql?: string): Promise<void>;
  drop(): Promise<void>;
}

/** Databases of a name that nothing else has, dropped at the end. */
export async function openScratch(serverUrl: string): Promise<Scratch> {
  const prefix = `scratch_${randomBytes(5).toString('hex')}`;
  const services = Object.keys(STORY);
  const onServer = (statement: (service: string) => string) =>
    inDatabase(serverUrl, 'postgres', async (client) => {
      for (const service of services) await client.query(statement(service));
    });
  const databaseOf = (service: string) => `${prefix}_${service.replaceAll('-', '_')}`;
  await onServer((service) => `create database ${databaseOf(service)}`);
  return {
    prefix,
    tell: async (wronged, sql = '') => {
      for (const service of services) {
        await inDatabase(serverUrl, databaseOf(service), async (client) => {
          await client.query('drop schema public cascade; create schema public');
          await client.query(`${MESSAGING} ${STORY[service]} ${service === wronged ? sql : ''}`);
        });
      }
    },
    drop: () => onServer((service) => `drop database if exists ${databaseOf(service)} with (force)`),
  };
}

async function inDatabase(
  serverUrl: string,
  database: string,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client({ connectionString: addressOf(serverUrl, database) });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** One violation of each invariant, and of no other. */
export const SEEDS: Readonly<Record<string, { service: string; sql: string }>> = {
  I2: {
    service: 'prospecting',
    sql: `update event_log set payload = '{"reportId":"${eventId(9)}","visitKey":"v","judgement":"EXPECTED"}' where version = 2`,
  },
  I3: {
    service: 'prospecting',
    sql: `insert into lead select '${eventId(9)}', territory_id, employer_id, '[2026-03-31, 2026-06-01)' from lead`,
  },
  I4: { service: 'offers', sql: "update offer set publish_at = clock_timestamp() - interval '1 day'" },
  I5: {
    service: 'pilot',
    sql: `update applied_version set event_id = '${eventId(9)}' where topic = 'offers'`,
  },
  I6: {
    service: 'offers',
    sql: `insert into outbox_pending values ('offers', '${EMPLOYER}', clock_timestamp() - interval '1 hour', null)`,
  },
  I7: {
    service: 'pilot',
    sql: "update applied_version set version = 1, event_id = null where topic = 'prospecting'",
  },
  I8: { service: 'pilot', sql: 'update offer_step set open = 5 where open is not null' },
  I10: { service: 'prospecting', sql: "update plan_proof set assigned_to = '{-1}'" },
  I11: { service: 'job-board', sql: "update published set state = 'RETRACTED'" },
  I9: { service: 'gateway', sql: 'delete from report' },
};
