import type { Client } from 'pg';
import { type Migration, messagingMigrations } from './migrations';

/** Any constant: it only has to be the same for every process that migrates. */
const MIGRATION_LOCK = 4_431_001;

/**
 * Brings a service's database to its own version: messaging's steps first, then the service's, each in a transaction
 * with its name. Two processes at once wait for each other. Refuses a database that holds a step unknown to this
 * program, since it is newer than the program. `reader` names the role that may read every table and nothing else.
 */
export async function migrate(client: Client, own: readonly Migration[], reader?: string): Promise<string[]> {
  const all = [...messagingMigrations, ...own];
  const twice = all.find((one, at) => all.findIndex((other) => other.name === one.name) !== at);
  if (twice) throw new Error(`Two migrations are called ${twice.name}`);
  await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    await client.query(
      'create table if not exists schema_migration (name text primary key, at timestamptz not null default clock_timestamp())',
    );
    const { rows } = await client.query<{ name: string }>('select name from schema_migration');
    const done = new Set(rows.map((row) => row.name));
    const unknown = [...done].filter((name) => !all.some((one) => one.name === name));
    if (unknown.length > 0) {
      throw new Error(
        `This database is newer than this program (it holds ${unknown.join(', ')}): start the newer version, or restore a backup.`,
      );
    }
    const missing = all.filter((one) => !done.has(one.name));
    for (const step of missing) await apply(client, step);
    if (reader) await allowReading(client, reader);
    return missing.map((step) => step.name);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  }
}

async function apply(client: Client, step: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(step.sql);
    await client.query('insert into schema_migration (name) values ($1)', [step.name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${step.name} failed: ${(error as Error).message}`, { cause: error });
  }
}

/** The role of `concerto reconcile`: it reads. Where the service may not make roles, its operator makes it. */
async function allowReading(client: Client, reader: string): Promise<void> {
  await client.query(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${reader}') then create role ${reader} nologin; end if;
    exception when duplicate_object or unique_violation or insufficient_privilege then null; end $$`);
  const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [reader]);
  if (rows.length === 0) return;
  await client.query(`grant usage on schema public to ${reader};
    grant select on all tables in schema public to ${reader};
    alter default privileges in schema public grant select on tables to ${reader}`);
}
