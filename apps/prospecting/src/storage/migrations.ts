import type { Migration } from '#messaging/migrations';
import { employerRefMigration } from '#service/employer-ref';
import {
  conflictTables,
  leadNotices,
  notNowOfVisits,
  pausesByQuestion,
  quarantineByVisit,
} from './conflict-tables';
import { lifeOfAProspect } from './life-tables';
import { planEventTables } from './plan-event-tables';
import { planTables } from './plan-tables';
import { references } from './reference-tables';

/** What the service decides: permissions (leads, holds, visits, oppositions), plans, recontacts. */
const decisions: Migration = {
  name: 'prospecting-0001-decisions',
  sql: `
    create extension if not exists btree_gist;
    create table plan (
      plan_id uuid primary key,
      territory_id uuid not null,
      name text not null,
      first_day date not null,
      until_day date not null,
      state text not null,
      version integer not null,
      policy_version integer,
      segmentation_id uuid,
      inputs_hash text,
      voices jsonb not null default '[]',
      adopted_at timestamptz,
      closed_on date,
      evaluation jsonb,
      loads jsonb,
      check (first_day < until_day)
    );
    create index plan_territory on plan (territory_id);
    create table plan_inputs (
      plan_id uuid primary key references plan,
      hash text not null,
      inputs jsonb not null
    );
    create table plan_pair (
      plan_id uuid references plan,
      employer_id uuid,
      partner_id uuid,
      unit_id uuid,
      score integer,
      rule text,
      because text,
      unassigned text,
      already_held boolean not null default false,
      primary key (plan_id, employer_id),
      check ((partner_id is null) = (unassigned is not null))
    );

    -- One voice: the database refuses a second lead on an establishment of a territory at any instant (BR-20).
    create table lead (
      lead_id uuid primary key,
      territory_id uuid not null,
      employer_id uuid not null,
      partner_id uuid not null,
      unit_id uuid,
      during tstzrange not null,
      starts_at timestamptz not null,
      until timestamptz not null,
      origin text not null,
      plan_id uuid,
      policy_version integer not null,
      because text not null,
      respond_by timestamptz not null,
      ended_at timestamptz,
      end_reason text,
      release_reason text,
      visited_at timestamptz,
      constraint one_lead exclude using gist (territory_id with =, employer_id with =, during with &&)
    );
    create index lead_employer on lead (employer_id);
    create index lead_partner on lead (partner_id, unit_id) where ended_at is null;
    create index lead_plan on lead (plan_id);
    create table lease (
      lease_id uuid primary key,
      lead_id uuid not null references lead,
      employer_id uuid not null,
      agent_id uuid not null,
      opened_at timestamptz not null,
      until timestamptz not null,
      ended_at timestamptz,
      end_reason text
    );
    create unique index one_hold on lease (lead_id) where ended_at is null;
    create index lease_agent on lease (agent_id) where ended_at is null;
    create table deadline (
      lead_id uuid references lead,
      kind text,
      due_at timestamptz not null,
      primary key (lead_id, kind)
    );
    create index deadline_due on deadline (due_at);
    -- Free words of whoever declined: theirs alone, never in a fact (BR-114).
    create table release_note (
      lead_id uuid primary key references lead,
      partner_id uuid not null,
      words text not null,
      noted_at timestamptz not null
    );

    -- What a partner's software reads, in the order of commits: written_by is the transaction that wrote the row.
    create table assignment_event (
      seq bigint generated always as identity primary key,
      written_by xid8 not null default pg_current_xact_id(),
      partner_id uuid not null,
      lead_id uuid not null references lead,
      kind text not null check (kind in ('GRANTED', 'ENDED')),
      at timestamptz not null
    );
    create index assignment_event_feed on assignment_event (partner_id, written_by, seq);

    create table visit (
      visit_key text primary key,
      employer_id uuid not null,
      partner_id uuid not null,
      unit_id uuid,
      agent_id uuid,
      source_system text not null,
      siret text not null,
      report_id uuid not null,
      revision integer not null,
      occurred_at timestamptz not null,
      received_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      status text not null,
      channel text not null,
      initiative text not null,
      joint_with uuid[] not null default '{}',
      not_before timestamptz,
      backfill boolean not null,
      arrival integer not null,
      judgement text not null,
      justification text,
      lead_partner_id uuid,
      plan_id uuid,
      first_contact boolean not null,
      cool_down_until timestamptz,
      merged_into text,
      told_status text not null,
      told_at timestamptz not null
    );
    create index visit_employer on visit (employer_id);
    create index visit_held on visit (told_at) where told_status = 'HELD' and merged_into is null;
    create table quarantined_report (
      report_id uuid primary key,
      siret text not null,
      partner_id uuid not null,
      report jsonb not null,
      quarantined_at timestamptz not null
    );
    create index quarantined_report_siret on quarantined_report (siret);

    -- The suppression list: a keyed hash outlives erasure and knows an employer before we do (BR-111).
    create table suppression_key (
      single boolean primary key default true check (single),
      secret text not null default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
    );
    insert into suppression_key default values;
    create function suppressed_hash(identifier text) returns text language sql stable as
      $$select encode(sha256(convert_to(secret || identifier, 'UTF8')), 'hex') from suppression_key$$;
    create table opt_out (
      opt_out_id uuid primary key,
      employer_id uuid,
      subject_hash text not null,
      level text not null check (level in ('ESTABLISHMENT', 'SIREN')),
      purpose text not null,
      partner_id uuid,
      requester text not null,
      reason text,
      recorded_at timestamptz not null,
      recorded_by text not null,
      recorded_by_partner uuid,
      told boolean not null default false,
      lifted_at timestamptz,
      lift_proof text
    );
    create index opt_out_subject on opt_out (subject_hash) where lifted_at is null;
    create index opt_out_employer on opt_out (employer_id);

    create table recontact (
      recontact_id uuid primary key,
      employer_id uuid not null,
      campaign_id uuid not null,
      fap_code text not null,
      positions integer not null,
      seasonal boolean not null,
      difficult boolean not null,
      hiring_month date,
      due_at timestamptz not null,
      state text not null,
      partner_id uuid,
      unit_id uuid,
      call_only boolean not null default false,
      not_before timestamptz,
      try_again_at timestamptz
    );
    create index recontact_employer on recontact (employer_id) where state <> 'OVER';
    create index recontact_waiting on recontact (try_again_at) where state = 'WAITING';
    create index recontact_campaign on recontact (campaign_id);
  `,
};

export const migrations: readonly Migration[] = [
  employerRefMigration,
  decisions,
  references,
  conflictTables,
  quarantineByVisit,
  leadNotices,
  notNowOfVisits,
  pausesByQuestion,
  planEventTables,
  lifeOfAProspect,
  planTables,
];
