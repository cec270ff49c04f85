import { fapOf } from '#domain/codes/fap';
import { isLocalDate } from '#domain/local-date';
import { Columns } from '#service/imports/columns';
import { FaultyCell, lineFault, type ReadLine, readingLine, siretCell } from '#service/imports/line-fault';
import type { IntentionRow } from '../domain/intention';

/**
 * The documented CSV of nominative intentions:
 * `id_reponse;siret;code_fap;nombre;saisonnier;difficile;mois_embauche;communicable`. The short names of the same
 * columns are read too. `communicable` is oui or non, and empty is non.
 */
const NAMES = {
  responseId: ['id_reponse'],
  siret: ['siret'],
  fap: ['code_fap', 'fap'],
  positions: ['nombre', 'projets'],
  seasonal: ['saisonnier'],
  difficult: ['difficile'],
  month: ['mois_embauche', 'mois'],
  communicable: ['communicable'],
} as const;

const YES_OR_NO = new Map([
  ...['oui', 'o', 'true', '1', 'vrai'].map((text) => [text, true] as const),
  ...['non', 'n', 'false', '0', 'faux', ''].map((text) => [text, false] as const),
]);

/** Reads the header (Invalid when it is another file) and gives the reader of its lines. */
export function intentionsLayout(
  header: readonly string[],
  leadingZerosLost: boolean,
): (cells: readonly string[]) => ReadLine<IntentionRow> {
  const columns = new Columns(header);
  const named = (names: readonly string[]) => names.find((name) => columns.has(name)) ?? names[0]!;
  const required = [NAMES.siret, NAMES.fap, NAMES.positions].map(named);
  columns.require(...required);
  const cellOf = (names: readonly string[]) => ({ name: named(names), cell: columns.cell(named(names)) });
  const read = {
    responseId: cellOf(NAMES.responseId),
    siret: cellOf(NAMES.siret),
    fap: cellOf(NAMES.fap),
    positions: cellOf(NAMES.positions),
    seasonal: cellOf(NAMES.seasonal),
    difficult: cellOf(NAMES.difficult),
    month: cellOf(NAMES.month),
    communicable: cellOf(NAMES.communicable),
  };
  const flag = (
    field: { name: string; cell: (cells: readonly string[]) => string },
    cells: readonly string[],
  ) => {
    const found = YES_OR_NO.get(field.cell(cells).toLowerCase());
    if (found === undefined) throw new FaultyCell(lineFault(field.name, 'not-in-list'));
    return found;
  };
  return (cells) =>
    withoutValue(
      readingLine(() => {
        const siret = siretCell(read.siret.name, read.siret.cell(cells), leadingZerosLost);
        const responseId = read.responseId.cell(cells) || siret;
        if (responseId.length > 128) throw new FaultyCell(lineFault(read.responseId.name, 'too-long'));
        return {
          responseId,
          siret,
          fapCode: fapCell(read.fap.name, read.fap.cell(cells)),
          positions: positionsCell(read.positions.name, read.positions.cell(cells)),
          seasonal: flag(read.seasonal, cells),
          difficult: flag(read.difficult, cells),
          hiringMonth: monthCell(read.month.name, read.month.cell(cells)),
          communicable: flag(read.communicable, cells),
        };
      }),
    );
}

/** An individual answer is not repeated in the report of its import: the line's number is enough to find it (BR-53). */
const withoutValue = <Row>(line: ReadLine<Row>): ReadLine<Row> => {
  if ('row' in line) return line;
  const { field, cause, detail } = line.fault;
  return { fault: { field, cause, detail } };
};

function fapCell(field: string, text: string): string {
  const code = text.toUpperCase();
  if (code === '') throw new FaultyCell(lineFault(field, 'missing'));
  if (!fapOf(code)) throw new FaultyCell(lineFault(field, 'not-in-list'));
  return code;
}

function positionsCell(field: string, text: string): number {
  if (text === '') throw new FaultyCell(lineFault(field, 'missing'));
  if (!/^\d{1,5}$/.test(text) || Number(text) === 0) throw new FaultyCell(lineFault(field, 'not-a-number'));
  return Number(text);
}

/** `AAAA-MM`, `MM/AAAA` or a day of that month; the first day of the month, or null when none is stated. */
function monthCell(field: string, text: string): string | null {
  if (text === '') return null;
  const [, year, month] = /^(\d{4})-(\d{2})(?:-\d{2})?$/.exec(text) ?? [];
  const [, frenchMonth, frenchYear] = /^(?:\d{2}\/)?(\d{2})\/(\d{4})$/.exec(text) ?? [];
  const first = `${year ?? frenchYear}-${month ?? frenchMonth}-01`;
  if (!isLocalDate(first)) throw new FaultyCell(lineFault(field, 'not-a-date'));
  return first;
}
