import type { LocalDate } from '#domain/local-date';
import type { Transaction } from '#messaging/unit-of-work';
import type { Asked } from './allocation.repository';

/** What happened with an employer, as far as a plan reads it. */
export interface History {
  readonly lastContactOn: LocalDate | null;
  readonly lastOfferOn: LocalDate | null;
  readonly offersInAYear: number;
  /** Posts that its own BMO answers intend, while their recontact is open. */
  readonly intended: number;
  /** The unit that leads it, or led it until its plan was closed lately. */
  readonly incumbent: string | null;
  /** The unit of the territory's last adopted plan. */
  readonly published: string | null;
}

export const NO_HISTORY: History = {
  lastContactOn: null,
  lastOfferOn: null,
  offersInAYear: 0,
  intended: 0,
  incumbent: null,
  published: null,
};

/** How long a closed plan's lead still counts as the one in place, in days: a quarter. */
const INCUMBENT_DAYS = 92;

/** The histories of the employers of a plan, in one statement: facts that Concerto saw, never what a file says. */
export async function historiesOf(
  tx: Transaction,
  { territory, planId, employerIds, at }: Asked,
  today: LocalDate,
): Promise<Map<string, History>> {
  const rows = await tx.query<History & { employerId: string }>(
    `with asked as (select unnest($1::uuid[]) as employer_id),
     contact as (
       select v.employer_id, max((v.told_at at time zone $5)::date)::text as day from visit v
        where v.told_status = 'HELD' and v.merged_into is null and v.told_at <= $4 group by 1
     ), offer as (
       select employer_id, max(collected_on)::text as day,
              count(*) filter (where collected_on > $6::date - 365)::int as offers
         from offer_ref where collected_on <= $6::date group by 1
     ), intention as (
       select employer_id, sum(positions)::int as posts from recontact where state <> 'OVER' group by 1
     ), led as (
       select distinct on (employer_id) employer_id, unit_id from lead
        where territory_id = $2 and unit_id is not null
          and (ended_at is null or end_reason = 'PLAN_CLOSED' and ended_at > $4::timestamptz - make_interval(days => ${INCUMBENT_DAYS}))
        order by employer_id, starts_at desc, lead_id
     ), last_plan as (
       select plan_id from plan where territory_id = $2 and plan_id <> $3 and adopted_at is not null
        order by first_day desc, adopted_at desc limit 1
     )
     select a.employer_id as "employerId", c.day as "lastContactOn", o.day as "lastOfferOn",
            coalesce(o.offers, 0) as "offersInAYear", coalesce(i.posts, 0) as intended, l.unit_id as incumbent,
            p.unit_id as published
       from asked a left join contact c using (employer_id) left join offer o using (employer_id)
            left join intention i using (employer_id) left join led l using (employer_id)
            left join plan_pair p on p.employer_id = a.employer_id and p.plan_id = (select plan_id from last_plan)`,
    [employerIds, territory.territoryId, planId, at, territory.zone, today],
  );
  return new Map(rows.map(({ employerId, ...history }) => [employerId, history]));
}
