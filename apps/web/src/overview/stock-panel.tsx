import type { VacantStock } from '../api/dashboard';
import { DataTable } from '../design/data-table';
import { Panel } from '../design/panel';
import { Fr } from '../design/typeset';
import { count, percent, shortDate } from '../format';
import { frOverview } from '../fr-overview';
import { StockChart } from './stock-chart';

const text = frOverview.stock;
const WEEKS = 4;

const sumOf = (stock: VacantStock, what: 'opened' | 'filled' | 'withdrawn'): number =>
  stock.flows.slice(-WEEKS).reduce((sum, week) => sum + week[what], 0);

/** The labels at the end of the areas and of the bars; no legend to look up. */
const Ends = ({ stock }: { stock: VacantStock }) => {
  const last = stock.series.at(-1);
  if (!last) return null;
  return (
    <dl className="stock-ends figure">
      <div>
        <dt>
          <Fr>{text.positions(last.recent + last.old)}</Fr>
        </dt>
        <dd>
          <Fr>{text.recent(last.recent)}</Fr>
        </dd>
      </div>
      <div>
        <dt>
          <Fr>{text.positions(last.old)}</Fr>
        </dt>
        <dd>{text.old}</dd>
      </div>
      {stock.flows.length > 0 && (
        <div className="stock-flows">
          {(['opened', 'filled', 'withdrawn'] as const).map((what) => (
            <dd key={what}>
              <i className={`swatch swatch-${what}`} />
              <b>
                <Fr>{count(sumOf(stock, what))}</Fr>
              </b>{' '}
              {text[what](sumOf(stock, what))}
            </dd>
          ))}
          <dd>{text.inWeeks}</dd>
        </div>
      )}
    </dl>
  );
};

/** Today's stock in four ages, each wide as its share; text where it fits, all of it below. */
const Ages = ({ buckets }: { buckets: VacantStock['buckets'] }) => {
  const all = buckets.reduce((sum, { positions }) => sum + positions, 0);
  if (all === 0) return null;
  return (
    <div className="ages">
      <h3>{text.byAge}</h3>
      <div className="age-bar" aria-hidden="true">
        {buckets.map(({ from, positions }, index) => (
          <i key={from} className={`age age-${index}`} style={{ flexGrow: positions }} />
        ))}
      </div>
      <ul className="age-list figure">
        {buckets.map(({ from, to, positions }, index) => (
          <li key={from}>
            <i className={`swatch age-${index}`} />
            <b>
              <Fr>{count(positions)}</Fr>
            </b>{' '}
            <Fr>{text.age(from, to)}</Fr>
          </li>
        ))}
      </ul>
    </div>
  );
};

const Tables = ({ stock }: { stock: VacantStock }) => {
  const all = stock.buckets.reduce((sum, { positions }) => sum + positions, 0);
  return (
    <div className="tables">
      <DataTable
        caption={text.byAge}
        columns={text.ageColumns}
        rows={stock.buckets.map(({ from, to, positions }) => ({
          key: String(from),
          cells: [
            { shown: text.age(from, to), by: from },
            { shown: <Fr>{count(positions)}</Fr>, by: positions },
            { shown: percent(positions, all), by: positions },
          ],
        }))}
        total={[frOverview.total, <Fr key="all">{count(all)}</Fr>, percent(all, all, 0)]}
      />
      <DataTable
        caption={text.sub}
        columns={text.columns}
        rows={stock.series.toReversed().map((week) => {
          const flow = stock.flows.find(({ on }) => on === week.on);
          const numbers = [
            week.recent,
            week.old,
            week.recent + week.old,
            flow?.opened,
            flow?.filled,
            flow?.withdrawn,
          ];
          return {
            key: week.on,
            cells: [
              {
                shown: (
                  <Fr>{shortDate(week.on) + (week.provisional ? ` (${frOverview.provisional})` : '')}</Fr>
                ),
                by: week.on,
              },
              ...numbers.map((value) => ({
                shown: value === undefined ? '–' : count(value),
                by: value ?? -1,
              })),
            ],
          };
        })}
      />
    </div>
  );
};

export const StockPanel = ({ stock, onMethod }: { stock: VacantStock; onMethod: () => void }) => (
  <Panel
    id="postes"
    title={frOverview.stock.title}
    sub={text.sub}
    className="wide"
    onMethod={onMethod}
    table={<Tables stock={stock} />}
  >
    {stock.series.length === 0 ? (
      <p className="none">{text.none}</p>
    ) : (
      <>
        <div className="stock">
          <StockChart stock={stock} />
          <Ends stock={stock} />
        </div>
        <Ages buckets={stock.buckets} />
        {stock.toReconfirm > 0 && (
          <p className="foot-note">
            <Fr>{text.toReconfirm(stock.toReconfirm)}</Fr>
          </p>
        )}
      </>
    )}
  </Panel>
);
