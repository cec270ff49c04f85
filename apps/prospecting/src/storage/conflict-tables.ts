import type { Migration } from '#messaging/migrations';

/** The conflict desk: questions with a date, what was answered, and the pauses that some of them order. */
export const conflictTables: Migration = {
  name: 'prospecting-0110-conflicts',
  sql: `
    create table conflict (
      conflict_id uuid primary key,
      kind text not null,
      employer_id uuid not null,
      territory_id uuid,
      -- What it is about: one question is asked once, whatever is told again.
      subject text not null,
      partner_ids uuid[] not null,
      unit_ids uuid[] not null,
      opened_at timestamptz not null,
      answer_by timestamptz not null,
      state text not null default 'OPEN',
      outcome text,
      outcome_partner_id uuid,
      settled_at timestamptz,
      settled_by text,
      settled_reason text,
      unique (kind, employer_id, subject),
      check ((state = 'OPEN') = (settled_at is null))
    );
    create index conflict_open on conflict (answer_by) where state = 'OPEN';
    create index conflict_territory on conflict (territory_id, state, opened_at);
    create index conflict_partner on conflict using gin (partner_ids);
    create table conflict_answer (
      conflict_id uuid references conflict,
      partner_id uuid,
      answer text not null,
      answered_at timestamptz not null,
      answered_by text not null,
      primary key (conflict_id, partner_id)
    );

    -- Until when nobody solicits an employer although no contact says so (BR-30, BR-33, BR-05).
    create table solicitation_pause (
      employer_id uuid,
      because text,
      until timestamptz not null,
      primary key (employer_id, because)
    );

    -- What partners answered of a visit outlives its later revisions: BR-46, BR-39.
    alter table visit
      add column joined_to text[] not null default '{}',
      add column same_as text,
      add column made_with uuid[] not null default '{}';
    update visit set made_with = joint_with;
  `,
};

/** BR-50: a partner's contacts in quarantine are found by its own id of the visit. */
export const quarantineByVisit: Migration = {
  name: 'prospecting-0111-quarantine-by-visit',
  sql: `create index quarantined_report_visit on quarantined_report (partner_id, (report->>'visitId'));`,
};

/** BR-37, BR-51: a lead reads in its feed that another partner had a contact with its employer. */
export const leadNotices: Migration = {
  name: 'prospecting-0112-lead-notices',
  sql: `
    alter table assignment_event drop constraint assignment_event_kind_check;
    alter table assignment_event
      add constraint assignment_event_kind_check check (kind in ('GRANTED', 'ENDED', 'CONTACTED')),
      add column visit_key text references visit,
      add constraint contact_of_notice check ((kind = 'CONTACTED') = (visit_key is not null));
    create unique index assignment_event_once on assignment_event (lead_id, visit_key) where visit_key is not null;
  `,
};

/** BR-30: « pas maintenant » without a date. */
export const notNowOfVisits: Migration = {
  name: 'prospecting-0113-not-now',
  sql: 'alter table visit add column not_now boolean not null default false;',
};

/** A question ends its own pauses, whichever employers they are on (BR-05). */
export const pausesByQuestion: Migration = {
  name: 'prospecting-0114-pauses-by-question',
  sql: `
    create index solicitation_pause_because on solicitation_pause (because);
    create index offer_ref_open on offer_ref (employer_id, partner_id) where open;
  `,
};
