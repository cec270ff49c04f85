import { type LocalDate, startOfLocalDay } from '#domain/local-date';

const known = new Map<string, Date>();
/** Some twenty years of days in a few zones; then the memory starts anew. */
const ENOUGH = 20_000;

/** The first instant of a local day, remembered: the calendar is asked for the same days a thousand times over. */
export function midnight(day: LocalDate, zone: string): Date {
  const key = `${day} ${zone}`;
  const found = known.get(key);
  if (found) return found;
  if (known.size >= ENOUGH) known.clear();
  const start = startOfLocalDay(day, zone);
  known.set(key, start);
  return start;
}
