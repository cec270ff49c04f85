import { Client, escapeIdentifier } from 'pg';

/** Creates the databases that are missing; another launcher may be doing the same. */
export async function createDatabases(serverUrl: string, names: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: serverUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query('select datname from pg_database');
    const there = new Set(rows.map(({ datname }) => datname));
    for (const name of names.filter((each) => !there.has(each)))
      await client
        .query(`create database ${escapeIdentifier(name)} encoding 'UTF8' template template0`)
        .catch((error) => {
          const taken = ['42P04', '23505'];
          if (!taken.includes(error.code)) throw error;
        });
  } finally {
    await client.end();
  }
}
