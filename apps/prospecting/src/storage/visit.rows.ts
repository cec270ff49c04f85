import type { Transaction } from '#messaging/unit-of-work';
import type { Verdict, Visit } from '../domain/visit';

interface VisitRow extends Omit<Visit, 'verdict'>, Omit<Verdict, 'status' | 'occurredAt'> {
  readonly toldStatus: Visit['status'];
  readonly toldAt: Date;
}

/** The visits of employers, in the order in which they were first told. */
export async function visitsOf(
  tx: Transaction,
  employerIds: readonly string[],
): Promise<Map<string, Visit[]>> {
  const rows = await tx.query<VisitRow>(
    `select visit_key as "visitKey", employer_id as "employerId", partner_id as "partnerId", unit_id as "unitId",
            agent_id as "agentId", source_system as "sourceSystem", siret, report_id as "reportId", revision,
            occurred_at as "occurredAt", received_at as "receivedAt", status, channel, initiative,
            joint_with as "jointWith", not_before as "notBefore", not_now as "notNow", backfill, arrival,
            judgement, justification, lead_partner_id as "leadPartnerId", plan_id as "planId",
            first_contact as "firstContact", cool_down_until as "coolDownUntil", merged_into as "mergedInto",
            told_status as "toldStatus", told_at as "toldAt", made_with as "madeWith", joined_to as "joinedTo",
            same_as as "sameAs"
       from visit where employer_id = any($1::uuid[]) order by employer_id, arrival`,
    [employerIds],
  );
  const visits = new Map<string, Visit[]>();
  for (const row of rows) {
    const own = visits.get(row.employerId);
    if (own) own.push(visitOf(row));
    else visits.set(row.employerId, [visitOf(row)]);
  }
  return visits;
}

function visitOf(row: VisitRow): Visit {
  const {
    judgement,
    justification,
    leadPartnerId,
    planId,
    firstContact,
    coolDownUntil,
    mergedInto,
    madeWith,
    ...rest
  } = row;
  const { toldStatus, toldAt, ...state } = rest;
  const verdict: Verdict = {
    judgement,
    justification,
    leadPartnerId,
    planId,
    firstContact,
    coolDownUntil,
    mergedInto,
    madeWith,
    status: toldStatus,
    occurredAt: toldAt,
  };
  return { ...state, verdict };
}

export async function saveVisits(tx: Transaction, visits: readonly Visit[]): Promise<void> {
  if (visits.length === 0) return;
  const rows = visits.map(({ verdict, ...state }) => ({
    ...verdict,
    toldStatus: verdict?.status,
    toldAt: verdict?.occurredAt,
    ...state,
  }));
  await tx.query(
    `insert into visit (visit_key, employer_id, partner_id, unit_id, agent_id, source_system, siret, report_id, revision,
        occurred_at, received_at, status, channel, initiative, joint_with, not_before, backfill, arrival, judgement,
        justification, lead_partner_id, plan_id, first_contact, cool_down_until, merged_into, told_status, told_at,
        made_with, joined_to, same_as, not_now)
      select "visitKey", "employerId", "partnerId", "unitId", "agentId", "sourceSystem", siret, "reportId", revision,
        "occurredAt", "receivedAt", status, channel, initiative, "jointWith", "notBefore", backfill, arrival, judgement,
        justification, "leadPartnerId", "planId", "firstContact", "coolDownUntil", "mergedInto", "toldStatus", "toldAt",
        "madeWith", "joinedTo", "sameAs", "notNow"
      from jsonb_to_recordset($1::jsonb) as t("visitKey" text, "employerId" uuid, "partnerId" uuid, "unitId" uuid,
        "agentId" uuid, "sourceSystem" text, siret text, "reportId" uuid, revision int, "occurredAt" timestamptz,
        "receivedAt" timestamptz, status text, channel text, initiative text, "jointWith" uuid[],
        "notBefore" timestamptz, backfill boolean, arrival int, judgement text, justification text,
        "leadPartnerId" uuid, "planId" uuid, "firstContact" boolean, "coolDownUntil" timestamptz, "mergedInto" text,
        "toldStatus" text, "toldAt" timestamptz, "madeWith" uuid[], "joinedTo" text[], "sameAs" text, "notNow" boolean)
     on conflict (visit_key) do update set unit_id = excluded.unit_id, agent_id = excluded.agent_id,
        source_system = excluded.source_system, siret = excluded.siret, report_id = excluded.report_id,
        revision = excluded.revision, occurred_at = excluded.occurred_at, received_at = excluded.received_at,
        status = excluded.status, channel = excluded.channel, initiative = excluded.initiative,
        joint_with = excluded.joint_with, not_before = excluded.not_before, backfill = excluded.backfill,
        judgement = excluded.judgement, justification = excluded.justification,
        lead_partner_id = excluded.lead_partner_id, plan_id = excluded.plan_id,
        first_contact = excluded.first_contact, cool_down_until = excluded.cool_down_until,
        merged_into = excluded.merged_into, told_status = excluded.told_status, told_at = excluded.told_at,
        made_with = excluded.made_with, joined_to = excluded.joined_to, same_as = excluded.same_as,
        not_now = excluded.not_now
      where visit.employer_id = excluded.employer_id`,
    [JSON.stringify(rows)],
  );
}

/** Some visits as they stand, by their key. */
export async function visitsByKey(
  tx: Transaction,
  keys: readonly string[],
): Promise<
  Map<string, Pick<Visit, 'employerId' | 'partnerId' | 'unitId' | 'status'> & { coolDownUntil: Date | null }>
> {
  const rows = await tx.query<
    Pick<Visit, 'employerId' | 'partnerId' | 'unitId' | 'status'> & {
      key: string;
      coolDownUntil: Date | null;
    }
  >(
    `select visit_key as key, employer_id as "employerId", partner_id as "partnerId", unit_id as "unitId",
            told_status as status, cool_down_until as "coolDownUntil" from visit where visit_key = any($1)`,
    [keys],
  );
  return new Map(rows.map(({ key, ...visit }) => [key, visit]));
}

/** Where each of these visits is recorded, of those that are, and by which software. */
export async function homesOfVisits(
  tx: Transaction,
  keys: readonly string[],
): Promise<Map<string, { employerId: string; sourceSystem: string }>> {
  const rows = await tx.query<{ key: string; employerId: string; sourceSystem: string }>(
    `select visit_key as key, employer_id as "employerId", source_system as "sourceSystem" from visit
      where visit_key = any($1)`,
    [keys],
  );
  return new Map(rows.map(({ key, ...home }) => [key, home]));
}
