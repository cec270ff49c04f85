import type { Migration } from '#messaging/migrations';

export const migrations: Migration[] = [
  {
    name: '0001-reports',
    sql: `
      create table report (
        report_id uuid primary key,
        partner_id uuid not null,
        unit_id uuid,
        agent_id uuid,
        source_system text not null,
        event_id text not null,
        visit_id text not null,
        revision integer not null,
        content_hash text not null,
        siret text not null,
        occurred_at timestamptz not null,
        received_at timestamptz not null,
        status text not null,
        channel text not null,
        initiative text not null,
        joint_with uuid[] not null,
        not_before timestamptz,
        backfill boolean not null,
        -- One event of a partner is kept once per revision (BR-45); a lower revision with other content is refused.
        constraint report_identity unique (partner_id, source_system, event_id, revision)
      );
      create index report_by_event on report (partner_id, event_id);
      -- What was refused, as far as its fields are known: its partner reads why. The same content is kept once.
      create table rejection (
        rejection_id uuid primary key,
        partner_id uuid not null,
        source_system text,
        event_id text,
        reason text not null,
        detail text not null,
        pointer text,
        content jsonb not null,
        content_hash text not null,
        received_at timestamptz not null,
        constraint rejection_identity unique (partner_id, content_hash)
      );
      create index rejection_list on rejection (partner_id, received_at, rejection_id);
      create index rejection_by_event on rejection (partner_id, event_id);
      create table report_outcome (
        report_id uuid primary key,
        outcome text not null,
        employer_id uuid,
        judgement text,
        justification text,
        reason text,
        cool_down_until timestamptz,
        decided_at timestamptz not null
      );`,
  },
  {
    name: '0002-who-may-enter',
    sql: `
      create table partner_ref (
        partner_id uuid primary key,
        code text not null,
        name text not null
      );
      create table agent_ref (
        agent_id uuid primary key,
        partner_id uuid not null,
        active boolean not null
      );
      create table api_key (
        key_id uuid primary key,
        partner_id uuid not null,
        partner_code text not null,
        unit_id uuid,
        name text not null,
        prefix text not null,
        digest bytea not null constraint api_key_single unique,
        scopes text[] not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        last_used_at timestamptz
      );
      create index api_key_of_partner on api_key (partner_id);
      create table sign_in_link (
        digest bytea primary key,
        agent_id uuid not null,
        expires_at timestamptz not null,
        used_at timestamptz
      );
      create index sign_in_link_of_agent on sign_in_link (agent_id, expires_at);
      create table ended_session (
        session_id uuid primary key,
        expires_at timestamptz not null
      );
      create table quota (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint
      );`,
  },
];
