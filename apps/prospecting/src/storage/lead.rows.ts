import type { Transaction } from '#messaging/unit-of-work';
import type { Deadline } from '../domain/ladder';
import type { Lead, Lease } from '../domain/lead';

export const LEAD_COLUMNS = `
  l.lead_id as "leadId", l.territory_id as "territoryId", l.employer_id as "employerId", l.partner_id as "partnerId",
  l.unit_id as "unitId", l.starts_at as "from", l.until, l.origin, l.plan_id as "planId",
  l.policy_version as "policyVersion", l.because, l.respond_by as "respondBy", l.ended_at as "endedAt",
  l.end_reason as "endReason", l.release_reason as "releaseReason", l.visited_at as "visitedAt",
  l.reminded_at as "remindedAt", l.queued_at as "queuedAt"`;

interface LeaseRow extends Lease {
  readonly leadId: string;
}

interface DeadlineRow extends Deadline {
  readonly leadId: string;
}

/** The leads of employers, past ones included, oldest first, with their last hold and what falls due. */
export async function leadsOf(tx: Transaction, employerIds: readonly string[]): Promise<Map<string, Lead[]>> {
  const rows = await tx.query<Lead>(
    `select ${LEAD_COLUMNS} from lead l where l.employer_id = any($1::uuid[]) order by l.starts_at, l.lead_id`,
    [employerIds],
  );
  const leads = new Map<string, Lead[]>();
  if (rows.length === 0) return leads;
  const leadIds = rows.map((row) => row.leadId);
  const leases = await tx.query<LeaseRow>(
    `select distinct on (lead_id) lead_id as "leadId", lease_id as "leaseId", agent_id as "agentId",
            opened_at as "openedAt", until, ended_at as "endedAt", end_reason as "endReason", extensions,
            asked_for as "askedFor"
       from lease where lead_id = any($1::uuid[]) order by lead_id, opened_at desc`,
    [leadIds],
  );
  const deadlines = await tx.query<DeadlineRow>(
    `select lead_id as "leadId", kind, due_at as "dueAt" from deadline where lead_id = any($1::uuid[]) order by due_at, kind`,
    [leadIds],
  );
  const leaseOf = new Map(leases.map(({ leadId, ...lease }) => [leadId, lease]));
  const dueOf = new Map<string, Deadline[]>();
  for (const { leadId, kind, dueAt } of deadlines)
    dueOf.set(leadId, [...(dueOf.get(leadId) ?? []), { kind, dueAt }]);
  for (const row of rows) {
    const lead: Lead = {
      ...row,
      lease: leaseOf.get(row.leadId) ?? null,
      deadlines: dueOf.get(row.leadId) ?? [],
    };
    leads.set(row.employerId, [...(leads.get(row.employerId) ?? []), lead]);
  }
  return leads;
}

/** Writes leads with their hold and deadlines, and tells partners' software of what began and ended. */
export async function saveLeads(
  tx: Transaction,
  leads: readonly Lead[],
  known: ReadonlySet<string>,
): Promise<void> {
  if (leads.length === 0) return;
  await updateLeads(
    tx,
    leads.filter((lead) => known.has(lead.leadId)),
  );
  await insertLeads(
    tx,
    leads.filter((lead) => !known.has(lead.leadId)),
  );
  await saveLeases(
    tx,
    leads.flatMap((lead) => (lead.lease ? [{ ...lead.lease, lead }] : [])),
  );
  await saveDeadlines(tx, leads);
}

const INSERT = `
  insert into lead (lead_id, territory_id, employer_id, partner_id, unit_id, during, starts_at, until, origin, plan_id,
      policy_version, because, respond_by)
    select "leadId", "territoryId", "employerId", "partnerId", "unitId", tstzrange("from", until), "from", until, origin,
           "planId", "policyVersion", because, "respondBy"
      from jsonb_to_recordset($1::jsonb) as t("leadId" uuid, "territoryId" uuid, "employerId" uuid, "partnerId" uuid,
           "unitId" uuid, "from" timestamptz, until timestamptz, origin text, "planId" uuid, "policyVersion" int,
           because text, "respondBy" timestamptz)
     order by "employerId"`;

