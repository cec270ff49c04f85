import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, types } from 'pg';
import { DATABASES } from '../services';

/** The databases of an installation, each at one snapshot, read and never written. */
export interface House {
  /** Rows younger than this, in the eyes of a database, are left out: they are still on their way. */
  readonly asOf: Date;
  /** Services whose database exists. */
  readonly services: readonly string[];
  /** Topics that each service reads, by its published contract. */
  readonly reads: ReadonlyMap<string, readonly string[]>;
  has(service: string): boolean;
  query<Row>(service: string, sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

const INT8 = 20;

/** Opens each database in one read-only snapshot, in the role that may only read when the server has it. */
export async function openHouse(
  serverUrl: string,
  prefix: string,
  reads: ReadonlyMap<string, readonly string[]>,
  graceSeconds: number,
): Promise<House> {
  types.setTypeParser(INT8, Number);
  const existing = await databases(serverUrl);
  const clients = new Map<string, Client>();
  for (const service of DATABASES) {
    const name = `${prefix}_${service.replaceAll('-', '_')}`;
    if (existing.has(name)) clients.set(service, await snapshot(serverUrl, name, `${prefix}_reader`));
  }
  const [first] = clients.values();
  if (!first) throw new Error(`no database called ${prefix}_… on this server`);
  const { rows } = await first.query<{ now: Date }>('select clock_timestamp() as now');
  return {
    asOf: new Date(rows[0]!.now.getTime() - graceSeconds * 1000),
    services: [...clients.keys()],
    reads,
    has: (service) => clients.has(service),
    query: async (service, sql, parameters = []) => {
      const client = clients.get(service);
      if (!client) throw new Error(`the database of ${service} is missing`);
      return (await client.query(sql, [...parameters])).rows;
    },
    close: async () => {
      for (const client of clients.values()) await client.end();
    },
  };
}

export function addressOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

async function databases(serverUrl: string): Promise<Set<string>> {
  const client = new Client({
    connectionString: addressOf(serverUrl, 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database');
    return new Set(rows.map((row) => row.datname));
  } finally {
    await client.end();
  }
}

async function snapshot(serverUrl: string, database: string, reader: string): Promise<Client> {
  const client = new Client({
    connectionString: addressOf(serverUrl, database),
    application_name: 'concerto reconcile',
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [reader]);
  if (rows.length > 0) await client.query(`set role "${reader}"`);
  await client.query('begin isolation level repeatable read read only');
  // The snapshot is taken by the first statement.
  await client.query('select 1');
  return client;
}

/** What each service hears, from the AsyncAPI documents that the build publishes: data, no code of the services. */
export function readTopics(contracts: string): Map<string, readonly string[]> {
  const folder = join(contracts, 'asyncapi');
  if (!existsSync(folder)) throw new Error(`the published contracts are missing (${folder})`);
  return new Map(
    readdirSync(folder).map((file) => {
      const { operations } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
        operations: Record<string, { action: string; channel: { $ref: string } }>;
      };
      const topics = Object.values(operations)
        .filter((one) => one.action === 'receive')
        .map((one) => one.channel.$ref.replace('#/channels/', ''));
      return [file.replace('.json', ''), topics];
    }),
  );
}
