import { regionOfCommune } from '#domain/holidays';
import { addDays, isWorkingDay, type LocalDate, startOfLocalDay } from '#domain/local-date';
import type { Random } from './random';

const METZ = '57463';

/** How much of a normal month's prospecting a month sees, January first: summer and Christmas are quiet. */
const SEASON = [0.95, 1.05, 1.15, 1.05, 0.9, 1.05, 0.7, 0.45, 1.25, 1.2, 1.1, 0.65];

/** A day on which agents of Metz work, with its share of the year's activity. */
export interface WorkingDay {
  readonly date: LocalDate;
  readonly share: number;
}

/** The working days of the `days` days before today, oldest first; their shares add up to one. */
export function workingDaysBefore(today: LocalDate, days: number): WorkingDay[] {
  const region = regionOfCommune(METZ);
  const dates: LocalDate[] = [];
  for (let ago = days; ago >= 1; ago--) {
    const date = addDays(today, -ago);
    if (isWorkingDay(date, region)) dates.push(date);
  }
  const season = (date: LocalDate) => SEASON[Number(date.slice(5, 7)) - 1]!;
  const total = dates.reduce((sum, date) => sum + season(date), 0);
  return dates.map((date) => ({ date, share: season(date) / total }));
}

/** The first working day from this date on. */
export function workingDayFrom(date: LocalDate): LocalDate {
  const region = regionOfCommune(METZ);
  let day = date;
  while (!isWorkingDay(day, region)) day = addDays(day, 1);
  return day;
}

/** An instant of office hours, 08:30 to 17:25 by steps of five minutes, as RFC 3339 in UTC. */
export const officeHour = (random: Random, date: LocalDate): string =>
  new Date(startOfLocalDay(date).getTime() + (510 + 5 * random.int(0, 107)) * 60_000).toISOString();
