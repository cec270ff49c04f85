import { inService } from '../databases';
import { right, type Symptom, wrong } from './checkup';

/** First key of the locks by which instances of prospecting own running plans. */
const PLAN_LOCK = 4_431_010;

/** Whether somebody follows each running plan: without an owner its prospects wait, and nothing is lost. */
export async function examineRunningPlans(): Promise<Symptom[]> {
  const { rows } = await inService('prospecting', (client) =>
    client.query<{ open: number; owned: number }>(
      `select (select count(*) from plan_stream where open) as open,
              (select count(*) from pg_locks l join pg_database d on d.oid = l.database
                where l.locktype = 'advisory' and l.classid = $1 and l.granted and d.datname = current_database()) as owned`,
      [PLAN_LOCK],
    ),
  );
  const { open, owned } = rows[0]!;
  return [
    open > owned
      ? wrong('Plans en cours', `${open - owned} sans moteur : démarrez prospecting, les prospects attendent`)
      : right('Plans en cours', `${open} suivis`),
  ];
}
