import type { Policy } from '#contracts/policy';
import type { HolidayRegion } from '#domain/holidays';
import { addDays, addWorkingDays, type LocalDate, localDateOf } from '#domain/local-date';
import { midnight } from './midnight';

/**
 * What falls due for a lead: nobody answered (BR-28), no visit was planned, then held (BR-29), the lead is over. Each
 * is a row with its date, and is acted on once, however late (BR-121).
 */
export const DEADLINE_KINDS = ['UNANSWERED', 'PLAN_VISIT', 'HOLD_VISIT', 'OVER'] as const;
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

/** BR-28: the end of the last working day on which to accept or decline. */
export const respondBy = (from: Date, policy: Policy, calendar: Calendar): Date =>
  endOfWorkingDay(from, policy.acceptWithinWorkingDays, calendar);

/** BR-28: when an unanswered prospect is released by itself. */
export const releasedAt = (from: Date, policy: Policy, calendar: Calendar): Date =>
  endOfWorkingDay(from, policy.autoReleaseWorkingDays, calendar);

/** BR-28: the ceiling, which an absence does not stop. */
export const ceilingAt = (from: Date, policy: Policy, calendar: Calendar): Date =>
  endOfWorkingDay(from, policy.leaseCeilingWorkingDays, calendar);

/** While the unit is away the ladder waits, a working day at a time, up to the ceiling (BR-28). */
export function postponed(from: Date, now: Date, policy: Policy, calendar: Calendar): Date {
  const next = endOfWorkingDay(now, 1, calendar);
  const ceiling = ceilingAt(from, policy, calendar);
  return new Date(Math.min(next.getTime(), ceiling.getTime()));
}

/** The end of the n-th local day after the one of `from`. */
export const endOfDay = (from: Date, days: number, zone: string): Date =>
  endOf(addDays(localDateOf(from, zone), days), zone);

const endOfWorkingDay = (from: Date, days: number, { zone, region }: Calendar): Date =>
  endOf(addWorkingDays(localDateOf(from, zone), days, region), zone);

const endOf = (day: LocalDate, zone: string): Date => midnight(addDays(day, 1), zone);
