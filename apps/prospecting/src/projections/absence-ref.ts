import { AgentChanged } from '#contracts/partnership';
import { localDateOf } from '#domain/local-date';
import { project, projection } from '#messaging/projections';

/**
 * Every absence of agents, as it turned out. A fact gives the absence of now and nothing of the past: one that it no
 * longer names was called off when it had not begun, and else ended on the day before.
 */
export const absenceRef = projection('absence_ref', { tables: ['absence_ref'] }, [
  project(AgentChanged, async (tx, table, facts) => {
    for (const { data, occurredAt } of facts) {
      const { agentId, absentFrom = null, absentUntil = null } = data;
      const day = localDateOf(occurredAt);
      await tx.query(
        `delete from ${table('absence_ref')} where agent_id = $1 and absent_from >= $2
            and absent_from is distinct from $3`,
        [agentId, day, absentFrom],
      );
      await tx.query(
        `update ${table('absence_ref')} set absent_until = $2::date - 1
          where agent_id = $1 and absent_from < $2 and (absent_until is null or absent_until >= $2)
            and absent_from is distinct from $3`,
        [agentId, day, absentFrom],
      );
      if (absentFrom === null) continue;
      await tx.query(
        `insert into ${table('absence_ref')} (agent_id, absent_from, absent_until) values ($1, $2, $3)
         on conflict (agent_id, absent_from) do update set absent_until = excluded.absent_until`,
        [agentId, absentFrom, absentUntil],
      );
    }
  }),
]);
