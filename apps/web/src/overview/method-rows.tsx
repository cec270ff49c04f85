import { type ReactNode, useState } from 'react';
import type { Indicator, IndicatorRows, Network, RowColumn } from '../api/dashboard';
import { ask, type Problem, useAsked } from '../api/http';
import { Button } from '../design/button';
import { Chip } from '../design/network';
import { FIVE } from '../design/networks';
import { Failure, Skeleton } from '../design/states';
import { Fr } from '../design/typeset';
import { count, moment, shortDate, siret } from '../format';
import { frOverview } from '../fr-overview';

const text = frOverview.drawer;
type Value = IndicatorRows['rows'][number][string];

const inOrder = (networks: readonly Network[]): Network[] =>
  networks.toSorted((one, other) => FIVE.indexOf(one) - FIVE.indexOf(other));

const shown = (value: Value | undefined, kind: RowColumn['kind']): ReactNode => {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return '–';
  if (Array.isArray(value)) return inOrder(value).map((network) => <Chip key={network} network={network} />);
  if (typeof value === 'number') return <Fr>{count(value)}</Fr>;
  if (kind === 'siret') return siret(value);
  if (kind === 'date') return <Fr>{shortDate(value)}</Fr>;
  if (kind === 'instant') return <Fr>{moment(value)}</Fr>;
  return <Fr>{value}</Fr>;
};

const Rows = ({ indicator, part }: { indicator: string; part: IndicatorRows['part'] }) => {
  const path = `/v1/indicators/${indicator}/rows?part=${part}`;
  const { data, problem, again } = useAsked<IndicatorRows>(path);
  const [more, setMore] = useState<IndicatorRows[]>([]);
  const [failed, setFailed] = useState<Problem | null>(null);
  if (problem) return <Failure problem={problem} again={() => void again()} />;
  if (!data) return <Skeleton shape="lines" />;

  const pages = [data, ...more];
  const rows = pages.flatMap((page) => page.rows);
  const next = pages.at(-1)?.nextCursor ?? null;
  const readOn = async (cursor: string) => {
    try {
      const page = await ask<IndicatorRows>(`${path}&cursor=${encodeURIComponent(cursor)}`);
      setMore((before) => [...before, page]);
    } catch (error) {
      setFailed(error as Problem);
    }
  };

  return (
    <>
      {rows.length === 0 ? (
        <p className="none">{text.noRows}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, keys must reach it.
        <section className="table-scroll" aria-label={text.rows} tabIndex={0}>
          <table className="data-table">
            <caption className="unseen">{text.rows}</caption>
            <thead>
              <tr>
                {data.columns.map(({ key, label, kind }) => (
                  <th key={key} scope="col" className={kind === 'number' ? 'number' : ''}>
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows only ever grow at the end.
                <tr key={index}>
                  {data.columns.map(({ key, kind }, column) =>
                    column === 0 ? (
                      <th key={key} scope="row">
                        {shown(row[key], kind)}
                      </th>
                    ) : (
                      <td key={key} className={kind}>
                        {shown(row[key], kind)}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {rows.length > 0 && (
        <p className="rows-shown">
          <Fr>{text.shown(rows.length, data.total)}</Fr>
        </p>
      )}
      {failed && <Failure problem={failed} again={() => setFailed(null)} />}
      {next && !failed && <Button onClick={() => void readOn(next)}>{text.more}</Button>}
    </>
  );
};

/** The rows behind a figure: those that count, and those among which they are counted. */
export const MethodRows = ({ indicator }: { indicator: Indicator }) => {
  const [part, setPart] = useState<IndicatorRows['part']>('numerator');
  const parts = [
    { key: 'numerator', label: text.numerator, value: indicator.numerator },
    { key: 'denominator', label: text.denominator, value: indicator.denominator },
  ] as const;
  return (
    <section>
      <h4>{text.rows}</h4>
      <fieldset className="parts">
        <legend className="unseen">{text.rows}</legend>
        {parts
          .filter(({ value }) => value !== null)
          .map(({ key, label, value }) => (
            <button key={key} type="button" aria-pressed={part === key} onClick={() => setPart(key)}>
              {label}{' '}
              <b className="figure">
                <Fr>{count(value ?? 0)}</Fr>
              </b>
            </button>
          ))}
      </fieldset>
      <Rows key={part} indicator={indicator.id} part={part} />
    </section>
  );
};
