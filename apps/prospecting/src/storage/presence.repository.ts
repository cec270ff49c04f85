import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging/unit-of-work';
import type { Presence } from '../domain/absence';

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
}
