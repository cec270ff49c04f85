import type { Migration } from '#messaging/migrations';

/** What other services told: rebuilt by replay, read by our decisions. */
export const references: Migration = {
  name: 'prospecting-0002-references',
  sql: `
    create table partner_ref (
      partner_id uuid primary key,
      code text not null,
      kind text not null,
      name text not null,
      territory_ids uuid[] not null
    );
    create table unit_ref (
      unit_id uuid primary key,
      partner_id uuid not null,
      name text not null,
      commune_code text not null,
      open boolean not null
    );
    create table agent_ref (
      agent_id uuid primary key,
      partner_id uuid not null,
      unit_id uuid not null,
      capacity_per_month integer not null,
      active boolean not null,
      absent_from date,
      absent_until date
    );
    create index agent_ref_unit on agent_ref (unit_id);
    create table territory_ref (
      territory_id uuid primary key,
      name text not null,
      zone text not null,
      body jsonb not null,
      quorum integer not null
    );
    create table policy_ref (
      territory_id uuid,
      version integer,
      effective_from timestamptz not null,
      parameters jsonb not null,
      primary key (territory_id, version)
    );
    create table segmentation_ref (
      segmentation_id uuid primary key,
      territory_id uuid not null,
      version integer not null,
      effective_from date not null
    );
    create table known_employer (
      employer_id uuid,
      partner_id uuid,
      relation text not null,
      last_contact_on date not null,
      primary key (employer_id, partner_id)
    );
    create table offer_ref (
      offer_id uuid primary key,
      employer_id uuid not null,
      partner_id uuid not null,
      collected_on date not null,
      open boolean not null
    );
    create index offer_ref_employer on offer_ref (employer_id);
    create table hire_ref (
      employer_id uuid,
      version integer,
      offer_id uuid not null,
      introduced_by uuid,
      filled_on date not null,
      primary key (employer_id, version)
    );
    create table introduction_ref (
      introduction_id uuid primary key,
      employer_id uuid not null,
      partner_id uuid not null,
      open boolean not null
    );
    create index introduction_ref_employer on introduction_ref (employer_id) where open;
  `,
};
