import type { Migration } from '#messaging/migrations';
import { importsMigration } from '#service/imports/import-jobs.repository';

export const migrations: readonly Migration[] = [
  importsMigration,
  {
    name: '0001-reference',
    sql: `
      create table establishment (
        siret text collate "C" primary key,
        active boolean not null,
        employer boolean not null,
        partial_diffusion boolean not null,
        headcount_band text not null,
        naf_code text, naf_version text not null,
        commune_code text collate "C",
        public_name text,
        address text,
        created_on date, closed_on date,
        vintage date not null,
        processed_at text not null,
        once_employer boolean not null
      );
      create index establishment_commune on establishment (commune_code) where once_employer;
      create table commune (
        code text collate "C" primary key,
        name text not null, postal_codes text not null,
        departement text not null, region text not null,
        zone text not null, zone_name text not null,
        basin text not null, basin_name text not null,
        latitude double precision, longitude double precision,
        vintage date not null
      );
      create index commune_basin on commune (basin);
    `,
  },
  {
    name: '0002-employers',
    sql: `
      create table employer (
        employer_id uuid primary key,
        siret text collate "C" not null unique,
        territory_id uuid,
        registered_at timestamptz not null
      );
      create index employer_territory on employer (territory_id, employer_id);
      create table employer_siret (
        siret text collate "C" primary key,
        employer_id uuid not null references employer,
        from_on date, to_on date
      );
      create index employer_siret_employer on employer_siret (employer_id);
      create table partner_record (
        partner_id uuid not null,
        record_id text not null,
        siret text collate "C" not null,
        relation text not null,
        last_contact_on date,
        primary key (partner_id, record_id)
      );
      create index partner_record_siret on partner_record (siret);
      create table partner_known (
        employer_id uuid not null references employer,
        partner_id uuid not null,
        relation text not null,
        last_contact_on date,
        primary key (employer_id, partner_id)
      );
    `,
  },
  {
    name: '0003-segmentations',
    sql: `
      create table segmentation (
        segmentation_id uuid primary key,
        territory_id uuid not null,
        rule_set text not null,
        state text not null check (state in ('DRAFT', 'ADOPTED', 'SUPERSEDED')),
        version integer not null,
        effective_from date not null,
        voices json not null,
        adopted_at timestamptz,
        drafted_at timestamptz not null
      );
      create unique index segmentation_in_force on segmentation (territory_id) where state = 'ADOPTED';
      create unique index segmentation_version on segmentation (territory_id, version) where version > 0;
      create table employer_segment (
        employer_id uuid primary key references employer,
        segmentation_id uuid not null references segmentation,
        segment text not null,
        attributes json not null
      );
      create index employer_segment_segment on employer_segment (segmentation_id, segment);
    `,
  },
  {
    name: '0004-partnership',
    sql: `
      create table territory (
        territory_id uuid primary key,
        code text not null, name text not null,
        time_zone text not null,
        body json not null,
        quorum integer not null
      );
      create table territory_commune (
        commune_code text collate "C",
        territory_id uuid,
        primary key (commune_code, territory_id)
      );
      create index territory_commune_territory on territory_commune (territory_id);
      create table partner_ref (
        partner_id uuid primary key,
        code text not null,
        kind text not null,
        name text not null
      );
      create index partner_ref_code on partner_ref (code);
    `,
  },
];
