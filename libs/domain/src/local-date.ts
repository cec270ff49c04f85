import { type HolidayRegion, isHoliday } from './holidays';

/** A date on the wall calendar of a territory, `YYYY-MM-DD`: it has no hour and no zone. */
export type LocalDate = string;

export const PARIS = 'Europe/Paris';

const DAY = 86_400_000;

/** True for an existing day written `YYYY-MM-DD` (29 February only in leap years). */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The local date at this instant in an IANA zone (`America/Martinique`, `Indian/Reunion`...). */
export function localDateOf(instant: Date, zone: string = PARIS): LocalDate {
  return wallClock(instant, zone).slice(0, 10);
}

/** The first instant of a local day: 00:00, or the first minute that exists where the clock change skips midnight. */
export function startOfLocalDay(date: LocalDate, zone: string = PARIS): Date {
  const midnight = utcOf(date);
  // Two guesses are enough: the offset a day away differs from the wanted one by at most one clock change.
  const candidates = [-DAY, DAY].map((shift) => midnight - offsetAt(new Date(midnight + shift), zone));
  const exact = candidates.filter((at) => localDateOf(new Date(at), zone) === date);
  const first = exact.filter((at) => localDateOf(new Date(at - 1), zone) !== date);
  return new Date(Math.min(...(first.length > 0 ? first : exact.length > 0 ? exact : candidates)));
}

/** The date `days` days later (earlier when negative): calendar arithmetic, whatever the clock changes. */
export const addDays = (date: LocalDate, days: number): LocalDate =>
  new Date(utcOf(date) + days * DAY).toISOString().slice(0, 10);

/** Days from `from` to `to`, negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => (utcOf(to) - utcOf(from)) / DAY;

/** Monday to Friday, public holidays of the region excepted. */
export function isWorkingDay(date: LocalDate, region: HolidayRegion = 'FRANCE'): boolean {
  const weekday = new Date(utcOf(date)).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(date, region);
}

/** The n-th working day after the date (before it when n is negative); the date itself is never counted, and n = 0 gives it back. */
export function addWorkingDays(date: LocalDate, n: number, region: HolidayRegion = 'FRANCE'): LocalDate {
  const step = n < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(n); left > 0; ) {
    day = addDays(day, step);
    if (isWorkingDay(day, region)) left--;
  }
  return day;
}

const utcOf = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`);

/** How far the zone's clock is ahead of UTC at this instant, in milliseconds. */
const offsetAt = (instant: Date, zone: string): number =>
  Date.parse(`${wallClock(instant, zone)}Z`) - Math.floor(instant.getTime() / 1000) * 1000;

/** The clock on the wall, `YYYY-MM-DDTHH:mm:ss`: the Swedish locale writes ISO dates. */
function wallClock(instant: Date, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    formats.set(zone, format);
  }
  return format.format(instant).replace(' ', 'T');
}

const formats = new Map<string, Intl.DateTimeFormat>();
