import { addDays, type LocalDate } from '#domain/local-date';
import type { Instance, MicroPosts, OptimalPlan } from './instance';
import { type Pair, rowOf, withRows, worthOf } from './pair-table';
import { plan } from './plan';
import type { EmployerInput } from './plan-inputs';
import type { Problem } from './problem';
import { byText } from './stable-hash';
import { transport } from './transport';

/** The weeks of a period, and what each is good for. */
export interface Calendar {
  /** Local Mondays, in order. */
  readonly mondays: readonly LocalDate[];
  /** By structure, its visits week by week; a structure that is not there has none. */
  readonly visits: ReadonlyMap<string, readonly number[]>;
  /** What a visit keeps of its worth week by week, in per cent from 1 to 100; all of it when absent. */
  readonly worthPercent?: readonly number[];
}

/** An employer of the plan, and the Monday of its week; null when none of its structure's weeks has a place for it. */
export interface PlannedWeek {
  readonly employerId: string;
  readonly structureId: string;
  readonly monday: LocalDate | null;
}

export interface WeeklyPlan {
  /** Which structure visits whom: the best plan when each visit is worth what its best possible week makes of it. */
  readonly plan: OptimalPlan;
  /** In the order of employers' ids. */
  readonly weeks: readonly PlannedWeek[];
  /** What the visits that have a week are worth there. */
  readonly value: MicroPosts;
}

/**
 * Structures first, then weeks (allocation.md, 2.4). An employer that nobody may contact yet has no week before its day
 * comes; one whose day comes after the period is left out, unless it is pinned. Both stages are exact, and together they
 * lose little against planning both at once (README, « Weeks »), which quotas do not allow: they would cross weeks.
 */
export function planWeeks(problem: Problem, calendar: Calendar): WeeklyPlan {
  const release = problem.employers.map((employer) => firstWeekOf(employer, calendar));
  return inWeeks(problem, plan(atBestWeek(problem, release, calendar)), release, calendar);
}

/** The second stage: each structure's employers in its weeks, exactly. */
function inWeeks(
  problem: Problem,
  structures: OptimalPlan,
  release: readonly number[],
  calendar: Calendar,
): WeeklyPlan {
  const weeks: PlannedWeek[] = [];
  let value = 0;
  problem.structures.forEach(({ structureId }, structure) => {
    const own = problem.employers.flatMap((_, at) => (structures.assignedTo[at] === structure ? [at] : []));
    const rows = own.map((at) => weeksOf(worthOf(problem.instance, at, structure), release[at]!, calendar));
    const visits = calendar.mondays.map((_, week) => calendar.visits.get(structureId)?.[week] ?? 0);
    const placed = transport(rows, visits);
    value += placed.value;
    own.forEach((at, index) => {
      const { employerId } = problem.employers[at]!;
      weeks.push({ employerId, structureId, monday: calendar.mondays[placed.assignedTo[index]!] ?? null });
    });
  });
  weeks.sort((a, b) => byText(a.employerId, b.employerId));
  return { plan: structures, weeks, value };
}

/** The first week in which a working day is left once it may be contacted; past the last one when there is none. */
function firstWeekOf({ contactableFrom }: EmployerInput, { mondays }: Calendar): number {
  if (contactableFrom === null) return 0;
  const first = mondays.findIndex((monday) => contactableFrom <= addDays(monday, 4));
  return first < 0 ? mondays.length : first;
}

/** The same problem, each pair worth what the employer's best possible week makes of it. */
function atBestWeek({ instance }: Problem, release: readonly number[], calendar: Calendar): Instance {
  const percents = calendar.mondays.map((_, week) => percentOf(week, calendar));
  const rows = new Map<number, Pair[]>();
  release.forEach((first, at) => {
    const best = Math.max(0, ...percents.slice(first));
    const isPinned = (instance.pinnedTo?.[at] ?? -1) >= 0;
    if (best === 100 || (best === 0 && isPinned)) return;
    const row = best === 0 ? [] : rowOf(instance, at);
    rows.set(
      at,
      row.map(([structure, value]) => [structure, inWeek(value, best)]),
    );
  });
  return { ...instance, ...withRows(instance, rows) };
}

/** The weeks that an employer may be visited in, with the worth of the visit in each. */
const weeksOf = (value: MicroPosts, first: number, calendar: Calendar): Pair[] =>
  calendar.mondays.flatMap((_, week): Pair[] =>
    week < first ? [] : [[week, inWeek(value, percentOf(week, calendar))]],
  );

const percentOf = (week: number, { worthPercent }: Calendar): number => worthPercent?.[week] ?? 100;

const inWeek = (value: MicroPosts, percent: number): MicroPosts =>
  Math.max(1, Math.round((value * percent) / 100));
