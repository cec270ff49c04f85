import { Fragment } from 'react';
import type { Network, Overlap } from '../api/dashboard';
import { Glyph } from '../design/network';
import { signOf } from '../design/networks';
import { Fr } from '../design/typeset';
import { count } from '../format';
import { frOverview } from '../fr-overview';
import { heatOf, heatSteps } from './scale';

const text = frOverview.overlap;
type CellOf = (a: Network, b: Network) => Overlap['cells'][number] | undefined;

export const cellsOf = ({ cells }: Overlap): CellOf => {
  const byPair = new Map(cells.map((cell) => [`${cell.a} ${cell.b}`, cell]));
  return (a, b) => byPair.get(`${a} ${b}`) ?? byPair.get(`${b} ${a}`);
};

const Legend = ({ steps }: { steps: number[] }) => (
  <p className="heat-legend figure">
    <span>{text.shared}</span>
    <i className="heat heat-0">0</i>
    {steps.map((end, index) => {
      const from = (steps[index - 1] ?? 0) + 1;
      const label =
        index === steps.length - 1
          ? `${count(from)} +`
          : from === end
            ? count(end)
            : `${count(from)}–${count(end)}`;
      return (
        <i key={end} className={`heat heat-${heatOf(end, steps)}`}>
          <Fr>{label}</Fr>
        </i>
      );
    })}
  </p>
);

/** Employers in common, network by network: the lower triangle, each file on the diagonal. */
export const Heatmap = ({ overlap }: { overlap: Overlap }) => {
  const { networks } = overlap;
  const cell = cellsOf(overlap);
  const pairs = overlap.cells.filter(({ a, b }) => a !== b);
  const steps = heatSteps(Math.max(1, ...pairs.map(({ employers }) => employers)));
  const most = pairs.toSorted((one, other) => other.employers - one.employers)[0];
  const says = most ? text.says(signOf(most.a).name, signOf(most.b).name, most.employers) : text.sub;
  return (
    <div className="heatmap-box">
      <div
        role="img"
        aria-label={says}
        className="heatmap figure"
        style={{ '--columns': networks.length } as object}
      >
        <span />
        {networks.map((network) => (
          <span key={network} className="heat-column">
            <Glyph network={network} /> <b>{signOf(network).code}</b>
          </span>
        ))}
        {networks.map((row, index) => (
          <Fragment key={row}>
            <span className="heat-row">
              <Glyph network={row} /> <b>{signOf(row).name}</b>
            </span>
            {networks.map((column, place) => {
              if (place > index) return <span key={column} />;
              const known = cell(row, column);
              const employers = known?.employers ?? 0;
              if (place === index)
                return (
                  <span key={column} className="heat heat-diagonal">
                    <Fr>{count(employers)}</Fr>
                    <small>{text.contacted}</small>
                  </span>
                );
              return (
                <span
                  key={column}
                  className={`heat heat-${heatOf(employers, steps)} ${known?.incomplete ? 'heat-incomplete' : ''}`}
                >
                  <b>
                    <Fr>{count(employers)}</Fr>
                  </b>
                </span>
              );
            })}
          </Fragment>
        ))}
      </div>
      <Legend steps={steps} />
    </div>
  );
};
