import { ContactRecorded, LeadEnded, LeadGranted, LeaseOpened, PlanAdopted } from '#contracts/prospecting';
import { project, projection } from '#messaging/projections';
import { columns, lastOf } from './columns';

/** Contacts as judged: the last word on each visit, by employer, for a corrected SIRET moves a visit. */
export const contacts = projection('contacts', { tables: ['contact'] }, [
  project(ContactRecorded, (tx, table, facts) =>
    tx.query(
      `insert into ${table('contact')} as c (employer_id, visit_key, version, territory_id, partner_id, occurred_at,
          status, channel, judgement, justification, joint_with, lead_partner_id, first_contact, plan_id)
         select t.employer_id, t.visit_key, t.version, t.territory_id, t.partner_id, t.occurred_at, t.status,
           t.channel, t.judgement, t.justification, array(select jsonb_array_elements_text(t.joint_with)::uuid),
           t.lead_partner_id, t.first_contact, t.plan_id
           from unnest($1::uuid[], $2::text[], $3::bigint[], $4::uuid[], $5::uuid[], $6::timestamptz[], $7::text[],
             $8::text[], $9::text[], $10::text[], $11::jsonb[], $12::uuid[], $13::boolean[], $14::uuid[])
             t(employer_id, visit_key, version, territory_id, partner_id, occurred_at, status, channel, judgement,
               justification, joint_with, lead_partner_id, first_contact, plan_id)
       on conflict (employer_id, visit_key) do update set version = excluded.version,
         territory_id = excluded.territory_id, occurred_at = excluded.occurred_at, status = excluded.status,
         channel = excluded.channel, judgement = excluded.judgement, justification = excluded.justification,
         joint_with = excluded.joint_with, lead_partner_id = excluded.lead_partner_id,
         first_contact = excluded.first_contact, plan_id = excluded.plan_id
       where excluded.version > c.version`,
      columns(
        lastOf(facts, ({ data }) => `${data.employerId} ${data.visitKey}`),
        ({ data }) => data.employerId,
        ({ data }) => data.visitKey,
        ({ version }) => version,
        ({ data }) => data.territoryId,
        ({ data }) => data.partnerId,
        ({ data }) => data.occurredAt,
        ({ data }) => data.status,
        ({ data }) => data.channel,
        ({ data }) => data.judgement,
        ({ data }) => data.justification,
        ({ data }) => JSON.stringify(data.jointWith ?? []),
        ({ data }) => data.leadPartnerId,
        ({ data }) => data.firstContact,
        ({ data }) => data.planId,
      ),
    ),
  ),
]);

/** Who led whom, since when, and whether an agent took it. */
export const leads = projection('leads', { tables: ['lead', 'plan'] }, [
  project(LeadGranted, (tx, table, facts) =>
    tx.query(
      `insert into ${table('lead')} (lead_id, employer_id, territory_id, partner_id, origin, plan_id, granted_at)
         select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::timestamptz[])
       on conflict (lead_id) do nothing`,
      columns(
        facts,
        ({ data }) => data.leadId,
        ({ data }) => data.employerId,
        ({ data }) => data.territoryId,
        ({ data }) => data.partnerId,
        ({ data }) => data.origin,
        ({ data }) => data.planId,
        ({ data }) => data.from,
      ),
    ),
  ),
  project(LeaseOpened, (tx, table, facts) =>
    tx.query(
      `update ${table('lead')} l set taken_at = least(l.taken_at, t.at)
         from (select id, min(at) as at from unnest($1::uuid[], $2::timestamptz[]) u(id, at) group by id) t
        where l.lead_id = t.id`,
      columns(
        facts,
        ({ data }) => data.leadId,
        ({ occurredAt }) => occurredAt,
      ),
    ),
  ),
  project(LeadEnded, (tx, table, facts) =>
    tx.query(
      `update ${table('lead')} l set ended_at = t.at, end_reason = t.reason
         from unnest($1::uuid[], $2::timestamptz[], $3::text[]) t(id, at, reason) where l.lead_id = t.id`,
      columns(
        lastOf(facts, ({ data }) => data.leadId),
        ({ data }) => data.leadId,
        ({ data }) => data.endedAt,
        ({ data }) => data.reason,
      ),
    ),
  ),
  project(PlanAdopted, (tx, table, facts) =>
    tx.query(
      `insert into ${table('plan')} (plan_id, territory_id, name, from_day, until_day, adopted_at, assigned)
         select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::date[], $6::timestamptz[], $7::int[])
       on conflict (plan_id) do nothing`,
      columns(
        facts,
        ({ data }) => data.planId,
        ({ data }) => data.territoryId,
        ({ data }) => data.name,
        ({ data }) => data.from,
        ({ data }) => data.until,
        ({ occurredAt }) => occurredAt,
        ({ data }) => data.assigned,
      ),
    ),
  ),
]);
