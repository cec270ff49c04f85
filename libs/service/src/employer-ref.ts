import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  EmployerChanged,
  EmployerClosed,
  EmployerRegistered,
  EmployerSegmented,
} from '#contracts/segmentation';
import type { Migration } from '#messaging/migrations';
import { type Projection, project, projection, type TableOf } from '#messaging/projections';
import type { Received } from '#messaging/received';
import { openUnit, type Transaction } from '#messaging/unit-of-work';

/** An employer as a service with a door that takes a SIRET knows it. */
export interface EmployerRef {
  employerId: string;
  siret: string;
  publicName: string | null;
  communeCode: string;
  territoryId: string | null;
  nafCode: string | null;
  headcountBand: string;
  partialDiffusion: boolean;
  active: boolean;
  segment: string | null;
  knownByPartners: number;
}

export const employerRefMigration: Migration = {
  name: 'service-0001-employer-ref',
  sql: `
    create table employer_ref (
      employer_id uuid primary key,
      siret text not null,
      public_name text,
      commune_code text not null,
      territory_id uuid,
      naf_code text,
      headcount_band text not null,
      partial_diffusion boolean not null,
      active boolean not null,
      segment text,
      known_by_partners integer not null default 0
    );
    create index employer_ref_territory on employer_ref (territory_id);
    create table employer_siret (
      siret text primary key,
      employer_id uuid not null
    );
  `,
};

type Profile = EmployerRegistered | EmployerChanged;

async function keepProfiles(
  tx: Transaction,
  table: TableOf,
  facts: readonly Received<Profile>[],
): Promise<void> {
  const last = [...new Map(facts.map((fact) => [fact.key, fact.data])).values()];
  await tx.query(
    `insert into ${table('employer_ref')} as e (employer_id, siret, public_name, commune_code, territory_id, naf_code,
        headcount_band, partial_diffusion, active)
      select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::boolean[], $9::boolean[])
     on conflict (employer_id) do update set siret = excluded.siret, public_name = excluded.public_name,
        commune_code = excluded.commune_code, territory_id = excluded.territory_id, naf_code = excluded.naf_code,
        headcount_band = excluded.headcount_band, partial_diffusion = excluded.partial_diffusion, active = excluded.active`,
    [
      last.map((one) => one.employerId),
      last.map((one) => one.siret),
      last.map((one) => one.publicName ?? null),
      last.map((one) => one.communeCode),
      last.map((one) => one.territoryId ?? null),
      last.map((one) => one.nafCode ?? null),
      last.map((one) => one.headcountBand),
      last.map((one) => one.partialDiffusion),
      last.map((one) => one.active),
    ],
  );
  const sirets = [...new Map(facts.map(({ data }) => [data.siret, data.employerId])).entries()];
  await tx.query(
    `insert into ${table('employer_siret')} (siret, employer_id) select * from unnest($1::text[], $2::uuid[])
     on conflict (siret) do update set employer_id = excluded.employer_id`,
    [sirets.map(([siret]) => siret), sirets.map(([, employerId]) => employerId)],
  );
}

/** The one projection of who an employer is, for every service whose door takes a SIRET (ARCHITECTURE). */
export const employerRefProjection: Projection = projection(
  'employer_ref',
  { tables: ['employer_ref', 'employer_siret'] },
  [
    project(EmployerRegistered, keepProfiles),
    project(EmployerChanged, keepProfiles),
    project(EmployerClosed, (tx, table, facts) =>
      tx.query(`update ${table('employer_ref')} set active = false where employer_id = any($1::uuid[])`, [
        facts.map((fact) => fact.data.employerId),
      ]),
    ),
    project(EmployerSegmented, (tx, table, facts) => {
      const last = [...new Map(facts.map((fact) => [fact.key, fact.data])).values()];
      return tx.query(
        `update ${table('employer_ref')} e set segment = t.segment, known_by_partners = t.known
           from unnest($1::uuid[], $2::text[], $3::int[]) t(id, segment, known) where e.employer_id = t.id`,
        [
          last.map((one) => one.employerId),
          last.map((one) => one.segment),
          last.map((one) => one.knownByPartners),
        ],
      );
    }),
  ],
);

const COLUMNS = `e.employer_id as "employerId", e.siret, e.public_name as "publicName", e.commune_code as "communeCode",
  e.territory_id as "territoryId", e.naf_code as "nafCode", e.headcount_band as "headcountBand",
  e.partial_diffusion as "partialDiffusion", e.active, e.segment, e.known_by_partners as "knownByPartners"`;

/** Looks employers up, in the open unit of work when there is one. */
@Injectable()
export class EmployerRefs {
  constructor(private readonly dataSource: DataSource) {}

  /** By any SIRET that ever stood for them: SIRET asked for -> employer. Unknown ones are absent. */
  async bySiret(sirets: readonly string[]): Promise<Map<string, EmployerRef>> {
    const rows = await this.query<EmployerRef & { asked: string }>(
      `select s.siret as asked, ${COLUMNS} from employer_siret s join employer_ref e using (employer_id) where s.siret = any($1)`,
      [sirets],
    );
    return new Map(rows.map(({ asked, ...employer }) => [asked, employer]));
  }

  async byId(employerIds: readonly string[]): Promise<Map<string, EmployerRef>> {
    const rows = await this.query<EmployerRef>(
      `select ${COLUMNS} from employer_ref e where e.employer_id = any($1::uuid[])`,
      [employerIds],
    );
    return new Map(rows.map((row) => [row.employerId, row]));
  }

  private query<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return openUnit()?.query<Row>(sql, parameters) ?? this.dataSource.query<Row[]>(sql, parameters);
  }
}
