import { addDays, type LocalDate } from '#domain/local-date';
import { fictitiousSiren, fictitiousSiret } from './fictitious-siret';
import { companyName } from './names';
import { drawerOf, type Random } from './random';
import activities from './weights/activities.json';
import communes from './weights/communes.json';

/** One made-up establishment of the bassin d'emploi of Metz, as SIRENE would hold it. */
export interface DemoEstablishment {
  readonly siren: string;
  readonly siret: string;
  readonly headOffice: boolean;
  /** Null for a sole trader: SIRENE's establishment file gives no name. */
  readonly name: string | null;
  readonly communeCode: string;
  /** In the bassin d'emploi of the demonstration. */
  readonly inTerritory: boolean;
  readonly nafCode: string;
  readonly headcountBand: string;
  readonly isEmployer: boolean;
  readonly active: boolean;
  readonly closedOn: LocalDate | null;
  readonly partialDiffusion: boolean;
  readonly createdOn: LocalDate;
  readonly treatedOn: LocalDate;
  /** How easily partners come across it: from about 0.2 for the smallest to 3 for the largest. Ours, in no file. */
  readonly visibility: number;
}

type Size = 1 | 2 | 3;

const sizes: readonly Size[] = [1, 2, 3];
const communeRows = communes.communes as [string, number, number, number][];
const activityRows = activities.activities as [string, number, number, number][];
const bandRows = activities.bands as [string, number][];

const sizeOf = (band: string): Size => (band < '10' ? 1 : band < '20' ? 2 : 3);
const drawCommune = perSize((size) => drawerOf(communeRows, (row) => row[size]));
const drawActivity = perSize((size) => drawerOf(activityRows, (row) => row[size] + 0.02));
// A band above 2,000 is a public hospital here: a made-up firm of that size would catch every eye.
const drawBand = drawerOf(
  bandRows.filter(([band]) => band < '50'),
  ([, count]) => count,
);

/** Communes beside the territory: their establishments are read and counted as outside. */
const OUTSIDE = ['57672', '57227', '54395', '57631'];

/**
 * About `count` establishments: sizes and sectors as among the employers of Metz, communes as in the Insee table of
 * the bassin; a legal unit in twelve has several sites, and a few are closed, not employers, under partial diffusion
 * or of unknown size.
 */
export function establishmentsOf(random: Random, count: number, today: LocalDate): DemoEstablishment[] {
  const made: DemoEstablishment[] = [];
  for (let rank = 0; made.length < count; rank++) {
    const siren = fictitiousSiren(rank * 7 + 1001);
    const sites = random.chance(0.08) ? random.int(2, 4) : 1;
    const first = oneOf(random, siren, 1, today);
    made.push(first);
    for (let nth = 2; nth <= sites; nth++)
      made.push({
        ...oneOf(random, siren, nth, today),
        nafCode: first.nafCode,
        name: first.name,
        headOffice: false,
      });
  }
  return made;
}

function oneOf(random: Random, siren: string, nth: number, today: LocalDate): DemoEstablishment {
  const known = drawBand(random)[0];
  const size = sizeOf(known);
  const nafCode = drawActivity[size](random)[0];
  const isEmployer = !random.chance(0.03);
  const unknownSize = isEmployer && random.chance(0.06);
  const closed = random.chance(0.035);
  const soleTrader = size === 1 && random.chance(0.3);
  const partialDiffusion = random.chance(soleTrader ? 0.06 : 0.008);
  const outside = random.chance(0.012);
  const closedOn = closed ? addDays(today, -random.int(5, 900)) : null;
  return {
    siren,
    siret: fictitiousSiret(siren, nth),
    headOffice: nth === 1,
    name: soleTrader || partialDiffusion ? null : companyName(random, nafCode),
    communeCode: outside ? random.pick(OUTSIDE) : drawCommune[size](random)[0],
    inTerritory: !outside,
    nafCode,
    headcountBand: !isEmployer || unknownSize ? 'NN' : known,
    isEmployer,
    active: !closed,
    closedOn,
    partialDiffusion,
    createdOn: addDays(today, -random.int(1000, 12_000)),
    treatedOn: addDays(today, -random.int(40, 700)),
    visibility: (0.3 + 0.14 * order(known)) * (0.5 + random.next()),
  };
}

const order = (band: string): number =>
  Math.max(
    0,
    bandRows.findIndex(([code]) => code === band),
  ) ** 1.35;

function perSize<T>(make: (size: Size) => T): Readonly<Record<Size, T>> {
  const [small, middle, large] = sizes.map(make);
  return { 1: small!, 2: middle!, 3: large! };
}

/** An employer that partners may prospect: active, of the territory, and not under partial diffusion (BR-10). */
export const isProspect = (one: DemoEstablishment): boolean =>
  one.isEmployer && one.active && one.inTerritory && !one.partialDiffusion;
