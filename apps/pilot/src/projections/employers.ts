import {
  EmployerChanged,
  EmployerClosed,
  EmployerRegistered,
  EmployerSegmented,
  PartnerEmployerKnown,
  SegmentationAdopted,
} from '#contracts/segmentation';
import { project, projection, type TableOf } from '#messaging/projections';
import type { Received } from '#messaging/received';
import type { Transaction } from '#messaging/unit-of-work';
import { columns } from './columns';

const keepStates = (
  tx: Transaction,
  table: TableOf,
  facts: readonly Received<EmployerRegistered | EmployerChanged>[],
) =>
  tx.query(
    `insert into ${table('employer_state')} (employer_id, version, at, siret, public_name, commune_code,
        territory_id, partial_diffusion, active)
       select * from unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[],
         $7::uuid[], $8::boolean[], $9::boolean[])
     on conflict do nothing`,
    columns(
      facts,
      ({ data }) => data.employerId,
      ({ version }) => version,
      ({ occurredAt }) => occurredAt,
      ({ data }) => data.siret,
      ({ data }) => data.publicName,
      ({ data }) => data.communeCode,
      ({ data }) => data.territoryId,
      ({ data }) => data.partialDiffusion,
      ({ data }) => data.active,
    ),
  );

/** Employers with their history, so that a figure can be read as things stood. */
export const employers = projection(
  'employers',
  { tables: ['employer_state', 'employer_segment', 'segment_label', 'partner_employer'] },
  [
    project(EmployerRegistered, keepStates),
    project(EmployerChanged, keepStates),
    // A closure to confirm leaves the employer active until it is confirmed (BR-09).
    project(EmployerClosed, (tx, table, facts) =>
      tx.query(
        `insert into ${table('employer_state')} (employer_id, version, at, active)
           select id, version, at, false from unnest($1::uuid[], $2::bigint[], $3::timestamptz[]) t(id, version, at)
         on conflict do nothing`,
        columns(
          facts.filter(({ data }) => data.confirmed),
          ({ data }) => data.employerId,
          ({ version }) => version,
          ({ occurredAt }) => occurredAt,
        ),
      ),
    ),
    project(EmployerSegmented, (tx, table, facts) =>
      tx.query(
        `insert into ${table('employer_segment')} (employer_id, version, at, segment)
           select * from unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::text[])
         on conflict do nothing`,
        columns(
          facts,
          ({ data }) => data.employerId,
          ({ version }) => version,
          ({ occurredAt }) => occurredAt,
          ({ data }) => data.segment,
        ),
      ),
    ),
    project(SegmentationAdopted, (tx, table, facts) => {
      const labels = facts.flatMap(({ data }) =>
        data.segments.map(({ code, label }) => ({ territoryId: data.territoryId, code, label })),
      );
      const last = [...new Map(labels.map((one) => [`${one.territoryId} ${one.code}`, one])).values()];
      return tx.query(
        `insert into ${table('segment_label')} (territory_id, segment, label)
           select * from unnest($1::uuid[], $2::text[], $3::text[])
         on conflict (territory_id, segment) do update set label = excluded.label`,
        columns(
          last,
          (one) => one.territoryId,
          (one) => one.code,
          (one) => one.label,
        ),
      );
    }),
    project(PartnerEmployerKnown, (tx, table, facts) =>
      tx.query(
        `insert into ${table('partner_employer')} (employer_id, partner_id)
           select distinct * from unnest($1::uuid[], $2::uuid[]) on conflict do nothing`,
        columns(
          facts,
          ({ data }) => data.employerId,
          ({ data }) => data.partnerId,
        ),
      ),
    ),
  ],
);
