import type { Migration } from '#messaging/migrations';

/** Every table is nothing but facts read: dropped and built again by replay. */
export const migrations: Migration[] = [
  {
    name: '0001-partnership',
    sql: `
      create table partner (
        partner_id uuid primary key, code text not null, kind text not null, name text not null,
        territory_ids uuid[] not null
      );
      create table territory (
        territory_id uuid primary key, name text not null, time_zone text not null
      );
      create table policy (
        territory_id uuid, policy_version integer, effective_from timestamptz not null, parameters jsonb not null,
        primary key (territory_id, policy_version)
      );
      create table agreement (
        agreement_id uuid primary key, territory_id uuid not null, commitments jsonb not null,
        effective_from date not null, suspended_from date, ended_from date
      );`,
  },
  {
    name: '0002-employers',
    sql: `
      create table employer_state (
        employer_id uuid, version bigint, at timestamptz not null,
        siret text, public_name text, commune_code text, territory_id uuid, partial_diffusion boolean,
        active boolean not null,
        primary key (employer_id, version)
      );
      create index employer_state_territory on employer_state (territory_id);
      create table employer_segment (
        employer_id uuid, version bigint, at timestamptz not null, segment text not null,
        primary key (employer_id, version)
      );
      create table segment_label (
        territory_id uuid, segment text, label text not null,
        primary key (territory_id, segment)
      );
      create table partner_employer (
        employer_id uuid, partner_id uuid,
        primary key (employer_id, partner_id)
      );`,
  },
  {
    name: '0003-prospecting',
    sql: `
      create table contact (
        employer_id uuid, visit_key text, version bigint not null,
        territory_id uuid, partner_id uuid not null, occurred_at timestamptz not null, status text not null,
        channel text not null, judgement text not null, justification text, joint_with uuid[] not null,
        lead_partner_id uuid, first_contact boolean not null, plan_id uuid,
        primary key (employer_id, visit_key)
      );
      create table lead (
        lead_id uuid primary key, employer_id uuid not null, territory_id uuid not null, partner_id uuid not null,
        origin text not null, plan_id uuid, granted_at timestamptz not null,
        taken_at timestamptz, ended_at timestamptz, end_reason text
      );
      create index lead_territory on lead (territory_id);
      create table plan (
        plan_id uuid primary key, territory_id uuid not null, name text not null, from_day date not null,
        until_day date not null, adopted_at timestamptz not null, assigned integer not null
      );`,
  },
  {
    name: '0004-offers',
    sql: `
      create table offer (
        offer_id uuid primary key, employer_id uuid not null, territory_id uuid, partner_id uuid not null,
        rome_code text not null, collected_on date not null, commitment_days integer, recontact_id uuid
      );
      create index offer_employer on offer (employer_id);
      create table offer_step (
        offer_id uuid, version bigint, kind text not null, at timestamptz not null, on_day date,
        open integer, due_at timestamptz, exempt text,
        primary key (offer_id, version)
      );
      create table publication (
        offer_id uuid, cycle integer, due_at timestamptz not null, ordered_at timestamptz not null,
        acknowledged_at timestamptz, rejected_at timestamptz, retracted_at timestamptz,
        primary key (offer_id, cycle)
      );`,
  },
  {
    name: '0005-bmo',
    sql: `
      create table recontact (
        recontact_id uuid primary key, employer_id uuid, campaign_id uuid, fap_code text, positions integer,
        due_at timestamptz, assigned_at timestamptz, partner_id uuid, respondent bigint,
        withdrawn_at timestamptz, closed_at timestamptz, outcome text, still_open integer
      );
      create table purged_campaign (
        campaign_id uuid primary key, territory_id uuid not null
      );`,
  },
  {
    name: '0006-feeds',
    sql: `
      create table feed_event (
        event_id uuid primary key, partner_id uuid not null,
        received_at timestamptz not null, counted_at timestamptz not null
      );
      create index feed_event_partner on feed_event (partner_id, counted_at);`,
  },
];
