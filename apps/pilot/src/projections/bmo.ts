import { CampaignPurged, RecontactClosed, RecontactDue, RecontactWithdrawn } from '#contracts/bmo';
import { RecontactAssigned } from '#contracts/prospecting';
import { project, projection } from '#messaging/projections';
import { columns, lastOf } from './columns';

/** The employer, unless the campaign is purged already: its facts are of another key, and may come first (BR-59). */
const identityOf = (campaigns: string) =>
  `case when exists (select from ${campaigns} p where p.campaign_id = t.campaign_id) then null else t.employer_id end`;

/**
 * Recontacts of communicable answers. Two topics write a row, in any order: each fact owns its columns. Withdrawal
 * erases everything but the id; the purge of a campaign leaves a number in the place of who answered, and the outcome.
 */
export const bmo = projection('bmo', { tables: ['recontact', 'purged_campaign'] }, [
  project(RecontactDue, (tx, table, facts) =>
    tx.query(
      `insert into ${table('recontact')} (recontact_id, employer_id, campaign_id, fap_code, positions, due_at)
         select t.id, ${identityOf(table('purged_campaign'))}, t.campaign_id, t.fap_code, t.positions, t.due_at
           from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::timestamptz[])
             t(id, employer_id, campaign_id, fap_code, positions, due_at)
       on conflict (recontact_id) do update set employer_id = excluded.employer_id,
         campaign_id = excluded.campaign_id, fap_code = excluded.fap_code, positions = excluded.positions,
         due_at = excluded.due_at`,
      columns(
        lastOf(facts, ({ data }) => data.recontactId),
        ({ data }) => data.recontactId,
        ({ data }) => data.employerId,
        ({ data }) => data.campaignId,
        ({ data }) => data.fapCode,
        ({ data }) => data.positions,
        ({ data }) => data.dueAt,
      ),
    ),
  ),
  project(RecontactAssigned, (tx, table, facts) =>
    tx.query(
      `insert into ${table('recontact')} (recontact_id, assigned_at, partner_id)
         select * from unnest($1::uuid[], $2::timestamptz[], $3::uuid[])
       on conflict (recontact_id) do update set assigned_at = excluded.assigned_at, partner_id = excluded.partner_id`,
      columns(
        lastOf(facts, ({ data }) => data.recontactId),
        ({ data }) => data.recontactId,
        ({ occurredAt }) => occurredAt,
        ({ data }) => data.partnerId,
      ),
    ),
  ),
  project(RecontactWithdrawn, (tx, table, facts) =>
    tx.query(
      `update ${table('recontact')} r set withdrawn_at = t.at, employer_id = null, campaign_id = null, fap_code = null,
          positions = null, due_at = null, closed_at = null, outcome = null, still_open = null
         from unnest($1::uuid[], $2::timestamptz[]) t(id, at) where r.recontact_id = t.id`,
      columns(
        lastOf(facts, ({ data }) => data.recontactId),
        ({ data }) => data.recontactId,
        ({ data }) => data.withdrawnAt,
      ),
    ),
  ),
  project(RecontactClosed, (tx, table, facts) =>
    tx.query(
      `update ${table('recontact')} r set closed_at = t.at, outcome = t.outcome, still_open = t.still_open
         from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::int[]) t(id, at, outcome, still_open)
        where r.recontact_id = t.id`,
      columns(
        lastOf(facts, ({ data }) => data.recontactId),
        ({ data }) => data.recontactId,
        ({ data }) => data.closedAt,
        ({ data }) => data.outcome,
        ({ data }) => data.stillOpen,
      ),
    ),
  ),
  project(CampaignPurged, async (tx, table, facts) => {
    await tx.query(
      `insert into ${table('purged_campaign')} (campaign_id, territory_id)
         select * from unnest($1::uuid[], $2::uuid[]) on conflict do nothing`,
      columns(
        facts,
        ({ data }) => data.campaignId,
        ({ data }) => data.territoryId,
      ),
    );
    await tx.query(
      `update ${table('recontact')} r set employer_id = null, respondent = t.respondent
         from (select recontact_id, dense_rank() over (partition by campaign_id order by employer_id) as respondent
                 from ${table('recontact')} where campaign_id = any($1::uuid[]) and employer_id is not null) t
        where r.recontact_id = t.recontact_id`,
      columns(facts, ({ data }) => data.campaignId),
    );
  }),
]);
