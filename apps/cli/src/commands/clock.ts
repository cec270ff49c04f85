import type { Command } from 'commander';
import { Client } from 'pg';
import { parseDuration } from '#domain/duration';
import { Invalid } from '#domain/refused';
import { installation } from '../installation';
import { CommandFailed, data, EXIT, json, progress } from '../output';

interface Advanced {
  readonly database: string;
  readonly businessTime: string;
}

/** `concerto clock advance P3D`: business time moves forward in every service; machine time does not. */
export function clockCommand(program: Command): void {
  program
    .command('clock')
    .description('Horloge métier, pour les démonstrations et les essais.')
    .command('advance <duration>')
    .description('avance l’horloge métier de tous les services (ISO 8601 : P3D, PT12H)')
    .option('--json', 'en JSON')
    .action(async (duration: string, options: { json?: boolean }) => {
      const advanced = await advance(millisecondsOf(duration));
      if (options.json) return json(advanced);
      data(advanced.map(({ database, businessTime }) => `${database}  ${businessTime}`).join('\n'));
    });
}

function advance(milliseconds: number): Promise<Advanced[]> {
  const { databaseUrl, prefix } = installation();
  if (!databaseUrl)
    throw new CommandFailed('Aucune base trouvée : démarrez Concerto (npm start), ou donnez DATABASE_URL.');
  return advanceClocks(databaseUrl, prefix, milliseconds);
}

/** Moves the business time of every service of the installation forward; gives each its new time. */
export async function advanceClocks(
  databaseUrl: string,
  prefix: string,
  milliseconds: number,
): Promise<Advanced[]> {
  const names = await serviceDatabases(databaseUrl, prefix);
  if (names.length === 0)
    throw new CommandFailed(`Aucune base de service ne commence par ${prefix}_ sur ce serveur.`);
  const advanced: Advanced[] = [];
  for (const database of names) {
    const businessTime = await withDatabase(databaseUrl, database, (client) => shift(client, milliseconds));
    if (businessTime) advanced.push({ database, businessTime });
    else progress(`${database} : pas d’horloge métier, laissée telle quelle.`);
  }
  return advanced;
}

/** The databases of this installation: another one on the same server has a longer prefix, with an underscore or a digit. */
async function serviceDatabases(databaseUrl: string, prefix: string): Promise<string[]> {
  return withDatabase(databaseUrl, undefined, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1) and not datistemplate order by datname',
      [`${prefix}_`],
    );
    return rows
      .map(({ datname }) => datname)
      .filter((name) => /^(?:[a-z-]+|job_board)$/.test(name.slice(prefix.length + 1)));
  });
}

async function shift(client: Client, milliseconds: number): Promise<string | undefined> {
  const known = await client.query<{ found: boolean }>(
    "select to_regclass('business_clock') is not null as found",
  );
  if (!known.rows[0]?.found) return undefined;
  const { rows } = await client.query<{ now: Date }>(
    "update business_clock set shift = shift + $1::double precision * interval '1 millisecond' returning clock_timestamp() + shift as now",
    [milliseconds],
  );
  return rows[0]?.now.toISOString();
}

async function withDatabase<T>(
  databaseUrl: string,
  database: string | undefined,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const url = new URL(databaseUrl);
  if (database) url.pathname = `/${database}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function millisecondsOf(duration: string): number {
  try {
    return parseDuration(duration);
  } catch (error) {
    if (error instanceof Invalid) throw new CommandFailed(error.sentence, EXIT.usage);
    throw error;
  }
}
