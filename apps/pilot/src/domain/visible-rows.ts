import { communeOf } from '#domain/codes/communes';
import type { IndicatorRowsAnswer, RowCell, RowColumn } from './answers/rows';
import type { Definition, FigureRow } from './definition';
import type { Evidence } from './evidence';
import type { Moment } from './moment';

/** Who asks for the rows: a territory sees all of them, a partner its own and the sum of the others (BR-100, BR-123). */
export type Reader =
  | { readonly sees: 'TERRITORY' }
  | { readonly sees: 'PARTNER'; readonly partnerId: string };

const PAGE = 50;

const EMPLOYER_COLUMNS: readonly RowColumn[] = [
  { key: 'siret', label: 'SIRET', kind: 'siret' },
  { key: 'name', label: 'Établissement', kind: 'text' },
  { key: 'commune', label: 'Commune', kind: 'text' },
];

/**
 * A page of the rows behind a figure, in the order of their ids. What another partner did is aggregated in one last
 * line, never listed; an establishment under partial diffusion is only named to the partners whose row it is (BR-10).
 */
export function visibleRows(
  definition: Definition,
  evidence: Evidence,
  moment: Moment,
  ask: { part: 'numerator' | 'denominator'; reader: Reader; after: string | null },
): IndicatorRowsAnswer {
  const all = (definition[ask.part]?.(evidence, moment) ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
  const own = all.filter((row) => isOwn(row, ask.reader));
  const from = ask.after === null ? own : own.filter(({ id }) => id > ask.after!);
  const page = from.slice(0, PAGE);
  const last = from.length <= PAGE;
  const named = all.some(({ employerId }) => employerId !== null);
  const hidden = ask.reader.sees === 'TERRITORY' ? [] : (definition.coordinationOnly ?? []);
  return {
    asOf: moment.at.toISOString(),
    indicator: definition.id,
    part: ask.part,
    total: all.length,
    columns: [
      ...(named ? EMPLOYER_COLUMNS : []),
      ...definition.columns.filter(({ key }) => !hidden.includes(key)),
    ],
    rows: [
      ...page.map((row) => without(hidden, shown(evidence, ask.reader, row))),
      ...(last && own.length < all.length ? [others(all.length - own.length)] : []),
    ],
    nextCursor: last ? null : page.at(-1)!.id,
  };
}

const isOwn = (row: FigureRow, reader: Reader): boolean =>
  reader.sees === 'TERRITORY' || row.partnerIds.includes(reader.partnerId);

function shown(evidence: Evidence, reader: Reader, row: FigureRow): Record<string, RowCell> {
  const employer = row.employerId === null ? undefined : evidence.employers.get(row.employerId);
  const cells = row.cells as Record<string, RowCell>;
  if (!employer) return cells;
  if (employer.partialDiffusion && reader.sees === 'TERRITORY')
    return { siret: null, name: 'Établissement en diffusion partielle', commune: null, ...cells };
  return {
    siret: employer.siret,
    name: employer.publicName,
    commune: communeOf(employer.communeCode)?.name ?? employer.communeCode,
    ...cells,
  };
}

const without = (hidden: readonly string[], row: Record<string, RowCell>): Record<string, RowCell> =>
  Object.fromEntries(Object.entries(row).filter(([key]) => !hidden.includes(key)));

const others = (count: number): Record<string, RowCell> => ({
  siret: null,
  name: count === 1 ? '1 ligne d’un autre partenaire' : `${count} lignes d’autres partenaires`,
  commune: null,
});
