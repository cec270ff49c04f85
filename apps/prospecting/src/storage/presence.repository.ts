import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging/unit-of-work';
import type { Presence } from '../domain/absence';
import type { Standby } from '../domain/planned-visit';

const PRESENCE = `
  select a.agent_id as "agentId", a.partner_id as "partnerId", a.unit_id as "unitId", a.active,
         coalesce((select jsonb_agg(jsonb_build_object('from', r.absent_from, 'until', r.absent_until)
                     order by r.absent_from) from absence_ref r where r.agent_id = a.agent_id), '[]') as absences
    from agent_ref a`;

/** An agent as partnership told it, with its partner. */
export interface KnownAgent extends Presence {
  readonly partnerId: string;
}

/** Who is there and who is away: read from what partnership told. */
@Injectable()
export class PresenceRepository {
  ofUnit(tx: Transaction, unitId: string | null): Promise<KnownAgent[]> {
    return tx.query<KnownAgent>(`${PRESENCE} where a.unit_id = $1 order by a.agent_id`, [unitId]);
  }

  async ofAgents(tx: Transaction, agentIds: readonly string[]): Promise<Map<string, KnownAgent>> {
    const rows = await tx.query<KnownAgent>(`${PRESENCE} where a.agent_id = any($1::uuid[])`, [agentIds]);
    return new Map(rows.map((row) => [row.agentId, row]));
  }

  /** Agents with whoever stands in for each. */
  async standbysOf(tx: Transaction, agentIds: readonly string[]): Promise<Map<string, Standby>> {
    const wanted = [...new Set(agentIds)];
    const rows = await tx.query<{ agentId: string; backupId: string }>(
      `select agent_id as "agentId", backup_agent_id as "backupId" from agent_backup where agent_id = any($1::uuid[])`,
      [wanted],
    );
    const backupOf = new Map(rows.map((row) => [row.agentId, row.backupId]));
    const agents = await this.ofAgents(tx, [...wanted, ...backupOf.values()]);
    return new Map(
      wanted.map((agentId) => [
        agentId,
        { agent: agents.get(agentId), backup: agents.get(backupOf.get(agentId) ?? '') },
      ]),
    );
  }

  async keepBackup(
    tx: Transaction,
    one: { agentId: string; partnerId: string; backupAgentId: string; by: string },
  ): Promise<void> {
    await tx.query(
      `insert into agent_backup (agent_id, partner_id, backup_agent_id, named_at, named_by) values ($1, $2, $3, $4, $5)
       on conflict (agent_id) do update set partner_id = excluded.partner_id, backup_agent_id = excluded.backup_agent_id,
          named_at = excluded.named_at, named_by = excluded.named_by`,
      [one.agentId, one.partnerId, one.backupAgentId, tx.now, one.by],
    );
  }

  async endBackup(tx: Transaction, agentId: string): Promise<void> {
    await tx.query('delete from agent_backup where agent_id = $1', [agentId]);
  }
}
