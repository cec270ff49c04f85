import { AgentChanged, PartnerRegistered } from '#contracts/partnership';
import { ContactQuarantined, ContactRecorded, ContactRefused } from '#contracts/prospecting';
import { project, projection } from '#messaging/projections';

/**
 * What the gateway knows of others: who may enter, and what became of the reports. A report's outcomes come under two
 * keys (the SIRET, then the employer), so in any order: a quarantine never covers what came of it.
 */
export const projections = [
  projection('partner_ref', { tables: ['partner_ref'] }, [
    project(PartnerRegistered, (tx, table, facts) =>
      tx.query(
        `insert into ${table('partner_ref')} (partner_id, code, name)
         select distinct on (id) id, code, name
         from unnest($1::uuid[], $2::text[], $3::text[]) with ordinality t(id, code, name, at) order by id, at desc
         on conflict (partner_id) do update set code = excluded.code, name = excluded.name`,
        [
          facts.map(({ data }) => data.partnerId),
          facts.map(({ data }) => data.code),
          facts.map(({ data }) => data.name),
        ],
      ),
    ),
  ]),
  projection('agent_ref', { tables: ['agent_ref'] }, [
    project(AgentChanged, (tx, table, facts) =>
      tx.query(
        `insert into ${table('agent_ref')} (agent_id, partner_id, active)
         select distinct on (id) id, partner, active
         from unnest($1::uuid[], $2::uuid[], $3::boolean[]) with ordinality t(id, partner, active, at)
         order by id, at desc
         on conflict (agent_id) do update set active = excluded.active`,
        [
          facts.map(({ data }) => data.agentId),
          facts.map(({ data }) => data.partnerId),
          facts.map(({ data }) => data.active),
        ],
      ),
    ),
  ]),
  projection('report_outcome', { tables: ['report_outcome'] }, [
    project(ContactRecorded, (tx, table, facts) =>
      tx.query(
        `insert into ${table('report_outcome')}
           (report_id, outcome, employer_id, judgement, justification, cool_down_until, decided_at)
         select distinct on (id) id, 'RECORDED', employer, judgement, justification, cool_down, decided
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[])
              with ordinality t(id, employer, judgement, justification, cool_down, decided, at)
         order by id, at desc
         on conflict (report_id) do update set outcome = excluded.outcome, employer_id = excluded.employer_id,
           judgement = excluded.judgement, justification = excluded.justification, reason = null,
           cool_down_until = excluded.cool_down_until, decided_at = excluded.decided_at`,
        [
          facts.map(({ data }) => data.reportId),
          facts.map(({ data }) => data.employerId),
          facts.map(({ data }) => data.judgement),
          facts.map(({ data }) => data.justification ?? null),
          facts.map(({ data }) => data.coolDownUntil ?? null),
          facts.map(({ recordedAt }) => recordedAt),
        ],
      ),
    ),
    project(ContactQuarantined, (tx, table, facts) =>
      tx.query(
        `insert into ${table('report_outcome')} (report_id, outcome, decided_at)
         select distinct on (id) id, 'QUARANTINED', decided
         from unnest($1::uuid[], $2::timestamptz[]) t(id, decided) order by id
         on conflict (report_id) do nothing`,
        [facts.map(({ data }) => data.reportId), facts.map(({ recordedAt }) => recordedAt)],
      ),
    ),
    project(ContactRefused, (tx, table, facts) =>
      tx.query(
        `insert into ${table('report_outcome')} (report_id, outcome, reason, decided_at)
         select distinct on (id) id, 'REFUSED', reason, decided
         from unnest($1::uuid[], $2::text[], $3::timestamptz[]) with ordinality t(id, reason, decided, at)
         order by id, at desc
         on conflict (report_id) do update set outcome = excluded.outcome, reason = excluded.reason,
           decided_at = excluded.decided_at`,
        [
          facts.map(({ data }) => data.reportId),
          facts.map(({ data }) => data.reason),
          facts.map(({ recordedAt }) => recordedAt),
        ],
      ),
    ),
  ]),
];
