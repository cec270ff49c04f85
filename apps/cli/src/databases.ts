import { Client } from 'pg';
import { databaseName, databaseUrlOf } from '#service/config';
import { registerTypes } from '#service/database';
import { installation } from './installation';
import { CommandFailed } from './output';

/** Address and prefix of the installation's databases, or a sentence that says where to take them from. */
export function databaseAccess(): { serverUrl: string; prefix: string } {
  const { databaseUrl, prefix } = installation();
  if (!databaseUrl) {
    throw new CommandFailed('Aucun serveur connu : démarrez Concerto (npm start), ou donnez DATABASE_URL.');
  }
  return { serverUrl: databaseUrl, prefix };
}

/** Works on one service's database, and closes it. */
export async function inService<T>(service: string, work: (client: Client) => Promise<T>): Promise<T> {
  registerTypes();
  const { serverUrl, prefix } = databaseAccess();
  const client = new Client({
    connectionString: databaseUrlOf(serverUrl, databaseName(prefix, service)),
    application_name: 'concerto cli',
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same, in one transaction. */
export function inTransaction<T>(service: string, work: (client: Client) => Promise<T>): Promise<T> {
  return inService(service, async (client) => {
    await client.query('begin');
    try {
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  });
}
