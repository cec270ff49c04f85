import type { Sight } from '../domain/caller';
import { LEAD_COLUMNS } from './lead.rows';

export const WORK_STATES = ['TO_TAKE', 'IN_PROGRESS', 'CLOSED'] as const;
export type WorkState = (typeof WORK_STATES)[number];

export interface WorkRow {
  leadId: string;
  employerId: string;
  partnerId: string;
  from: Date;
  origin: string;
  because: string;
  respondBy: Date;
  leaseId: string | null;
  leaseUntil: Date | null;
  agentId: string | null;
  askedFor: string | null;
  remindedAt: Date | null;
  queuedAt: Date | null;
  state: WorkState;
}

const CLOSED_FOR_DAYS = 30;

/** An agent sees its unit’s prospects to take, what it holds, and what those hold for whom it stands in (BR-36); a manager its partner’s; a pilot its territory’s. */
export const WORK = `
  select ${LEAD_COLUMNS}, s.lease_id as "leaseId", s.until as "leaseUntil",
         s.agent_id as "agentId", s.asked_for as "askedFor",
         case when l.visited_at is not null then 'CLOSED' when s.lease_id is not null then 'IN_PROGRESS' else 'TO_TAKE' end as state
    from lead l left join lease s on s.lead_id = l.lead_id and s.ended_at is null
   where (l.visited_at is not null and coalesce(l.ended_at, $1) > $1::timestamptz - make_interval(days => ${CLOSED_FOR_DAYS})
          or l.ended_at is null and l.during @> $1::timestamptz)
     and ($2::uuid is null or l.territory_id = $2)
     and ($3::uuid is null or l.partner_id = $3)
     and (not $4::boolean or (l.unit_id is null or l.unit_id = $5 or s.agent_id = any($6::uuid[]))
          and coalesce(s.agent_id = any($6::uuid[]), true))`;

/** What WORK asks after the instant; `backedUp` are the agents whose prospects the asker looks after. */
export function sightParameters(sight: Sight, backedUp: readonly string[]): unknown[] {
  const territoryId = sight.of === 'territory' ? sight.territoryId : null;
  const partnerId = sight.of === 'territory' ? null : sight.partnerId;
  const own = sight.of === 'unit' ? sight : null;
  return [
    territoryId,
    partnerId,
    own !== null,
    own?.unitId ?? null,
    own?.agentId ? [own.agentId, ...backedUp] : [],
  ];
}
