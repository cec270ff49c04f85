import type { Network } from '../api/dashboard';
import type { Board } from '../api/plan';
import { Chip } from '../design/network';
import { Fr } from '../design/typeset';
import { count, signed } from '../format';
import { frOverview } from '../fr-overview';
import { frPlan, points } from '../fr-plan';
import { CapacityBar, hueOf } from './capacity-bar';
import { type MatrixRow, wholeOf } from './rows';

const text = frPlan.matrix;

interface MatrixTableProps {
  rows: readonly MatrixRow[];
  before: readonly MatrixRow[];
  segments: Board['segments'];
  byStructure: boolean;
  silent: ReadonlySet<Network>;
}

const Moved = ({ now, then }: { now: number; then: number | undefined }) => {
  if (then === undefined) return null;
  const by = now - then;
  return <small className={by > 0 ? 'more' : undefined}>{signed(by)}</small>;
};

/** Networks by segments: figures, their differences, bars to one scale, and what one more visit would be worth. */
export const MatrixTable = ({ rows, before, segments, byStructure, silent }: MatrixTableProps) => {
  const widest = Math.max(...rows.map(({ capacity }) => capacity), 1);
  const known = new Map(before.map((row) => [row.key, row]));
  const compared = before.length > 0;
  const capacity = rows.reduce((sum, row) => sum + row.capacity, 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, keys must reach it.
    <section className="table-scroll" aria-label={frOverview.tableOf(text.title)} tabIndex={0}>
      <table className={`matrix figure ${byStructure ? '' : 'matrix-networks'}`}>
        <caption className="unseen">{text.title}</caption>
        <thead>
          <tr>
            <th scope="col">{byStructure ? text.structure : text.network}</th>
            <th scope="col">
              {text.capacity}
              {compared && <small>{<Fr>{text.thin}</Fr>}</small>}
            </th>
            {segments.map(({ segment, name }, index) => (
              <th key={segment} scope="col" className="number">
                <i className={`swatch ${hueOf(index)}`} />
                {name}
              </th>
            ))}
            <th scope="col" className="number">
              {text.oneMore}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <Chip network={row.kind} silent={silent.has(row.kind)} /> <span>{row.name}</span>
              </th>
              <td>
                <CapacityBar row={row} before={known.get(row.key)} segments={segments} widest={widest} />
              </td>
              {segments.map(({ segment }) => {
                const now = row.bySegment.get(segment) ?? 0;
                return (
                  <td key={segment} className="number">
                    <b>{count(now)}</b>
                    {compared && <Moved now={now} then={known.get(row.key)?.bySegment.get(segment) ?? 0} />}
                  </td>
                );
              })}
              <td className="number range">{text.range(points(row.low), points(row.high))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text.all}</th>
            <td>
              <Fr>{text.used(wholeOf(rows, null), capacity)}</Fr>
            </td>
            {segments.map(({ segment }) => (
              <td key={segment} className="number">
                <b>{count(wholeOf(rows, segment))}</b>
                {compared && <Moved now={wholeOf(rows, segment)} then={wholeOf(before, segment)} />}
              </td>
            ))}
            <td className="number range">{text.points}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
};
