import { luhnSum } from '#domain/siret';

/** Visibly fictitious legal units: 999, five digits of rank, and a check digit that holds. Rank from 0 to 99,999. */
export const fictitiousSiren = (rank: number): string =>
  withCheckDigit(`999${String(rank).padStart(5, '0')}`);

/** The `nth` establishment (from 1) of a fictitious legal unit. */
export const fictitiousSiret = (siren: string, nth: number): string =>
  withCheckDigit(`${siren}${String(nth).padStart(4, '0')}`);

const withCheckDigit = (digits: string): string => `${digits}${(10 - (luhnSum(`${digits}0`) % 10)) % 10}`;
