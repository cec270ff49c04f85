import type { Migration } from '#messaging/migrations';

export const migrations: Migration[] = [
  {
    name: '0001-partnership',
    sql: `
      create table territory (
        territory_id uuid primary key,
        code text not null constraint territory_code_taken unique,
        name text not null,
        grid text not null,
        grid_version text not null,
        time_zone text not null,
        communes text[] not null,
        body jsonb not null,
        quorum integer not null
      );
      -- A commune has one home territory (BR-20): the database refuses a second one.
      create table territory_commune (
        commune_code text constraint commune_in_another_territory primary key,
        territory_id uuid not null references territory
      );
      create table policy_version (
        territory_id uuid not null references territory,
        version integer not null,
        effective_from timestamptz not null,
        parameters jsonb not null,
        reason text not null,
        primary key (territory_id, version)
      );
      create table partner (
        partner_id uuid primary key,
        code text not null constraint partner_code_taken unique,
        kind text not null,
        name text not null,
        territory_ids uuid[] not null
      );
      create table partner_unit (
        unit_id uuid primary key,
        partner_id uuid not null references partner,
        code text not null,
        name text not null,
        commune_code text not null,
        open boolean not null,
        constraint unit_code_taken unique (partner_id, code)
      );
      create table agent (
        agent_id uuid primary key,
        partner_id uuid not null references partner,
        unit_id uuid not null references partner_unit,
        display_name text not null,
        email text not null constraint email_taken unique,
        roles text[] not null,
        territory_id uuid references territory,
        capacity_per_month integer not null,
        active boolean not null,
        absent_from date,
        absent_until date
      );
      create index agent_of_partner on agent (partner_id);
      create table agreement (
        agreement_id uuid primary key,
        territory_id uuid not null references territory,
        title text not null,
        partner_ids uuid[] not null,
        commitments jsonb not null,
        effective_from date not null,
        status text not null,
        stopped_from date,
        version integer not null
      );
      create index agreement_of_territory on agreement (territory_id);`,
  },
  {
    name: '0002-own-establishments',
    sql: `
      -- A partner may be an employer too (BR-41).
      alter table partner add column siren text;
      alter table partner_unit add column siret text;`,
  },
];
