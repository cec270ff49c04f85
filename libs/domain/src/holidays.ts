/// <reference path="./jours-feries.d.ts" />
import getJoursFeries from '@socialgouv/jours-feries';

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

  // The law of 1892 is taken as holding in every commune of Alsace and Moselle: Good Friday and 26 December.
  const common = getJoursFeries(year, { alsace: region === 'ALSACE_MOSELLE' });
  const days = Object.values(common).map(localDay);
  const abolition = ABOLITION[region];
  if (abolition) days.push(`${year}-${abolition}`);
  const sorted = [...new Set(days)].sort();
  cache.set(key, sorted);
  return sorted;
}

/** True when the local date is a public holiday of the region. */
export const isHoliday = (date: string, region: HolidayRegion = 'FRANCE'): boolean =>
  holidaysOf(Number(date.slice(0, 4)), region).includes(date);

const cache = new Map<string, readonly string[]>();

/** The package gives midnights of the process's own zone. */
const localDay = (day: Date): string =>
  `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
