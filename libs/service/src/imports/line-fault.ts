import { isLocalDate, type LocalDate } from '#domain/local-date';
import { Invalid } from '#domain/refused';
import { parseSiret } from '#domain/siret';

/** Why one line of a file is refused: the column, a stable slug, a French sentence, and what stood there. */
export interface LineFault {
  readonly field: string;
  readonly cause: string;
  readonly detail: string;
  readonly value?: string;
}

const DETAILS = {
  'quote-not-closed': 'Un guillemet ouvert n’est jamais refermé sur cette ligne.',
  'line-too-long': 'La ligne est bien trop longue pour être une ligne de ce fichier.',
  'not-text': 'La ligne contient des octets qui ne sont pas du texte.',
  'cells-missing': 'La ligne a moins de cellules que l’en-tête : elle est sans doute coupée.',
  'cells-too-many': 'La ligne a plus de cellules que l’en-tête : un séparateur est sans doute en trop.',
  missing: 'La cellule est vide, et elle est nécessaire.',
  'not-a-date': 'La date n’existe pas ou n’est pas écrite AAAA-MM-JJ ou JJ/MM/AAAA.',
  'in-the-future': 'La date est dans le futur.',
  'not-in-list': 'La valeur n’est pas de celles que ce fichier admet.',
  'not-a-code': 'La valeur n’a pas la forme d’un code de cette liste.',
  'not-a-number': 'La valeur n’est pas un nombre entier, positif ou nul.',
  'too-long': 'La valeur est trop longue.',
} as const;

export type FaultCause = keyof typeof DETAILS;

/** What is kept of a faulty value: enough to find it in the file. */
const KEPT_CHARACTERS = 60;

/** A fault of one of the causes that every file may have. */
export const lineFault = (field: string, cause: FaultCause, value?: string): LineFault => ({
  field,
  cause,
  detail: DETAILS[cause],
  ...(value ? { value: value.slice(0, KEPT_CHARACTERS) } : {}),
});

/** A line read, or refused. */
export type ReadLine<Row> = { readonly row: Row } | { readonly fault: LineFault };

/** Thrown inside a line reader; `readingLine` makes it the line's fault. */
export class FaultyCell extends Error {
  constructor(readonly fault: LineFault) {
    super(fault.cause);
  }
}

/** Runs the reading of one line; what one of the readers below refuses becomes the fault of the line. */
export function readingLine<Row>(read: () => Row): ReadLine<Row> {
  try {
    return { row: read() };
  } catch (error) {
    if (error instanceof FaultyCell) return { fault: error.fault };
    throw error;
  }
}

/** Reads a SIRET (BR-01), or refuses the line with the sentence of the rule that it breaks. */
export function siretCell(field: string, value: string, leadingZerosLost = false): string {
  try {
    return parseSiret(value, { leadingZerosLost });
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const kept = value ? { value: value.slice(0, KEPT_CHARACTERS) } : {};
    throw new FaultyCell({ field, cause: error.reason, detail: error.sentence, ...kept });
  }
}

/** Reads `AAAA-MM-JJ` (a time after it is dropped) or `JJ/MM/AAAA`; null when empty; refuses the line otherwise. */
export function dateCell(field: string, value: string): LocalDate | null {
  const text = value.trim();
  if (text === '') return null;
  const french = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
  const day = french ? `${french[3]}-${french[2]}-${french[1]}` : text.replace(/[T ]\d{2}:\d{2}.*$/, '');
  if (!isLocalDate(day)) throw new FaultyCell(lineFault(field, 'not-a-date', value));
  return day;
}

/** Reads one of a closed list, or refuses the line. */
export function listCell<Value>(field: string, value: string, list: ReadonlyMap<string, Value>): Value {
  const found = list.get(value.trim());
  if (found === undefined)
    throw new FaultyCell(lineFault(field, value.trim() ? 'not-in-list' : 'missing', value));
  return found;
}
