import { Client, types } from 'pg';
import { DataSource, type EntitySchema } from 'typeorm';
import { migrate } from '#messaging/migrate';
import type { Migration } from '#messaging/migrations';
import { type Config, databaseName, databaseUrlOf } from './config';

const DATE = 1082;
const INT8 = 20;

/** node-pg would make a local midnight of a DATE, and a string of every count: dates stay text, counts are numbers. */
export function registerTypes(): void {
  types.setTypeParser(DATE, (text) => text);
  types.setTypeParser(INT8, (text) => {
    const number = Number(text);
    if (!Number.isSafeInteger(number)) throw new Error(`${text} is too large for a number`);
    return number;
  });
}

/** Migrates the service's database and opens its pool, with the time limits of reliability.md 4.6. */
export async function openDatabase(
  config: Config,
  service: string,
  schemas: readonly EntitySchema[],
  migrations: readonly Migration[],
): Promise<DataSource> {
  registerTypes();
  const url = databaseUrlOf(config.databaseUrl, databaseName(config.prefix, service));
  const client = new Client({ connectionString: url, application_name: `concerto ${service} migrations` });
  await client.connect();
  try {
    await migrate(client, migrations, `${config.prefix}_reader`);
  } finally {
    await client.end();
  }
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: [...schemas],
    synchronize: false,
    logging: false,
    installExtensions: false,
    applicationName: `concerto ${service}`,
    connectTimeoutMS: 5_000,
    poolErrorHandler: () => undefined,
    extra: {
      max: config.poolSize,
      statement_timeout: 60_000,
      lock_timeout: 15_000,
      idle_in_transaction_session_timeout: 60_000,
      options: '-c TimeZone=UTC',
    },
  });
  return dataSource.initialize();
}
