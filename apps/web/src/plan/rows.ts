import type { Network } from '../api/dashboard';
import type { Board, StructureRow } from '../api/plan';
import { FIVE, signOf } from '../design/networks';

/** A line of the matrix: a network, or one structure. */
export interface MatrixRow {
  key: string;
  kind: Network;
  name: string;
  capacity: number;
  assigned: number;
  /** What one more visit is worth, in posts: from the next one to the last one. */
  low: number;
  high: number;
  bySegment: ReadonlyMap<string, number>;
}

const cells = (structures: readonly StructureRow[]): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const structure of structures)
    for (const { segment, assigned } of structure.cells)
      sums.set(segment, (sums.get(segment) ?? 0) + assigned);
  return sums;
};

const rowOf = (key: string, kind: Network, name: string, structures: readonly StructureRow[]): MatrixRow => ({
  key,
  kind,
  name,
  capacity: structures.reduce((sum, { capacity }) => sum + capacity, 0),
  assigned: structures.reduce((sum, { assigned }) => sum + assigned, 0),
  low: Math.min(...structures.map(({ fewer, more }) => Math.min(fewer, more))),
  high: Math.max(...structures.map(({ fewer, more }) => Math.max(fewer, more))),
  bySegment: cells(structures),
});

const rank = (kind: Network): number => {
  const index = FIVE.indexOf(kind);
  return index < 0 ? FIVE.length : index;
};

/** One line per network, in the order of the five lines. */
export const byNetwork = ({ structures }: Board): MatrixRow[] =>
  [...new Set(structures.map(({ kind }) => kind))]
    .toSorted((one, other) => rank(one) - rank(other))
    .map((kind) =>
      rowOf(
        kind,
        kind,
        signOf(kind).name,
        structures.filter((structure) => structure.kind === kind),
      ),
    );

/** One line per structure, grouped by network. */
export const byStructure = ({ structures }: Board): MatrixRow[] =>
  structures
    .toSorted(
      (one, other) => rank(one.kind) - rank(other.kind) || one.unitName.localeCompare(other.unitName, 'fr'),
    )
    .map((structure) => rowOf(structure.unitId, structure.kind, structure.unitName, [structure]));

/** The line of the whole. */
export const wholeOf = (rows: readonly MatrixRow[], segment: string | null): number =>
  rows.reduce((sum, row) => sum + (segment === null ? row.assigned : (row.bySegment.get(segment) ?? 0)), 0);
