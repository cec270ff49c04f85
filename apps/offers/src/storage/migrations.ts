import type { Migration } from '#messaging/migrations';

export const migrations: readonly Migration[] = [
  {
    name: '0001-offers',
    sql: `
      create table offer (
        offer_id uuid primary key,
        employer_id uuid not null,
        siret text not null,
        territory_id uuid,
        commune_code text not null,
        zone text not null,
        partner_id uuid not null,
        unit_id uuid,
        rome_code text not null,
        title text not null,
        wording text,
        positions integer not null check (positions > 0),
        filled integer not null check (filled between 0 and positions),
        hidden_market boolean not null,
        reserved_by text,
        oeth_suitable text,
        status text not null,
        collected_on date not null,
        received_at timestamptz not null,
        clock_from date not null,
        pauses jsonb not null,
        agreement_id uuid,
        commitment_days integer,
        agreements_seen integer not null,
        policy_version integer not null,
        due_on date,
        exempt text,
        exempt_proof text,
        site_reference text,
        new_need text,
        shared_at timestamptz,
        confirmed_on date not null,
        frozen_until date,
        filled_on date,
        closed_on date,
        closed_reason text,
        recontact_id uuid unique,
        cycle integer not null,
        version integer not null,
        -- What the schedules look for; written from the rule agendaOf at each change, never read back by a rule.
        publish_at timestamptz,
        remind_at timestamptz,
        expire_at timestamptz
      );
      create index offer_publish_at on offer (publish_at) where publish_at is not null;
      create index offer_remind_at on offer (remind_at) where remind_at is not null;
      create index offer_expire_at on offer (expire_at) where expire_at is not null;
      create index offer_of_employer on offer (employer_id, rome_code);
      create index offer_of_partner on offer (partner_id, offer_id);
      create index offer_in_territory on offer (territory_id, offer_id);
      create index offer_without_clock on offer (territory_id, agreements_seen)
        where commitment_days is null and status in ('OPEN', 'PAUSED');
      create index offer_site_reference on offer (site_reference) where site_reference is not null;

      create table publication (
        offer_id uuid not null references offer,
        employer_id uuid not null,
        cycle integer not null,
        state text not null,
        wanted text not null,
        positions integer not null,
        revision integer not null,
        attempts integer not null,
        due_at timestamptz not null,
        ordered_at timestamptz not null,
        wished_at timestamptz not null,
        next_attempt_at timestamptz,
        receipt text,
        reason text,
        acknowledged_at timestamptz,
        retracted_at timestamptz,
        alerted_at timestamptz,
        alert_at timestamptz,
        primary key (offer_id, cycle)
      );
      create index publication_to_send on publication (next_attempt_at) where next_attempt_at is not null;
      create index publication_alert_at on publication (alert_at) where alert_at is not null;
      create index publication_receipt on publication (receipt) where receipt is not null;

      create table notice (
        offer_id uuid not null references offer,
        kind text not null,
        subject text not null,
        given_at timestamptz not null,
        primary key (offer_id, kind, subject)
      );

      create table introduction (
        introduction_id uuid primary key,
        offer_id uuid not null references offer,
        employer_id uuid not null,
        partner_id uuid not null,
        collector_id uuid not null,
        candidate_ref text not null,
        state text not null,
        reason text,
        made_at timestamptz not null,
        ended_at timestamptz,
        silent_at timestamptz
      );
      create index introduction_of_offer on introduction (offer_id);
      create unique index introduction_pending on introduction (offer_id, partner_id, candidate_ref) where ended_at is null;
      create index introduction_silent_at on introduction (silent_at) where silent_at is not null;

      create table partner_heard (
        partner_id uuid primary key,
        heard_at timestamptz not null
      );
    `,
  },
  {
    name: '0002-what-others-tell',
    sql: `
      create table partner_ref (
        partner_id uuid primary key,
        code text not null,
        kind text not null,
        name text not null
      );
      create table agreement_version (
        territory_id uuid not null,
        position bigint not null,
        agreement_id uuid not null,
        kind text not null,
        effective_from date not null,
        partner_ids uuid[] not null,
        commitments jsonb not null,
        primary key (territory_id, position)
      );
      create table policy_version (
        territory_id uuid not null,
        version integer not null,
        effective_from timestamptz not null,
        parameters jsonb not null,
        primary key (territory_id, version)
      );
      create table territory_zone (
        territory_id uuid primary key,
        zone text not null
      );
      create table publication_opt_out (
        opt_out_id uuid primary key,
        employer_id uuid not null,
        partner_id uuid
      );
      create index publication_opt_out_employer on publication_opt_out (employer_id);
    `,
  },
];
