import {
  AgreementAmended,
  AgreementEnded,
  AgreementSigned,
  AgreementSuspended,
  PartnerRegistered,
  PolicyAdopted,
  TerritoryDefined,
} from '#contracts/partnership';
import { project, projection, type TableOf } from '#messaging/projections';
import type { Received } from '#messaging/received';
import type { Transaction } from '#messaging/unit-of-work';
import { columns, lastOf } from './columns';

const keepTerms = (
  tx: Transaction,
  table: TableOf,
  facts: readonly Received<AgreementSigned | AgreementAmended>[],
) =>
  tx.query(
    `insert into ${table('agreement')} as a (agreement_id, territory_id, commitments, effective_from)
       select * from unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::date[])
     on conflict (agreement_id) do update set commitments = excluded.commitments,
       effective_from = least(a.effective_from, excluded.effective_from), suspended_from = null`,
    columns(
      lastOf(facts, ({ data }) => data.agreementId),
      ({ data }) => data.agreementId,
      ({ data }) => data.territoryId,
      ({ data }) => JSON.stringify(data.commitments),
      ({ data }) => data.effectiveFrom,
    ),
  );

const keepEnd =
  (column: 'suspended_from' | 'ended_from') =>
  (tx: Transaction, table: TableOf, facts: readonly Received<AgreementSuspended | AgreementEnded>[]) =>
    tx.query(
      `update ${table('agreement')} a set ${column} = t.day
         from unnest($1::uuid[], $2::date[]) t(id, day) where a.agreement_id = t.id`,
      columns(
        lastOf(facts, ({ data }) => data.agreementId),
        ({ data }) => data.agreementId,
        ({ data }) => data.effectiveFrom,
      ),
    );

/** Partners, territories, policies and the commitments in force. */
export const partnership = projection(
  'partnership',
  { tables: ['partner', 'territory', 'policy', 'agreement'] },
  [
    project(PartnerRegistered, (tx, table, facts) =>
      tx.query(
        `insert into ${table('partner')} (partner_id, code, kind, name, territory_ids)
           select id, code, kind, name, array(select jsonb_array_elements_text(ids)::uuid)
             from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::jsonb[]) t(id, code, kind, name, ids)
         on conflict (partner_id) do update set code = excluded.code, kind = excluded.kind, name = excluded.name,
           territory_ids = excluded.territory_ids`,
        columns(
          lastOf(facts, ({ data }) => data.partnerId),
          ({ data }) => data.partnerId,
          ({ data }) => data.code,
          ({ data }) => data.kind,
          ({ data }) => data.name,
          ({ data }) => JSON.stringify(data.territoryIds),
        ),
      ),
    ),
    project(TerritoryDefined, (tx, table, facts) =>
      tx.query(
        `insert into ${table('territory')} (territory_id, name, time_zone)
           select * from unnest($1::uuid[], $2::text[], $3::text[])
         on conflict (territory_id) do update set name = excluded.name, time_zone = excluded.time_zone`,
        columns(
          lastOf(facts, ({ data }) => data.territoryId),
          ({ data }) => data.territoryId,
          ({ data }) => data.name,
          ({ data }) => data.timeZone,
        ),
      ),
    ),
    project(PolicyAdopted, (tx, table, facts) =>
      tx.query(
        `insert into ${table('policy')} (territory_id, policy_version, effective_from, parameters)
           select * from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::jsonb[])
         on conflict (territory_id, policy_version) do nothing`,
        columns(
          facts,
          ({ data }) => data.territoryId,
          ({ data }) => data.version,
          ({ data }) => data.effectiveFrom,
          ({ data }) => JSON.stringify(data.parameters),
        ),
      ),
    ),
    project(AgreementSigned, keepTerms),
    project(AgreementAmended, keepTerms),
    project(AgreementSuspended, keepEnd('suspended_from')),
    project(AgreementEnded, keepEnd('ended_from')),
  ],
);
