import type { Freshness } from '../api/dashboard';
import { DataTable } from '../design/data-table';
import { Glyph, Mark } from '../design/network';
import { FIVE, signOf } from '../design/networks';
import { Panel } from '../design/panel';
import { Plot } from '../design/plot';
import { Fr } from '../design/typeset';
import { count, dayMonth, daysApart, lately } from '../format';
import { fr } from '../fr';
import { frOverview } from '../fr-overview';

const text = frOverview.freshness;
const ROW = 30;
const BAR = 14;

const inOrder = (rows: readonly Freshness[]): Freshness[] =>
  rows.toSorted((one, other) => FIVE.indexOf(one.network) - FIVE.indexOf(other.network));

const heard = ({ lastAt }: Freshness, now: string): string => (lastAt ? lately(lastAt, now) : text.never);

/** Events per day; from the last one on, a silent partner's days are hatched. */
const Days = ({ partner, now }: { partner: Freshness; now: string }) => {
  const { perDay, silent, lastAt, network } = partner;
  const most = Math.max(1, ...perDay.map((day) => day.count));
  const quiet = silent ? Math.min(lastAt ? daysApart(lastAt, now) : perDay.length, perDay.length) : 0;
  return (
    <Plot height={ROW - 8} says={text.says(partner.name, heard(partner, now))}>
      {(width) => {
        const step = width / Math.max(perDay.length, 1);
        return (
          <>
            <path className="axis" d={`M0 ${BAR + 3}H${width}`} />
            <g className={`hue-${signOf(network).code.toLowerCase()} mark`}>
              {perDay.map((day, index) => {
                const high = day.count === 0 ? 0 : Math.max(2, (day.count / most) * BAR);
                return (
                  <rect
                    key={day.on}
                    x={index * step + step * 0.2}
                    width={step * 0.6}
                    y={BAR + 3 - high}
                    height={high}
                  />
                );
              })}
            </g>
            {quiet > 0 && (
              <rect
                className="silence"
                x={width - quiet * step}
                width={quiet * step - 0.5}
                y={2}
                height={BAR + 2}
              />
            )}
          </>
        );
      }}
    </Plot>
  );
};

const Table = ({ rows, now }: { rows: Freshness[]; now: string }) => (
  <DataTable
    caption={fr.freshness.title}
    columns={text.columns}
    texts={[1, 2]}
    rows={rows.map((partner) => ({
      key: partner.partnerCode,
      cells: [
        {
          shown: (
            <>
              <Glyph network={partner.network} /> {partner.name}
            </>
          ),
          by: partner.name,
        },
        {
          shown: (
            <>
              <Fr>{heard(partner, now)}</Fr> {partner.silent && <b className="tone-bad">{text.silent}</b>}
            </>
          ),
          by: partner.lastAt ?? '',
        },
        { shown: text.rhythm(partner.expectedEveryHours), by: partner.expectedEveryHours },
        {
          shown: <Fr>{count(partner.perDay.reduce((sum, day) => sum + day.count, 0))}</Fr>,
          by: partner.perDay.reduce((sum, day) => sum + day.count, 0),
        },
      ],
    }))}
  />
);

interface FreshnessPanelProps {
  freshness: readonly Freshness[];
  now: string;
  onMethod: () => void;
}

export const FreshnessPanel = ({ freshness, now, onMethod }: FreshnessPanelProps) => {
  const rows = inOrder(freshness);
  const silent = rows.filter((partner) => partner.silent);
  const named = new Set(rows.map(({ network }) => network)).size < rows.length;
  const first = rows[0]?.perDay[0]?.on;
  return (
    <Panel
      id="fraicheur"
      title={fr.places.freshness}
      sub={text.sub}
      className="narrow"
      onMethod={onMethod}
      table={<Table rows={rows} now={now} />}
    >
      {rows.length === 0 ? (
        <p className="none">{text.none}</p>
      ) : (
        <>
          <ul className="pulse figure">
            {rows.map((partner) => (
              <li key={partner.partnerCode}>
                <span className="pulse-name" title={partner.name}>
                  <svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">
                    <Mark network={partner.network} />
                  </svg>
                  <b>{signOf(partner.network).code}</b>
                  {named && <small>{partner.name}</small>}
                </span>
                <Days partner={partner} now={now} />
                <span className={`pulse-last ${partner.silent ? 'tone-bad' : ''}`}>
                  <Fr>{heard(partner, now)}</Fr>
                </span>
              </li>
            ))}
          </ul>
          {first && (
            <p className="pulse-axis">
              <span>
                <Fr>{dayMonth(first)}</Fr>
              </span>
              <span>
                <Fr>{dayMonth(now)}</Fr>
              </span>
            </p>
          )}
          <p className="pulse-says">
            {silent.length === 0 && text.allFresh}
            {silent.map((partner) => (
              <span key={partner.partnerCode}>
                <Fr>{text.silentText(partner.name, partner.expectedEveryHours)}</Fr>{' '}
              </span>
            ))}
          </p>
        </>
      )}
    </Panel>
  );
};
