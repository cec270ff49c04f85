import { Client } from 'pg';
import { databaseUrlOf } from '#service/config';
import { inService } from '../databases';
import { SERVICES } from '../services';
import { right, type Symptom, wrong } from './checkup';

/** `RETURNING old` is of PostgreSQL 18: the consumer's one statement needs it. */
const OLDEST_SERVER = 180_000;
const MUST_BE_ON = ['fsync', 'full_page_writes', 'synchronous_commit'];
const SKEW_AT_MOST_MS = 1_000;

/** Whether the server keeps what it acknowledges, and agrees with this machine on the time. */
export async function examineServer(serverUrl: string): Promise<Symptom[]> {
  const client = new Client({
    connectionString: databaseUrlOf(serverUrl, 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name = any($1) or name = 'server_version_num'",
      [MUST_BE_ON],
    );
    const settings = new Map(rows.map((row) => [row.name, row.setting]));
    const version = Number(settings.get('server_version_num'));
    const off = MUST_BE_ON.filter((name) => settings.get(name) === 'off');
    const before = Date.now();
    const { rows: clock } = await client.query<{ now: Date }>('select clock_timestamp() as now');
    const skew = Math.abs(clock[0]!.now.getTime() - (before + Date.now()) / 2);
    return [
      version >= OLDEST_SERVER
        ? right('PostgreSQL', `version ${Math.floor(version / 10_000)}`)
        : wrong('PostgreSQL', `version ${Math.floor(version / 10_000)} : il faut la 18 ou plus récente`),
      off.length === 0
        ? right('Durabilité', MUST_BE_ON.join(', '))
        : wrong(
            'Durabilité',
            `${off.join(', ')} désactivé : un fait accepté pourrait être perdu, remettez-le à on`,
          ),
      skew <= SKEW_AT_MOST_MS
        ? right('Horloge', `écart ${Math.round(skew)} ms avec PostgreSQL`)
        : wrong('Horloge', `écart ${Math.round(skew)} ms avec PostgreSQL : réglez l’heure des machines`),
    ];
  } finally {
    await client.end();
  }
}

interface State {
  steps: number;
  shift: string;
  refused: number;
  dead: number;
  waiting: number;
}

/** The databases of the services: migrated, at one business time, with nothing stuck. */
export async function examineServices(): Promise<Symptom[]> {
  const symptoms: Symptom[] = [];
  const shifts = new Set<string>();
  for (const service of SERVICES) {
    try {
      const { rows } = await inService(service, (client) =>
        client.query<State>(`select (select count(*) from schema_migration) as steps, (select shift::text from business_clock) as shift,
          (select count(*) from outbox_pending where refused_at is not null) as refused,
          (select count(*) from parked_key where state = 'DEAD') as dead,
          (select count(*) from outbox_pending where pending_since < clock_timestamp() - interval '1 minute') as waiting`),
      );
      const state = rows[0]!;
      shifts.add(state.shift);
      symptoms.push(stateOf(service, state));
    } catch (error) {
      symptoms.push(
        wrong(
          service,
          `base illisible (${(error as Error).message}) : démarrez le service, il la met à jour`,
        ),
      );
    }
  }
  if (shifts.size > 1)
    symptoms.push(
      wrong('Heure métier', `décalages différents (${[...shifts].join(', ')}) : concerto clock advance`),
    );
  return symptoms;
}

function stateOf(service: string, { steps, refused, dead, waiting }: State): Symptom {
  if (refused > 0)
    return wrong(service, `${refused} faits refusés par Kafka : voir outbox_pending.last_error`);
  if (dead > 0) return wrong(service, `${dead} clés attendent une décision : concerto parked ls`);
  if (waiting > 0) return wrong(service, `${waiting} faits attendent Kafka depuis plus d’une minute`);
  return right(service, `${steps} étapes de base, rien en souffrance`);
}
