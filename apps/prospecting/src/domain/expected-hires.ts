import { headcountBand } from '#domain/codes/headcount-bands';
import { nafSectionOf } from '#domain/codes/naf';

/**
 * Hires planned a year per employee: the 13,661 projects of the BMO survey of 2024 in the bassin d'emploi of Metz (4431)
 * over the 94,300 employees of its 8,028 employers (Insee, establishments by size band, 2014).
 */
const HIRES_PER_EMPLOYEE = 0.145;

/**
 * How much more or less a section of NAF rév. 2 hires than the mean, per employee: its share of hires (La Bonne Boîte
 * 2021, hires by ROME and NAF) over its share of employees (Insee, SIRENE of Metz, 2013-2014). Kept between one half and
 * double, since one is national and the other a city's; 1 where either is missing.
 */
const BY_SECTION: Readonly<Record<string, number>> = {
  C: 2,
  D: 0.62,
  E: 0.5,
  F: 2,
  G: 0.78,
  H: 2,
  I: 1.09,
  J: 1.13,
  K: 0.5,
  L: 0.5,
  M: 1.28,
  N: 2,
  O: 0.74,
  P: 0.5,
  Q: 0.81,
  R: 1.08,
  S: 0.5,
};

/** Employees of an establishment of unknown size: the mean of the smallest band, until somebody has asked. */
const UNKNOWN_HEADCOUNT = 2;
/** An establishment without employees may take on its first one. */
const FIRST_EMPLOYEE = 0.5;

/**
 * Hires expected in a year, in hundredths: by size and section, or what its own BMO answers intend when that is more.
 * Never a count to publish: it orders employers (allocation.md 2.3).
 */
export function expectedHires(band: string, nafCode: string | null, intended: number): number {
  const section = nafSectionOf(nafCode ?? '') ?? '';
  const usual = headcountOf(band) * HIRES_PER_EMPLOYEE * (BY_SECTION[section] ?? 1);
  return Math.round(Math.max(usual, intended) * 100) / 100;
}

/** Share of the expected hires that the partners receive as offers already, 0 to 1, in hundredths. */
export const capturedShare = (offersInAYear: number, hires: number): number =>
  hires > 0 ? Math.round(Math.min(1, offersInAYear / hires) * 100) / 100 : 0;

function headcountOf(band: string): number {
  const { min, max } = headcountBand(band);
  if (min === null) return UNKNOWN_HEADCOUNT;
  if (min === 0) return FIRST_EMPLOYEE;
  // Bands are wide and small firms are the more numerous in each: the geometric mean, not the middle.
  return Math.sqrt(min * (max ?? min));
}