/** Begins leads; a second lead on an employer is an error of the database's, whoever decided it. */
async function insertLeads(tx: Transaction, leads: readonly Lead[]): Promise<void> {
  if (leads.length === 0) return;
  await tx.query(INSERT, [JSON.stringify(leads)]);
  await noteGranted(tx, leads);
}

/** Begins leads where nobody leads; returns those that began. What is held already stays, never stolen. */
export async function insertFreeLeads(tx: Transaction, leads: readonly Lead[]): Promise<Lead[]> {
  const rows = await tx.query<{ lead_id: string }>(`${INSERT} on conflict do nothing returning lead_id`, [
    JSON.stringify(leads),
  ]);
  const begun = new Set(rows.map((row) => row.lead_id));
  const own = leads.filter((lead) => begun.has(lead.leadId));
  await noteGranted(tx, own);
  await saveDeadlines(tx, own);
  return own;
}

async function noteGranted(tx: Transaction, leads: readonly Lead[]): Promise<void> {
  await tx.query(
    `insert into assignment_event (partner_id, lead_id, kind, at)
       select partner, lead, 'GRANTED', at from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) t(partner, lead, at)`,
    [leads.map((one) => one.partnerId), leads.map((one) => one.leadId), leads.map((one) => one.from)],
  );
}

async function updateLeads(tx: Transaction, leads: readonly Lead[]): Promise<void> {
  if (leads.length === 0) return;
  await tx.query(
    `with t as (
       select * from jsonb_to_recordset($1::jsonb) as t("leadId" uuid, "endedAt" timestamptz, "endReason" text,
         "releaseReason" text, "visitedAt" timestamptz, "remindedAt" timestamptz, "queuedAt" timestamptz,
         "respondBy" timestamptz)
     ), ended as (
       insert into assignment_event (partner_id, lead_id, kind, at)
         select l.partner_id, l.lead_id, 'ENDED', t."endedAt" from t join lead l on l.lead_id = t."leadId"
          where l.ended_at is null and t."endedAt" is not null
     )
     update lead l set ended_at = t."endedAt", end_reason = t."endReason", release_reason = t."releaseReason",
         visited_at = t."visitedAt", reminded_at = t."remindedAt", queued_at = t."queuedAt", respond_by = t."respondBy",
         during = case when t."endedAt" is null then l.during
                       when t."endedAt" <= l.starts_at then 'empty'::tstzrange
                       else tstzrange(l.starts_at, least(t."endedAt", l.until)) end
       from t where l.lead_id = t."leadId"`,
    [JSON.stringify(leads)],
  );
}

async function saveLeases(tx: Transaction, leases: readonly (Lease & { lead: Lead })[]): Promise<void> {
  if (leases.length === 0) return;
  await tx.query(
    `insert into lease (lease_id, lead_id, employer_id, agent_id, opened_at, until, ended_at, end_reason, extensions, asked_for)
       select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::timestamptz[],
         $7::timestamptz[], $8::text[], $9::int[], $10::date[])
     on conflict (lease_id) do update set until = excluded.until, ended_at = excluded.ended_at,
        end_reason = excluded.end_reason, extensions = excluded.extensions, asked_for = excluded.asked_for`,
    [
      leases.map((one) => one.leaseId),
      leases.map((one) => one.lead.leadId),
      leases.map((one) => one.lead.employerId),
      leases.map((one) => one.agentId),
      leases.map((one) => one.openedAt),
      leases.map((one) => one.until),
      leases.map((one) => one.endedAt),
      leases.map((one) => one.endReason),
      leases.map((one) => one.extensions ?? 0),
      leases.map((one) => one.askedFor ?? null),
    ],
  );
}

async function saveDeadlines(tx: Transaction, leads: readonly Lead[]): Promise<void> {
  if (leads.length === 0) return;
  const due = leads.flatMap((lead) =>
    lead.deadlines.map((deadline) => ({ ...deadline, leadId: lead.leadId })),
  );
  await tx.query('delete from deadline where lead_id = any($1::uuid[])', [leads.map((lead) => lead.leadId)]);
  await tx.query(
    'insert into deadline (lead_id, kind, due_at) select * from unnest($1::uuid[], $2::text[], $3::timestamptz[])',
    [due.map((one) => one.leadId), due.map((one) => one.kind), due.map((one) => one.dueAt)],
  );
}
