import type { Policy } from '#contracts/policy';
import type { HolidayRegion } from '#domain/holidays';
import { addDays, addWorkingDays, isWorkingDay, type LocalDate, localDateOf } from '#domain/local-date';
import { midnight } from './midnight';

/**
 * What falls due for a lead: its unit is reminded, then nobody answered (BR-28), no visit was planned, then held
 * (BR-29), the lead is over. Each is a row with its date, and is acted on once, however late (BR-121).
 */
export const DEADLINE_KINDS = ['REMINDER', 'UNANSWERED', 'PLAN_VISIT', 'HOLD_VISIT', 'OVER'] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

export interface Deadline {
  readonly kind: DeadlineKind;
  readonly dueAt: Date;
}

/** The calendar by which a lead's days are counted. */
export interface Calendar {
  readonly zone: string;
  readonly region: HolidayRegion;
}

/** On which days the whole unit is away. */
export type Away = (day: LocalDate) => boolean;
const NEVER: Away = () => false;

/** BR-28: the end of the last working day on which to accept or decline. */
export const respondBy = (from: Date, policy: Policy, calendar: Calendar): Date =>
  endOfWorkingDay(from, policy.acceptWithinWorkingDays, calendar);

/** BR-28: when the unit is reminded of a prospect that it has not answered. Days of absence stop the ladder. */
export const remindedAt = (from: Date, policy: Policy, calendar: Calendar, away: Away = NEVER): Date =>
  endOfPresentDay(from, policy.remindAfterWorkingDays, policy, calendar, away);

/** BR-28: when an unanswered prospect is released by itself. Days of absence stop the ladder, never the ceiling. */
export const releasedAt = (from: Date, policy: Policy, calendar: Calendar, away: Away = NEVER): Date =>
  endOfPresentDay(from, policy.autoReleaseWorkingDays, policy, calendar, away);

/** BR-35: until when a unit has to give on what an agent who left held. */
export const givenOnBy = (from: Date, policy: Policy, calendar: Calendar): Date =>
  endOfWorkingDay(from, policy.unitQueueWorkingDays, calendar);

/** A deadline that an absence put off is looked at anew every working day, since an absence may end before its time. */
export function putOff(dueAt: Date, now: Date, calendar: Calendar): Date {
  const next = endOfWorkingDay(now, 1, calendar);
  return next < dueAt ? next : dueAt;
}

/** The end of the n-th local day after the one of `from`. */
export const endOfDay = (from: Date, days: number, zone: string): Date =>
  endOf(addDays(localDateOf(from, zone), days), zone);

/** The end of the n-th local day after a local day. */
export const endOfDayAfter = (day: LocalDate, days: number, zone: string): Date =>
  endOf(addDays(day, days), zone);

/** The n-th working day on which the unit is there, and at the latest the ceiling, counted with every working day. */
function endOfPresentDay(from: Date, days: number, policy: Policy, calendar: Calendar, away: Away): Date {
  const { zone, region } = calendar;
  const start = localDateOf(from, zone);
  const ceiling = addWorkingDays(start, policy.leaseCeilingWorkingDays, region);
  let day = start;
  for (let left = days; left > 0 && day < ceiling; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, region) && !away(day)) left--;
  }
  return endOf(day, zone);
}

const endOfWorkingDay = (from: Date, days: number, { zone, region }: Calendar): Date =>
  endOf(addWorkingDays(localDateOf(from, zone), days, region), zone);

const endOf = (day: LocalDate, zone: string): Date => midnight(addDays(day, 1), zone);
