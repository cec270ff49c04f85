import { Invalid } from '#domain/refused';
import { FaultyCell, lineFault, type ReadLine, readingLine } from '#service/imports/line-fault';

/** A cell of the open data: one family of jobs in one bassin of one département, one year. */
export interface OpenFigure {
  readonly year: number;
  readonly departement: string;
  readonly basin: string;
  readonly basinName: string;
  readonly fapCode: string;
  readonly fapLabel: string;
  /** Null where the open data keep a secret (`*`): never 0. */
  readonly projects: number | null;
  readonly difficult: number | null;
  readonly seasonal: number | null;
}

type Column = 'year' | 'fapCode' | 'fapLabel' | 'departement' | 'basin' | 'basinName' | Measure;
type Measure = 'projects' | 'difficult' | 'seasonal';

/**
 * How each column has been called over the years, once accents, case and punctuation are gone. The bassin's columns
 * carry the year (BE24, NOMBE24; be2019), which also tells the year of a file that has no column for it.
 */
const NAMES: Record<Column, RegExp> = {
  year: /^(annee|an|millesime|year)$/,
  fapCode: /^(code(metier|fap)?(bmo)?|metier|fap(2009|2021)?|codefap(2009|2021)?|famillemet(ier)?code)$/,
  fapLabel: /^(nom|lib|libelle|lbl)(metier|fap)(bmo)?$/,
  departement: /^(dept|dep|departement|code(dept|dep|departement))$/,
  basin: /^(code)?(be|bassin|bassinemploi|bassindemploi|bassinbmo)(\d{2}|\d{4})?$/,
  basinName: /^(nom|lib|libelle|lbl)(be|bassin|bassinemploi|bassindemploi|bassinbmo)(\d{2}|\d{4})?$/,
  projects: /^(met|projets?|nbprojets?|projetsderecrutement|projetsrecrutement)$/,
  difficult: /^(xmet|difficiles?|projetsdifficiles?|nbprojetsdifficiles?)$/,
  seasonal: /^(smet|saisonniers?|projetssaisonniers?|nbprojetssaisonniers?)$/,
};
const REQUIRED: readonly Column[] = ['fapCode', 'basin', ...(['projects', 'difficult', 'seasonal'] as const)];

/** Reads the header of any year's file and gives the reader of its lines; Invalid when it is no BMO file. */
export function openDataLayout(
  header: readonly string[],
  yearOtherwise: number | null,
): (cells: readonly string[]) => ReadLine<OpenFigure> {
  const names = header.map(bare);
  const index = (column: Column) => names.findIndex((name) => NAMES[column].test(name));
  const missing = REQUIRED.filter((column) => index(column) < 0);
  if (missing.length > 0) throw notBmo(header, missing);
  const year = yearOfName(names[index('basin')]!) ?? yearOtherwise;
  if (index('year') < 0 && year === null)
    throw new Invalid(
      'year-unknown',
      'Le fichier ne dit pas de quelle année il est : précisez-la avec la date du fichier (--as-of AAAA-MM-JJ).',
    );
  const cell = (column: Column) => {
    const at = index(column);
    return (cells: readonly string[]) => (at < 0 ? '' : (cells[at] ?? '').trim());
  };
  const [yearCell, fap, label, departement] = (['year', 'fapCode', 'fapLabel', 'departement'] as const).map(
    cell,
  );
  const [basin, basinName, met, xmet, smet] = (
    ['basin', 'basinName', 'projects', 'difficult', 'seasonal'] as const
  ).map(cell);
  const name = (column: Column) => header[index(column)]!.trim();
  return (cells) =>
    readingLine(() => ({
      year: index('year') < 0 ? year! : yearOf(name('year'), yearCell!(cells)),
      departement: departement!(cells),
      basin: codeCell(name('basin'), basin!(cells), /^[0-9A-Z]{3,6}$/i),
      basinName: basinName!(cells),
      fapCode: codeCell(name('fapCode'), fap!(cells), /^[0-9A-Z]{3,8}$/i).toUpperCase(),
      fapLabel: label!(cells),
      projects: measureCell(name('projects'), met!(cells)),
      difficult: measureCell(name('difficult'), xmet!(cells)),
      seasonal: measureCell(name('seasonal'), smet!(cells)),
    }));
}

/** True for a row of cells that can only be the header of a BMO file: a workbook has other sheets, and titles. */
export const looksLikeHeader = (cells: readonly string[]): boolean => {
  const names = cells.map(bare);
  return REQUIRED.every((column) => names.some((name) => NAMES[column].test(name)));
};

const bare = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

function yearOfName(name: string): number | null {
  const digits = /(\d{2}|\d{4})$/.exec(name)?.[1];
  if (!digits) return null;
  return digits.length === 2 ? 2000 + Number(digits) : Number(digits);
}

function yearOf(field: string, text: string): number {
  if (!/^(19|20)\d{2}$/.test(text)) throw new FaultyCell(lineFault(field, 'not-a-date', text));
  return Number(text);
}

function codeCell(field: string, text: string, form: RegExp): string {
  if (text === '') throw new FaultyCell(lineFault(field, 'missing'));
  if (!form.test(text)) throw new FaultyCell(lineFault(field, 'not-a-code', text));
  return text;
}

/** A whole number; null for the secret (`*`) and for an empty cell, which is no zero either. */
function measureCell(field: string, text: string): number | null {
  if (text === '' || text === '*') return null;
  if (!/^\d{1,7}$/.test(text)) throw new FaultyCell(lineFault(field, 'not-a-number', text));
  return Number(text);
}

function notBmo(header: readonly string[], missing: readonly Column[]): Invalid {
  const words: Partial<Record<Column, string>> = {
    fapCode: 'le code du métier',
    basin: 'le bassin (BE24, par exemple)',
    projects: 'met',
    difficult: 'xmet',
    seasonal: 'smet',
  };
  const found = header.slice(0, 14).map((name) => name.trim().slice(0, 40));
  return new Invalid(
    'columns-missing',
    `Ce n’est pas un fichier BMO en données ouvertes : il manque ${missing.map((one) => words[one]).join(', ')} (trouvé : ${found.join(', ') || 'rien'}).`,
    missing.map((one) => ({
      pointer: `/header/${one}`,
      code: 'column-missing',
      detail: `Il manque ${words[one]}.`,
    })),
  );
}
