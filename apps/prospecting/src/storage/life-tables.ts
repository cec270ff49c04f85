import type { Migration } from '#messaging/migrations';

/** The life of a prospect: reminders, later dates, absences, arbitrations, preferences, backups. */
export const lifeOfAProspect: Migration = {
  name: 'prospecting-0111-life-of-a-prospect',
  sql: `
    alter table lead add column reminded_at timestamptz, add column queued_at timestamptz;
    create index lead_queued on lead (unit_id) where queued_at is not null and ended_at is null;
    alter table lease add column extensions integer not null default 0, add column asked_for date;

    -- Every absence that was told, past ones too: they stopped the ladder (BR-28).
    create table absence_ref (
      agent_id uuid,
      absent_from date,
      absent_until date,
      primary key (agent_id, absent_from)
    );
    -- What a partner is as an employer: it never leads itself (BR-41).
    alter table partner_ref add column siren text;
    alter table unit_ref add column siret text;

    create table arbitration (
      arbitration_id uuid primary key,
      territory_id uuid not null,
      employer_id uuid not null,
      partner_id uuid not null,
      unit_id uuid,
      lead_id uuid not null references lead,
      taken_from uuid[] not null,
      reason text not null,
      until timestamptz not null,
      decided_at timestamptz not null,
      decided_by text not null,
      ended_at timestamptz,
      ended_by text
    );
    create index arbitration_territory on arbitration (territory_id, decided_at);

    create table employer_preference (
      preference_id uuid primary key,
      employer_id uuid not null,
      partner_id uuid not null,
      proof text not null,
      recorded_at timestamptz not null,
      recorded_by text not null,
      recorded_by_partner uuid,
      ended_at timestamptz
    );
    create unique index one_preference on employer_preference (employer_id) where ended_at is null;

    create table agent_backup (
      agent_id uuid primary key,
      partner_id uuid not null,
      backup_agent_id uuid not null,
      named_at timestamptz not null,
      named_by text not null
    );
    create index agent_backup_of on agent_backup (backup_agent_id);
  `,
};
