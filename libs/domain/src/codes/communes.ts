import list from './communes.json';

/** A commune and the bassin d'emploi (France Travail grid of 2021, not the zone d'emploi) that it belongs to. */
export interface Commune {
  /** INSEE code, 5 characters (2A, 2B and overseas included), never the postal code. */
  readonly code: string;
  readonly name: string;
  readonly departement: string;
  readonly basin: string;
  readonly basinName: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** The committed extract: Moselle, Oise and a few references. The whole table lives in the services' databases. */
export const COMMUNES: readonly Commune[] = list.communes.map((row) => {
  const [code, name, departement, basin, basinName, latitude, longitude] = row as CommuneRow;
  return { code, name, departement, basin, basinName, latitude, longitude };
});

const byCode = new Map(COMMUNES.map((commune) => [commune.code, commune]));

/** The commune of an INSEE code, undefined when the extract does not hold it. */
export const communeOf = (code: string): Commune | undefined => byCode.get(code);

/** The communes of a bassin d'emploi, by code, as far as the extract goes. */
export const communesOfBasin = (basin: string): readonly Commune[] =>
  COMMUNES.filter((commune) => commune.basin === basin);

/** True for the form of an INSEE commune code; it says nothing of its existence. */
export const isCommuneCode = (text: string): boolean => /^(?:\d{5}|2[AB]\d{3})$/.test(text);

type CommuneRow = [string, string, string, string, string, number | null, number | null];
