import list from './fap.json';
import { romeParent } from './rome';

/** How the ROME codes of a family were found: by the same label, by the same code only, or not at all. */
type FapMatch = 'LABEL' | 'TO_CHECK' | 'NONE';

/** A job family of the BMO survey (FAP 2021, 228 entries). */
export interface Fap {
  readonly code: string;
  readonly label: string;
  readonly match: FapMatch;
  /** ROME v3 codes, derived from the 2009 table and not official: a proposal to confirm (BR-57). */
  readonly romeCodes: readonly string[];
}

/** Every family, by code. */
export const FAPS: readonly Fap[] = list.codes.map((row) => {
  const [code, label, match, romeCodes] = row as [string, string, FapMatch, string[]];
  return { code, label, match, romeCodes };
});

const byCode = new Map(FAPS.map((fap) => [fap.code, fap]));

export const fapOf = (code: string): Fap | undefined => byCode.get(code);

export const fapLabel = (code: string): string | undefined => byCode.get(code)?.label;

/** The families that a ROME code (v3, or v4 through the code it comes from) may belong to, by code. */
export function fapsOfRome(romeCode: string): readonly Fap[] {
  const parent = romeParent(romeCode) ?? romeCode;
  return FAPS.filter((fap) => fap.romeCodes.includes(romeCode) || fap.romeCodes.includes(parent));
}
