import { useState } from 'react';
import type { Freshness } from '../api/dashboard';
import type { Board } from '../api/plan';
import { DataTable } from '../design/data-table';
import { Panel } from '../design/panel';
import { Fr } from '../design/typeset';
import { count, dayMonth } from '../format';
import { frPlan, points } from '../fr-plan';
import { MatrixTable } from './matrix-table';
import { byNetwork, byStructure, type MatrixRow, wholeOf } from './rows';

const text = frPlan.matrix;

interface MatrixPanelProps {
  board: Board;
  reference: Board | null;
  freshness: readonly Freshness[];
}

const Twin = ({ rows, board }: { rows: readonly MatrixRow[]; board: Board }) => (
  <DataTable
    caption={text.title}
    columns={[
      text.network,
      text.capacity,
      text.assigned,
      ...board.segments.map(({ name }) => name),
      text.oneMore,
    ]}
    rows={rows.map((row) => ({
      key: row.key,
      cells: [
        { shown: row.name, by: row.name },
        { shown: count(row.capacity), by: row.capacity },
        { shown: count(row.assigned), by: row.assigned },
        ...board.segments.map(({ segment }) => {
          const visits = row.bySegment.get(segment) ?? 0;
          return { shown: count(visits), by: visits };
        }),
        { shown: text.range(points(row.low), points(row.high)), by: row.low },
      ],
    }))}
    total={[
      text.all,
      count(rows.reduce((sum, { capacity }) => sum + capacity, 0)),
      count(wholeOf(rows, null)),
      ...board.segments.map(({ segment }) => count(wholeOf(rows, segment))),
      text.points,
    ]}
  />
);

/** What the figures leave out: nobody's prospects, the committee's own decisions, silent networks. */
const Notes = ({ board, quiet }: { board: Board; quiet: readonly Freshness[] }) => {
  const left = Object.entries(board.unassignedByReason).filter(([, prospects]) => prospects > 0);
  const total = left.reduce((sum, [, prospects]) => sum + prospects, 0);
  const pins = board.pins.filter(({ kind }) => kind === 'PIN').length;
  const forbids = board.pins.length - pins;
  return (
    <div className="matrix-notes figure">
      <p>
        <b>{count(total)}</b>
        {text.left(total)}
        {left.length > 0 && (
          <Fr>{`\u00a0: ${left.map(([reason, prospects]) => text.because(prospects, reason)).join(', ')}`}</Fr>
        )}
        .
      </p>
      <p>
        {board.pins.length === 0 ? (
          text.none
        ) : (
          <>
            <b>{pins}</b>
            {text.pins(pins)}
            {forbids > 0 && (
              <>
                <Fr>{'\u202f; '}</Fr>
                <b>{forbids}</b>
                {text.forbids(forbids)}
              </>
            )}
            .
          </>
        )}
      </p>
      {quiet.map(({ partnerCode, name, lastAt }) => (
        <p key={partnerCode}>
          <Fr>{lastAt ? text.silent(name, dayMonth(lastAt)) : text.neverHeard(name)}</Fr>
        </p>
      ))}
    </div>
  );
};

/** Who visits how much of what: by network, or by structure. */
export const MatrixPanel = ({ board, reference, freshness }: MatrixPanelProps) => {
  const [detailed, setDetailed] = useState(false);
  const rowsOf = detailed ? byStructure : byNetwork;
  const rows = rowsOf(board);
  const kinds = new Set(board.structures.map(({ kind }) => kind));
  const quiet = freshness.filter(({ silent, network }) => silent && kinds.has(network));
  return (
    <Panel
      id="matrice"
      title={text.title}
      sub={text.sub(wholeOf(rows, null))}
      className="plan-matrix"
      head={
        <fieldset className="twin">
          <legend className="unseen">{text.by}</legend>
          <button type="button" aria-pressed={!detailed} onClick={() => setDetailed(false)}>
            {text.networks}
          </button>
          <button type="button" aria-pressed={detailed} onClick={() => setDetailed(true)}>
            <Fr>{text.structures(board.structures.length)}</Fr>
          </button>
        </fieldset>
      }
      table={<Twin rows={rows} board={board} />}
    >
      <MatrixTable
        rows={rows}
        before={reference && reference !== board ? rowsOf(reference) : []}
        segments={board.segments}
        byStructure={detailed}
        silent={new Set(quiet.map(({ network }) => network))}
      />
      <Notes board={board} quiet={quiet} />
    </Panel>
  );
};
