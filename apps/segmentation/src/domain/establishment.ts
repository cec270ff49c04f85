import type { LocalDate } from '#domain/local-date';

/** What SIRENE says of one establishment, as far as Concerto needs it. */
export interface Establishment {
  readonly siret: string;
  /** Administratively open (etatAdministratif A). */
  readonly active: boolean;
  /** Has employees, as INSEE flags it (caractereEmployeur O). */
  readonly employer: boolean;
  /** Diffusion status other than O: neither a prospect from SIRENE, nor named (BR-10). */
  readonly partialDiffusion: boolean;
  /** NN when unknown: never assumed 0 (BR-11). */
  readonly headcountBand: string;
  readonly nafCode: string | null;
  readonly nafVersion: string;
  /** Null abroad. */
  readonly communeCode: string | null;
  /** Of a legal person only; never a sole trader's. */
  readonly publicName: string | null;
  readonly address: string | null;
  readonly createdOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
}

/** An establishment as a file told it: the file's vintage, and the day on which INSEE last processed the row. */
export interface ReportedEstablishment extends Establishment {
  readonly vintage: LocalDate;
  readonly processedAt: string;
}

/** The reference row of an establishment: the newest that was told of it, in whatever order the files came. */
export interface ReferenceEstablishment extends ReportedEstablishment {
  /** Some vintage, be it an old one, said that it was an active employer under full diffusion. */
  readonly onceEmployer: boolean;
}

export type Settled = 'NEW' | 'CHANGED' | 'SAME' | 'OLDER';

export interface Settlement {
  readonly outcome: Settled;
  readonly state: ReferenceEstablishment;
}

/** A file that bears no date, of its own or in its rows, is older than any other. */
export const UNDATED: LocalDate = '0001-01-01';

/**
 * Brings what a file says together with what is known. The newer vintage wins; at equal vintage the row that INSEE
 * processed last, then, so that the order of the files never matters, the greater content. What was true once stays
 * remembered in `onceEmployer`.
 */
export function settle(known: ReferenceEstablishment | undefined, told: ReportedEstablishment): Settlement {
  const wasEmployer = isActiveEmployer(told);
  if (!known) return { outcome: 'NEW', state: { ...told, onceEmployer: wasEmployer } };

  const onceEmployer = known.onceEmployer || wasEmployer;
  const sameContent = contentOf(known) === contentOf(told);
  if (rankOf(told) <= rankOf(known))
    return {
      outcome: sameContent ? 'SAME' : 'OLDER',
      state: onceEmployer === known.onceEmployer ? known : { ...known, onceEmployer },
    };
  return { outcome: sameContent ? 'SAME' : 'CHANGED', state: { ...told, onceEmployer } };
}

export const isActiveEmployer = (one: Establishment): boolean =>
  one.active && one.employer && !one.partialDiffusion;

const rankOf = (one: ReportedEstablishment): string =>
  `${one.vintage} ${one.processedAt.padEnd(19)} ${contentOf(one)}`;

const contentOf = (one: Establishment): string =>
  JSON.stringify([
    one.active,
    one.employer,
    one.partialDiffusion,
    one.headcountBand,
    one.nafCode,
    one.nafVersion,
    one.communeCode,
    one.publicName,
    one.address,
    one.createdOn,
    one.closedOn,
  ]);
