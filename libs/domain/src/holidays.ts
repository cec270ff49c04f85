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
  | 'SAINT_MARTIN'
  | 'WALLIS_ET_FUTUNA'
  | 'POLYNESIE_FRANCAISE'
  | 'NOUVELLE_CALEDONIE';

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
  986: 'WALLIS_ET_FUTUNA',
  987: 'POLYNESIE_FRANCAISE',
  988: 'NOUVELLE_CALEDONIE',
};

/**
 * Days of one region alone, `MM-DD`. Overseas departments and the two islands: the abolition of slavery, labour code
 * L3422-2 and decree 2012-553 (Saint-Martin since 2018). The Pacific: their own labour codes. Saint-Pierre-et-Miquelon
 * (975) and the French Southern Lands have none of their own.
 */
const OWN_DAYS: Partial<Record<HolidayRegion, readonly string[]>> = {
  MAYOTTE: ['04-27'],
  MARTINIQUE: ['05-22'],
  GUADELOUPE: ['05-27'],
  SAINT_MARTIN: ['05-28'],
  GUYANE: ['06-10'],
  SAINT_BARTHELEMY: ['10-09'],
  REUNION: ['12-20'],
  WALLIS_ET_FUTUNA: ['04-28', '07-29'],
  POLYNESIE_FRANCAISE: ['03-05'],
  NOUVELLE_CALEDONIE: ['09-24'],
};

/** French Polynesia: the day of autonomy gave way to Matari’i i ni’a in 2025. */
const polynesianDay = (year: number): string => (year < 2025 ? '06-29' : '11-20');

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
  const {
    'Vendredi Saint': goodFriday,
    'Saint Étienne': saintStephen,
    ...common
  } = getJoursFeries(year, {
    alsace: true,
  });
  const days = Object.values(common).map(localDay);
  if (region === 'ALSACE_MOSELLE') days.push(localDay(goodFriday!), localDay(saintStephen!));
  if (region === 'POLYNESIE_FRANCAISE') days.push(localDay(goodFriday!), `${year}-${polynesianDay(year)}`);
  for (const day of OWN_DAYS[region] ?? []) days.push(`${year}-${day}`);
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
