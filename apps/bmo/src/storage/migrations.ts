import type { Migration } from '#messaging/migrations';
import { employerRefMigration } from '#service/employer-ref';
import { importsMigration } from '#service/imports/import-jobs.repository';

export const migrations: Migration[] = [
  employerRefMigration,
  importsMigration,
  {
    name: '0001-context',
    sql: `
      create table open_figure (
        year integer, departement text, basin text, fap_code text,
        basin_name text not null, fap_label text not null,
        projects integer, difficult integer, seasonal integer,
        primary key (year, basin, fap_code, departement)
      );`,
  },
  {
    name: '0002-campaigns',
    sql: `
      create table campaign (
        campaign_id uuid primary key,
        territory_id uuid not null,
        year integer not null,
        opened_on date not null,
        purge_on date not null,
        purged_at timestamptz,
        unique (territory_id, year)
      );
      -- Individual answers. Nothing but the due scan and the imports reads this table: what is not communicable stays here.
      create table intention (
        intention_id uuid primary key,
        campaign_id uuid not null references campaign,
        response_id text not null,
        siret text,
        fap_code text not null,
        positions integer,
        seasonal boolean, difficult boolean,
        hiring_month date,
        communicable boolean not null,
        due_on date not null,
        told_at timestamptz,
        withdrawn_at timestamptz,
        unique (campaign_id, response_id, fap_code)
      );
      create index intention_due on intention (due_on) where communicable and told_at is null;
      create table recontact (
        recontact_id uuid primary key,
        campaign_id uuid not null references campaign,
        employer_id uuid not null,
        territory_id uuid not null,
        fap_code text not null,
        positions integer not null,
        seasonal boolean not null, difficult boolean not null,
        hiring_month date,
        due_at timestamptz not null,
        state text not null check (state in ('DUE', 'ASSIGNED', 'CLOSED')),
        partner_id uuid, unit_id uuid,
        call_only boolean not null, not_before timestamptz,
        attempts date[] not null,
        outcome text, hired integer not null, still_open integer not null, postponed_to date,
        closed_at timestamptz
      );
      create index recontact_partner on recontact (partner_id, due_at);
      -- What stays of a purged campaign: no respondent, no day (BR-59).
      create table past_outcome (
        campaign_id uuid not null references campaign,
        fap_code text not null, positions integer not null,
        outcome text not null, hired integer not null, still_open integer not null
      );`,
  },
  {
    name: '0003-partnership',
    sql: `
      create table territory_ref (
        territory_id uuid primary key, name text not null, time_zone text not null
      );
      create table policy_ref (
        territory_id uuid, policy_version integer, effective_from timestamptz not null, parameters jsonb not null,
        primary key (territory_id, policy_version)
      );
      create table agreement_ref (
        agreement_id uuid primary key, territory_id uuid not null, communicates boolean not null, ended_from date
      );`,
  },
];
