/** One step of a database's history: a name that never changes once landed, and its SQL. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** The tables that every service's database has: reliability.md 5.1, SQL shapes of messaging.md section 2. */
export const messagingMigrations: readonly Migration[] = [
  {
    name: 'messaging-0001-clock',
    sql: `
      create table business_clock (
        single boolean primary key default true check (single),
        shift interval not null default '0'
      );
      insert into business_clock default values;
      create function business_now() returns timestamptz language sql stable as
        'select clock_timestamp() + shift from business_clock';
    `,
  },
  {
    name: 'messaging-0002-publish',
    sql: `
      create table key_head (
        topic text collate "C", key text collate "C",
        version bigint not null,
        primary key (topic, key)
      ) with (fillfactor = 70);
      create table event_log (
        topic text collate "C", key text collate "C", version bigint,
        event_id uuid not null unique,
        type text not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null default clock_timestamp(),
        correlation_id text not null,
        causation_id uuid,
        payload json not null,
        payload_hash text not null,
        primary key (topic, key, version)
      );
      create index event_log_recorded_at on event_log using brin (recorded_at);
      create table outbox_pending (
        shard smallint not null,
        seq bigint generated always as identity (cache 1),
        topic text not null collate "C", key text not null collate "C", version bigint not null,
        pending_since timestamptz not null default clock_timestamp(),
        attempts integer not null default 0,
        refused_at timestamptz,
        last_error text,
        primary key (shard, seq)
      );
      create index outbox_refused on outbox_pending (topic, key) where refused_at is not null;
      create function begin_unit(unit_topic text, keys text[]) returns timestamptz language plpgsql as $$
      begin
        if cardinality(keys) > 0 then
          insert into key_head (topic, key, version)
            select unit_topic, k, 0 from unnest(keys) k order by k collate "C" on conflict do nothing;
          perform 1 from key_head where topic = unit_topic and key = any(keys) order by key for update;
        end if;
        return business_now();
      end $$;
    `,
  },
  {
    name: 'messaging-0003-apply',
    sql: `
      create table applied_version (
        topic text collate "C", key text collate "C",
        version bigint not null,
        event_id uuid,
        parked boolean not null default false,
        primary key (topic, key)
      ) with (fillfactor = 70);
      create table parked_key (
        topic text collate "C", key text collate "C",
        reason text not null check (reason in ('NOT_YET', 'FAULT', 'INVALID', 'GAP')),
        parent_kind text, parent_id text,
        error text,
        attempts integer not null default 0,
        state text not null default 'WAITING' check (state in ('WAITING', 'DEAD')),
        parked_at timestamptz not null default clock_timestamp(),
        next_attempt_at timestamptz not null default clock_timestamp(),
        primary key (topic, key)
      );
      create index parked_key_due on parked_key (next_attempt_at) where state = 'WAITING';
      create index parked_key_parent on parked_key (parent_kind, parent_id);
      create table parked_fact (
        topic text collate "C", key text collate "C", version bigint,
        headers json not null,
        body bytea,
        parked_at timestamptz not null default clock_timestamp(),
        primary key (topic, key, version)
      );
      create table unreadable_message (
        topic text, partition integer, log_offset bigint,
        key bytea, headers json not null, body bytea,
        error text not null,
        read_at timestamptz not null default clock_timestamp(),
        primary key (topic, partition, log_offset)
      );
      create table refused_fact (
        topic text collate "C", key text collate "C", version bigint,
        event_id uuid not null,
        type text not null,
        reason text not null,
        refused_at timestamptz not null default clock_timestamp(),
        primary key (topic, key, version)
      );
      create table discarded_fact (
        topic text collate "C", key text collate "C", version bigint,
        headers json not null, body bytea,
        reason text not null, discarded_by text not null,
        discarded_at timestamptz not null default clock_timestamp(),
        primary key (topic, key, version)
      );
    `,
  },
  {
    name: 'messaging-0004-commands',
    sql: `
      create table command_journal (
        id bigint generated always as identity primary key,
        at timestamptz not null default clock_timestamp(),
        command text not null,
        caller text not null,
        partner_id uuid,
        correlation_id text not null
      );
      create index command_journal_at on command_journal using brin (at);
      create table idempotency (
        caller text, key text,
        body_hash text not null,
        status integer not null,
        answer json,
        at timestamptz not null default clock_timestamp(),
        primary key (caller, key)
      );
      create index idempotency_at on idempotency (at);
    `,
  },
];
