import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { databaseName, databaseUrlOf } from '#service/config';

/** The PostgreSQL server of this run, started by the project's own commands (tests/support/stores.ts). */
export function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('No PostgreSQL: run jest with tests/jest.config.cjs, or set TEST_DATABASE_URL');
  return url;
}

/** A prefix of its own for every test: two never meet on one server or one broker. */
export const freshPrefix = (): string => `t${randomBytes(5).toString('hex')}`;

/** Creates the empty databases of an installation. Returns how to drop them. */
export async function createDatabases(
  prefix: string,
  services: readonly string[],
): Promise<() => Promise<void>> {
  await onServer(async (client) => {
    for (const service of services) await client.query(`create database ${databaseName(prefix, service)}`);
  });
  return () =>
    onServer(async (client) => {
      for (const service of services) {
        await client.query(`drop database if exists ${databaseName(prefix, service)} with (force)`);
      }
    });
}

async function onServer(work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: databaseUrlOf(serverUrl(), 'postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
