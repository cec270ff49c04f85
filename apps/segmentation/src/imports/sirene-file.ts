import { isCommuneCode } from '#domain/codes/communes';
import { isHeadcountBand } from '#domain/codes/headcount-bands';
import { NAF_VERSION } from '#domain/codes/naf';
import type { Columns } from '#service/imports/columns';
import {
  dateCell,
  FaultyCell,
  lineFault,
  listCell,
  type ReadLine,
  readingLine,
  siretCell,
} from '#service/imports/line-fault';
import type { Establishment } from '../domain/establishment';

/** A line of StockEtablissement before the file's vintage is known. */
export interface SireneRow extends Establishment {
  /** `AAAA-MM-JJTHH:MM:SS` as INSEE wrote it, empty when absent. */
  readonly processedAt: string;
}

/** Names of INSEE's columns; those without which a row cannot be judged are required. */
const COLUMN = {
  siret: 'siret',
  diffusion: 'statutDiffusionEtablissement',
  state: 'etatAdministratifEtablissement',
  employer: 'caractereEmployeurEtablissement',
  commune: 'codeCommuneEtablissement',
  band: 'trancheEffectifsEtablissement',
  naf: 'activitePrincipaleEtablissement',
} as const;

const STATES: ReadonlyMap<string, boolean> = new Map([
  ['A', true],
  ['F', false],
]);
/** Empty in old files for establishments without employees. */
const EMPLOYER: ReadonlyMap<string, boolean> = new Map([
  ['O', true],
  ['N', false],
  ['', false],
]);
/** P (partial) since 2023, N (none) before: both are left alone (BR-10). */
const PARTIAL: ReadonlyMap<string, boolean> = new Map([
  ['O', false],
  ['P', true],
  ['N', true],
]);

/** What INSEE writes in the place of a value that is not diffused. */
const NOT_DIFFUSED = '[ND]';

/** Reads the header of a StockEtablissement file, of any year, or refuses it; gives the reader of its lines. */
export function sireneLayout(columns: Columns): (cells: readonly string[]) => ReadLine<SireneRow> {
  columns.require(...Object.values(COLUMN));
  const of = (name: string) => {
    const cell = columns.cell(name);
    return (cells: readonly string[]) => {
      const value = cell(cells);
      return value === NOT_DIFFUSED ? '' : value;
    };
  };
  const siret = of(COLUMN.siret);
  const diffusion = of(COLUMN.diffusion);
  const state = of(COLUMN.state);
  const employer = of(COLUMN.employer);
  const commune = of(COLUMN.commune);
  const country = of('codePaysEtrangerEtablissement');
  const band = of(COLUMN.band);
  const naf = of(COLUMN.naf);
  const nafVersion = of('nomenclatureActivitePrincipaleEtablissement');
  const created = of('dateCreationEtablissement');
  const since = of('dateDebut');
  const processed = of('dateDernierTraitementEtablissement');
  const address = ['numeroVoieEtablissement', 'typeVoieEtablissement', 'libelleVoieEtablissement'].map(of);
  const publicName = publicNameOf(of);

  return (cells) =>
    readingLine(() => {
      const partialDiffusion = listCell(COLUMN.diffusion, diffusion(cells), PARTIAL);
      const active = listCell(COLUMN.state, state(cells), STATES);
      const closedOn = active ? null : dateCell('dateDebut', since(cells));
      return {
        siret: siretCell(COLUMN.siret, siret(cells)),
        active,
        employer: listCell(COLUMN.employer, employer(cells), EMPLOYER),
        partialDiffusion,
        headcountBand: isHeadcountBand(band(cells)) ? band(cells) : 'NN',
        nafCode: codeCell(COLUMN.naf, naf(cells)),
        nafVersion: codeCell('nomenclatureActivitePrincipaleEtablissement', nafVersion(cells)) ?? NAF_VERSION,
        communeCode: communeCell(commune(cells), country(cells), partialDiffusion),
        publicName: partialDiffusion ? null : publicName(cells),
        address: partialDiffusion ? null : clean(address.map((part) => part(cells)).join(' ')),
        createdOn: dateCell('dateCreationEtablissement', created(cells)),
        closedOn,
        processedAt: processedCell(processed(cells)),
      };
    });
}

function communeCell(code: string, country: string, partialDiffusion: boolean): string | null {
  if (code === '' && (country !== '' || partialDiffusion)) return null;
  if (code === '') throw new FaultyCell(lineFault(COLUMN.commune, 'missing'));
  if (!isCommuneCode(code)) throw new FaultyCell(lineFault(COLUMN.commune, 'not-a-code', code));
  return code;
}

function codeCell(field: string, value: string): string | null {
  if (value === '') return null;
  if (!/^[0-9A-Za-z.]{2,10}$/.test(value)) throw new FaultyCell(lineFault(field, 'not-a-code', value));
  return value;
}

function processedCell(value: string): string {
  const day = dateCell('dateDernierTraitementEtablissement', value);
  return day === null ? '' : `${day}${value.slice(10, 19)}`;
}

/**
 * The public name of a legal person. StockEtablissement does not say who is a sole trader (categorie juridique 1xxx of
 * the legal unit); a file that was joined with it does, and then no name of a sole trader is kept. Without that column
 * only the trade names are read (denomination usuelle, enseigne), which are put up for the public, and those that
 * begin with a civility are left out.
 */
function publicNameOf(of: (name: string) => (cells: readonly string[]) => string) {
  const category = of('categorieJuridiqueUniteLegale');
  const names = [
    'denominationUniteLegale',
    'denominationUsuelleEtablissement',
    'enseigne1Etablissement',
    'enseigne2Etablissement',
    'enseigne3Etablissement',
  ].map(of);
  return (cells: readonly string[]): string | null => {
    const legal = category(cells);
    if (legal.startsWith('1')) return null;
    const [denomination, ...tradeNames] = names.map((name) => clean(name(cells)));
    const candidates = legal === '' ? tradeNames : [denomination, ...tradeNames];
    return candidates.find((name) => name && !CIVILITY.test(name)) ?? null;
  };
}

const CIVILITY = /^(monsieur|madame|mademoiselle|mme|mlle|mr|m\.)\s/i;

/** One line, single spaces, no control character, and no longer than a fact allows; null when nothing is left. */
function clean(text: string): string | null {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return line === '' ? null : line.slice(0, 200);
}
