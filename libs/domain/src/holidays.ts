/** Where public holidays differ from the common eleven: by law, not by custom. */
export type HolidayRegion =
  | 'FRANCE'
  | 'ALSACE_MOSELLE'
  | 'GUADELOUPE'
  | 'MARTINIQUE'
  | 'GUYANE'
  | 'REUNION'
  | 'MAYOTTE'
  | 'SAINT_BARTHELEMY'
  | 'SAINT_MARTIN';

const REGION_OF_DEPARTEMENT: Readonly<Record<string, HolidayRegion>> = {
  57: 'ALSACE_MOSELLE',
  67: 'ALSACE_MOSELLE',
  68: 'ALSACE_MOSELLE',
  971: 'GUADELOUPE',
  972: 'MARTINIQUE',
  973: 'GUYANE',
  974: 'REUNION',
  976: 'MAYOTTE',
  977: 'SAINT_BARTHELEMY',
  978: 'SAINT_MARTIN',
};

/** Code du travail, L3133-1: fixed dates, as MM-DD. */
const FIXED = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];

/** Days after Easter Sunday: Easter Monday, Ascension, Whit Monday. */
const AFTER_EASTER = [1, 39, 50];

/** L3422-2, the abolition of slavery, one date per overseas department. */
const ABOLITION: Partial<Record<HolidayRegion, string>> = {
  MAYOTTE: '04-27',
  MARTINIQUE: '05-22',
  GUADELOUPE: '05-27',
  SAINT_MARTIN: '05-28',
  GUYANE: '06-10',
  SAINT_BARTHELEMY: '10-09',
  REUNION: '12-20',
};

/** The holiday region of an INSEE commune code (5 characters). */
export function regionOfCommune(communeCode: string): HolidayRegion {
  const departement = /^9[78]/.test(communeCode) ? communeCode.slice(0, 3) : communeCode.slice(0, 2);
  return REGION_OF_DEPARTEMENT[departement] ?? 'FRANCE';
}

/** The public holidays of a year in a region, as sorted local dates. */
export function holidaysOf(year: number, region: HolidayRegion = 'FRANCE'): readonly string[] {
  const key = `${year}-${region}`;
  const known = cache.get(key);
  if (known) return known;

  const easter = easterOf(year);
  const days = FIXED.map((day) => `${pad(year, 4)}-${day}`);
  for (const offset of AFTER_EASTER) days.push(shifted(easter, offset));
  const abolition = ABOLITION[region];
  if (abolition) days.push(`${pad(year, 4)}-${abolition}`);
  // Local law of 1892: Good Friday (in the communes that have a mixed or Protestant church: taken as all) and 26 December.
  if (region === 'ALSACE_MOSELLE') days.push(shifted(easter, -2), `${pad(year, 4)}-12-26`);
  const sorted = [...new Set(days)].sort();
  cache.set(key, sorted);
  return sorted;
}

/** True when the local date is a public holiday of the region. */
export const isHoliday = (date: string, region: HolidayRegion = 'FRANCE'): boolean =>
  holidaysOf(Number(date.slice(0, 4)), region).includes(date);

const cache = new Map<string, readonly string[]>();

/** Easter Sunday in the Gregorian calendar (Meeus, Jones, Butcher), at midnight UTC. */
function easterOf(year: number): Date {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return new Date(Date.UTC(year, month - 1, day));
}

const shifted = (day: Date, days: number): string =>
  new Date(day.getTime() + days * 86_400_000).toISOString().slice(0, 10);

const pad = (value: number, width: number): string => String(value).padStart(width, '0');
