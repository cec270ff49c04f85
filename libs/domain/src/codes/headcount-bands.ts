/** TPE under 10, PME under 250, ETI under 5,000, GE above (derived from the band of the establishment). */
type SizeClass = 'TPE' | 'PME' | 'ETI' | 'GE';

/** A band of the Insee list « tranche d'effectif salarié ». */
export interface HeadcountBand {
  readonly code: string;
  readonly label: string;
  readonly order: number;
  readonly min: number | null;
  /** Inclusive; null for the last band and for the unknown one. */
  readonly max: number | null;
  /** Null when the headcount is unknown: never assumed to be small (BR-11). */
  readonly sizeClass: SizeClass | null;
}

const bounds: readonly (readonly [string, string, number | null, number | null])[] = [
  ['NN', 'Effectif inconnu', null, null],
  ['00', '0 salarié', 0, 0],
  ['01', '1 ou 2 salariés', 1, 2],
  ['02', '3 à 5 salariés', 3, 5],
  ['03', '6 à 9 salariés', 6, 9],
  ['11', '10 à 19 salariés', 10, 19],
  ['12', '20 à 49 salariés', 20, 49],
  ['21', '50 à 99 salariés', 50, 99],
  ['22', '100 à 199 salariés', 100, 199],
  ['31', '200 à 249 salariés', 200, 249],
  ['32', '250 à 499 salariés', 250, 499],
  ['41', '500 à 999 salariés', 500, 999],
  ['42', '1 000 à 1 999 salariés', 1000, 1999],
  ['51', '2 000 à 4 999 salariés', 2000, 4999],
  ['52', '5 000 à 9 999 salariés', 5000, 9999],
  ['53', '10 000 salariés et plus', 10000, null],
];

/** All bands, the unknown one first, then by size. */
export const HEADCOUNT_BANDS: readonly HeadcountBand[] = bounds.map(([code, label, min, max], order) => ({
  code,
  label,
  order,
  min,
  max,
  sizeClass: sizeClassFrom(min),
}));

const byCode = new Map(HEADCOUNT_BANDS.map((band) => [band.code, band]));

/** The band of an Insee code; an empty or unlisted code is the unknown band NN. */
export const headcountBand = (code: string | null | undefined): HeadcountBand =>
  byCode.get(code ?? 'NN') ?? HEADCOUNT_BANDS[0]!;

export const isHeadcountBand = (code: string): boolean => byCode.has(code);

function sizeClassFrom(min: number | null): SizeClass | null {
  if (min === null) return null;
  if (min < 10) return 'TPE';
  if (min < 250) return 'PME';
  return min < 5000 ? 'ETI' : 'GE';
}
