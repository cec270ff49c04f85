import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { frOverview } from '../fr-overview';
import { Fr } from './typeset';

export interface Cell {
  shown: ReactNode;
  /** What the column is sorted by. */
  by: number | string;
}

interface DataTableProps {
  caption: string;
  /** The first column names the row, the others are numbers unless `texts` says otherwise. */
  columns: readonly string[];
  texts?: readonly number[];
  rows: readonly { key: string; cells: readonly Cell[] }[];
  total?: readonly ReactNode[];
}

const compare = (one: Cell | undefined, other: Cell | undefined): number =>
  typeof one?.by === 'number' && typeof other?.by === 'number'
    ? one.by - other.by
    : String(one?.by).localeCompare(String(other?.by), 'fr');

/** The table twin of a plot: caption, sorting that is announced, first column that stays, total row. */
export const DataTable = ({ caption, columns, texts = [], rows, total }: DataTableProps) => {
  const [sort, setSort] = useState<{ column: number; down: boolean } | null>(null);
  const sorted = sort
    ? rows.toSorted(
        (one, other) => compare(one.cells[sort.column], other.cells[sort.column]) * (sort.down ? -1 : 1),
      )
    : rows;
  const numeric = (index: number): string => (index === 0 || texts.includes(index) ? '' : 'number');

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, keys must reach it.
    <section className="table-scroll" aria-label={frOverview.tableOf(caption)} tabIndex={0}>
      <table className="data-table">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((label, index) => {
              const mine = sort?.column === index ? sort : null;
              const Icon = mine?.down ? ChevronDown : ChevronUp;
              return (
                <th
                  key={label}
                  scope="col"
                  className={numeric(index)}
                  aria-sort={mine ? (mine.down ? 'descending' : 'ascending') : undefined}
                >
                  <button
                    type="button"
                    onClick={() => setSort({ column: index, down: mine ? !mine.down : index > 0 })}
                  >
                    <Fr>{label}</Fr>
                    <Icon className={mine ? '' : 'sort-rest'} aria-hidden="true" />
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, index) =>
                index === 0 ? (
                  <th key={columns[index]} scope="row">
                    {cell.shown}
                  </th>
                ) : (
                  <td key={columns[index]} className={numeric(index)}>
                    {cell.shown}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {total && (
          <tfoot>
            <tr>
              {total.map((cell, index) =>
                index === 0 ? (
                  <th key={columns[index]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={columns[index]} className={numeric(index)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
};
