import type { HolidayRegion } from '#domain/holidays';
import { addDays, addWorkingDays, daysBetween, type LocalDate, startOfLocalDay } from '#domain/local-date';

/** A pause of the employer’s wish, in local dates; the last one may be open. */
export interface Pause {
  readonly from: LocalDate;
  readonly until: LocalDate | null;
  /** Short code of the reason (BR-69). */
  readonly reason: string;
}

/** How much the pauses of an offer may move its clock: policy, not commitment (BR-69). */
export interface PauseAllowance {
  readonly pausedDaysAtMost: number;
  readonly pausesAtMost: number;
}

/** What an offer that arrives is judged by (BR-66): days and working days of the policy in force. */
export interface ArrivalPolicy {
  readonly oldOfferDays: number;
  readonly oldOfferNoticeWorkingDays: number;
  readonly firstLoadNoticeWorkingDays: number;
}

export interface Arrival {
  /** Local date from which the clock counts: collection, or that of the offer it continues (BR-66, BR-70). */
  readonly clockFrom: LocalDate;
  /** The offer's own day: its age on arrival counts from there. */
  readonly collectedOn: LocalDate;
  readonly receivedOn: LocalDate;
  /** First load of a partner: history, never published at once (BR-122). */
  readonly backfill: boolean;
  readonly region: HolidayRegion;
}

/** Day on which an offer counted from `clockFrom` falls due: the first day is not counted, D + days + 1 (BR-67). */
export const dueDayAfter = (clockFrom: LocalDate, days: number): LocalDate => addDays(clockFrom, days + 1);

/** The instant that a due day begins, 00:00 on the territory's wall, summer and winter (BR-67). */
export const dueInstant = (dueOn: LocalDate, zone: string): Date => startOfLocalDay(dueOn, zone);

/**
 * Due day of an offer that arrives. An old one, or one of a partner's first load that is due already, gives its
 * holder a notice of whole working days before it is published (BR-66, BR-122).
 */
export function firstDueDay(arrival: Arrival, days: number, policy: ArrivalPolicy): LocalDate {
  const { clockFrom, receivedOn, backfill, region } = arrival;
  const due = dueDayAfter(clockFrom, days);
  const notice = backfill ? policy.firstLoadNoticeWorkingDays : policy.oldOfferNoticeWorkingDays;
  const needsNotice = isOldOnArrival(arrival, policy) || (backfill && due <= receivedOn);
  if (!needsNotice) return due;

  const afterNotice = addDays(addWorkingDays(receivedOn, notice, region), 1);
  return [due, afterNotice].sort()[1]!;
}

/** True when the offer was collected longer ago than the policy's limit when it first arrived (BR-66). */
export const isOldOnArrival = ({ collectedOn, receivedOn }: Arrival, policy: ArrivalPolicy): boolean =>
  daysBetween(collectedOn, receivedOn) > policy.oldOfferDays;

/**
 * Days by which the pauses move the due day: resume date minus pause date, for the first pauses that the policy
 * allows and no more days in all than it allows; beyond, the clock runs (BR-69). An open pause credits nothing yet.
 */
export function creditedDays(pauses: readonly Pause[], allowance: PauseAllowance): number {
  const days = pauses
    .slice(0, allowance.pausesAtMost)
    .reduce((sum, { from, until }) => sum + (until === null ? 0 : daysBetween(from, until)), 0);
  return Math.min(days, allowance.pausedDaysAtMost);
}

/** True when the pauses, the open one counted until today, are more than the policy allows (BR-69). */
export function exceedsAllowance(
  pauses: readonly Pause[],
  today: LocalDate,
  allowance: PauseAllowance,
): boolean {
  const days = pauses.reduce((sum, { from, until }) => sum + daysBetween(from, until ?? today), 0);
  return pauses.length > allowance.pausesAtMost || days > allowance.pausedDaysAtMost;
}

/** Where an offer stands in its days: 0 on the day of collection, as many as the commitment on its last day. */
export function dayIndex(dueOn: LocalDate, days: number, today: LocalDate): number {
  return days + 1 - daysBetween(today, dueOn);
}
