import type { Migration } from '#messaging/migrations';

/**
 * What the engine of a running plan is fed with, in the order of commits and without a gap. `plan_stream` is the head
 * of each plan's events: its row is locked from the last statement of a unit to its commit, and by nothing else.
 */
export const planEventTables: Migration = {
  name: 'prospecting-0110-plan-event',
  sql: `
    create table plan_stream (
      plan_id uuid primary key references plan,
      position bigint not null default 0,
      open boolean not null default true
    ) with (fillfactor = 50);
    create table plan_event (
      plan_id uuid references plan_stream,
      position bigint,
      event jsonb not null,
      cause text not null,
      at timestamptz not null,
      primary key (plan_id, position),
      unique (plan_id, cause)
    );
    create index plan_pair_employer on plan_pair (employer_id);
    -- Visits of each unit for the plan, over its whole period; \`seen\` is what its agents could hold when that was last
    -- looked at, less what they do beside the plan.
    create table plan_room (
      plan_id uuid references plan_stream,
      unit_id uuid,
      visits integer not null,
      seen integer not null,
      primary key (plan_id, unit_id)
    );

    -- Appends what happened to the plans that it concerns: the one named, or each that covers the employer. A cause
    -- that was told already is left out. Returns how many events were written.
    create function note_plan_events(noted jsonb, moment timestamptz) returns bigint language plpgsql as $$
    declare
      concerned uuid[];
      written bigint;
    begin
      select array_agg(s.plan_id) into concerned from plan_stream s
       where s.open and exists (
         select from jsonb_to_recordset(noted) as t("planId" uuid, "employerId" uuid)
          where t."planId" = s.plan_id
             or (t."planId" is null and exists (
                  select from plan_pair p where p.plan_id = s.plan_id and p.employer_id = t."employerId")));
      if concerned is null then return 0; end if;
      perform from plan_stream where plan_id = any(concerned) order by plan_id for update;
      with t as (
        select * from rows from (
          jsonb_to_recordset(noted) as ("planId" uuid, "employerId" uuid, event jsonb, cause text)
        ) with ordinality
      ), fresh as (
        select s.plan_id, t.event, t.cause,
               s.position + row_number() over (partition by s.plan_id order by t.ordinality) as position
          from t join plan_stream s on s.plan_id = any(concerned)
         where (t."planId" = s.plan_id
                or (t."planId" is null and exists (
                     select from plan_pair p where p.plan_id = s.plan_id and p.employer_id = t."employerId")))
           and not exists (select from plan_event e where e.plan_id = s.plan_id and e.cause = t.cause)
      ), appended as (
        insert into plan_event (plan_id, position, event, cause, at)
          select plan_id, position, event, cause, moment from fresh
        returning plan_id
      ), heads as (
        update plan_stream s set position = s.position + a.n
          from (select plan_id, count(*) as n from appended group by plan_id) a where a.plan_id = s.plan_id
        returning a.n
      )
      select coalesce(sum(n), 0) into written from heads;
      return written;
    end $$;
  `,
};
