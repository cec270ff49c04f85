import type { Network, Overlap } from '../api/dashboard';
import { DataTable } from '../design/data-table';
import { Chip } from '../design/network';
import { signOf } from '../design/networks';
import { Panel } from '../design/panel';
import { Fr } from '../design/typeset';
import { count, percent } from '../format';
import { frOverview } from '../fr-overview';
import { cellsOf, Heatmap } from './overlap-heatmap';

const text = frOverview.overlap;
/** How many employers nobody knows, one network knows, two... */
const Known = ({ overlap }: { overlap: Overlap }) => {
  const bars = [{ networks: 0, employers: overlap.nobody }, ...overlap.known];
  const most = Math.max(1, ...bars.map(({ employers }) => employers));
  return (
    <div className="known">
      <h3>
        <Fr>{text.byHowMany}</Fr>
      </h3>
      <ul className="bars figure">
        {bars.map(({ networks, employers }) => (
          <li key={networks}>
            <span className="bar-name">{networks === 0 ? text.nobody : text.networks(networks)}</span>
            <span className="bar-track">
              <i
                className={`bar ${networks === 0 ? 'bar-hollow' : ''}`}
                style={{ width: `${(100 * employers) / most}%` }}
              />
            </span>
            <b className="bar-value">
              <Fr>{count(employers)}</Fr>
            </b>
          </li>
        ))}
      </ul>
    </div>
  );
};

/** Each network's file, in its hue and texture. */
const Files = ({ overlap }: { overlap: Overlap }) => {
  const cell = cellsOf(overlap);
  const sizes = overlap.networks.map((network) => ({
    network,
    size: cell(network, network)?.employers ?? 0,
  }));
  const most = Math.max(1, ...sizes.map(({ size }) => size));
  return (
    <div className="known">
      <h3>{text.files}</h3>
      <ul className="bars figure">
        {sizes.map(({ network, size }) => (
          <li key={network}>
            <span className="bar-name">
              <Chip network={network} />
            </span>
            <svg className="bar-track" height="12" aria-hidden="true">
              <rect
                height="12"
                rx="2"
                width={`${(100 * size) / most}%`}
                fill={`url(#fill-${signOf(network).code.toLowerCase()})`}
              />
            </svg>
            <b className="bar-value">
              <Fr>{count(size)}</Fr>
            </b>
          </li>
        ))}
      </ul>
    </div>
  );
};

const Pairs = ({ overlap }: { overlap: Overlap }) => {
  const cell = cellsOf(overlap);
  const pairs = overlap.cells
    .filter(({ a, b }) => a !== b)
    .toSorted((one, other) => other.employers - one.employers);
  const smallest = (a: Network, b: Network) =>
    Math.min(cell(a, a)?.employers ?? 0, cell(b, b)?.employers ?? 0);
  return (
    <DataTable
      caption={text.sub}
      columns={text.columns}
      rows={pairs.map(({ a, b, employers, incomplete }) => ({
        key: `${a} ${b}`,
        cells: [
          {
            shown: (
              <>
                <Chip network={b} /> {text.and} <Chip network={a} />{' '}
                {incomplete && <small>{text.incomplete}</small>}
              </>
            ),
            by: `${signOf(b).code} ${signOf(a).code}`,
          },
          { shown: <Fr>{count(employers)}</Fr>, by: employers },
          { shown: percent(employers, smallest(a, b)), by: employers / (smallest(a, b) || 1) },
        ],
      }))}
    />
  );
};

export const OverlapPanel = ({ overlap, onMethod }: { overlap: Overlap; onMethod: () => void }) => (
  <Panel
    id="fichiers"
    title={text.title}
    sub={text.sub}
    className="wide"
    onMethod={onMethod}
    table={<Pairs overlap={overlap} />}
  >
    {overlap.cells.length === 0 ? (
      <p className="none">{text.none}</p>
    ) : (
      <div className="overlap">
        <Heatmap overlap={overlap} />
        <div>
          <Known overlap={overlap} />
          <Files overlap={overlap} />
        </div>
      </div>
    )}
  </Panel>
);
