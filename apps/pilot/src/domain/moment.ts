import { addDays, type LocalDate, localDateOf, startOfLocalDay } from '#domain/local-date';

/** When a figure is read: the instant, and the day that it is then in the territory. */
export interface Moment {
  readonly at: Date;
  readonly on: LocalDate;
  readonly timeZone: string;
}

/** The moment of this instant in the territory's zone. */
export const momentOf = (at: Date, timeZone: string): Moment => ({
  at,
  on: localDateOf(at, timeZone),
  timeZone,
});

/** The last instant of the local day `days` days before (now itself when `days` is 0). */
export function daysBefore(moment: Moment, days: number): Moment {
  if (days === 0) return moment;
  const on = addDays(moment.on, -days);
  const at = new Date(startOfLocalDay(addDays(on, 1), moment.timeZone).getTime() - 1);
  return { at, on, timeZone: moment.timeZone };
}

/** The same day of the `count` last weeks, oldest first; the last one is the moment itself. */
export const weeksUpTo = (moment: Moment, count: number): Moment[] =>
  Array.from({ length: count }, (_, index) => daysBefore(moment, 7 * (count - 1 - index)));

/** The test of whether a day is one of the `days` that end with the moment. */
export function lastDays(moment: Moment, days: number): (on: LocalDate) => boolean {
  const before = addDays(moment.on, -days);
  return (on) => on > before && on <= moment.on;
}
