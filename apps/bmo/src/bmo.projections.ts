import {
  AgreementAmended,
  AgreementEnded,
  AgreementSigned,
  PolicyAdopted,
  TerritoryDefined,
} from '#contracts/partnership';
import { project, projection, type TableOf } from '#messaging/projections';
import type { Received } from '#messaging/received';
import type { Transaction } from '#messaging/unit-of-work';
import { employerRefProjection } from '#service/employer-ref';

const lastBy = <T extends object>(facts: readonly Received<T>[], id: (data: T) => string): T[] => [
  ...new Map(facts.map(({ data }) => [id(data), data])).values(),
];

const keepTerms = (
  tx: Transaction,
  table: TableOf,
  facts: readonly Received<AgreementSigned | AgreementAmended>[],
) => {
  const last = lastBy(facts, (one) => one.agreementId);
  return tx.query(
    `insert into ${table('agreement_ref')} (agreement_id, territory_id, communicates)
       select * from unnest($1::uuid[], $2::uuid[], $3::boolean[])
     on conflict (agreement_id) do update set communicates = excluded.communicates`,
    [
      last.map((one) => one.agreementId),
      last.map((one) => one.territoryId),
      last.map((one) => one.commitments.some(({ kind }) => kind === 'BMO_COMMUNICATION')),
    ],
  );
};

/** Time zones, policies and the agreements under which answers are communicated. */
const partnership = projection('partnership', { tables: ['territory_ref', 'policy_ref', 'agreement_ref'] }, [
  project(TerritoryDefined, (tx, table, facts) => {
    const last = lastBy(facts, (one) => one.territoryId);
    return tx.query(
      `insert into ${table('territory_ref')} (territory_id, name, time_zone)
           select * from unnest($1::uuid[], $2::text[], $3::text[])
         on conflict (territory_id) do update set name = excluded.name, time_zone = excluded.time_zone`,
      [last.map((one) => one.territoryId), last.map((one) => one.name), last.map((one) => one.timeZone)],
    );
  }),
  project(PolicyAdopted, (tx, table, facts) =>
    tx.query(
      `insert into ${table('policy_ref')} (territory_id, policy_version, effective_from, parameters)
           select * from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::jsonb[]) on conflict do nothing`,
      [
        facts.map(({ data }) => data.territoryId),
        facts.map(({ data }) => data.version),
        facts.map(({ data }) => data.effectiveFrom),
        facts.map(({ data }) => JSON.stringify(data.parameters)),
      ],
    ),
  ),
  project(AgreementSigned, keepTerms),
  project(AgreementAmended, keepTerms),
  project(AgreementEnded, (tx, table, facts) => {
    const last = lastBy(facts, (one) => one.agreementId);
    return tx.query(
      `update ${table('agreement_ref')} a set ended_from = t.day
           from unnest($1::uuid[], $2::date[]) t(id, day) where a.agreement_id = t.id`,
      [last.map((one) => one.agreementId), last.map((one) => one.effectiveFrom)],
    );
  }),
]);

export const projections = [employerRefProjection, partnership];
