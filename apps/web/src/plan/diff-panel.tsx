import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import type { Diff, Place } from '../api/plan';
import { Button } from '../design/button';
import { DataTable } from '../design/data-table';
import { Chip } from '../design/network';
import { signOf } from '../design/networks';
import { Panel } from '../design/panel';
import { Fr } from '../design/typeset';
import { count } from '../format';
import { frPlan } from '../fr-plan';
import { nameOf, placeOf } from './employer-words';

const text = frPlan.diff;

const FEW = 8;

interface DiffPanelProps {
  diff: Diff | null;
  onWhy: (siret: string) => void;
}

const effectOf = ({ from, to }: Diff['lines'][number]): string =>
  from === null ? text.enters : to === null ? text.leaves : text.changes;

const Parts = ({ diff }: { diff: Diff }) => {
  const { unchanged, moved, entered, left } = diff;
  const parts = [
    { key: 'unchanged', employers: unchanged, words: text.unchanged },
    { key: 'moved', employers: moved, words: text.moved },
    { key: 'entered', employers: entered, words: text.entered },
    { key: 'left', employers: left, words: text.left },
  ];
  return (
    <>
      <div className="diff-bar" role="img" aria-label={text.says(unchanged, moved, entered, left)}>
        {parts
          .filter(({ key, employers }) => key !== 'left' && employers > 0)
          .map(({ key, employers }) => (
            <i key={key} className={`diff-${key}`} style={{ flexGrow: employers }} />
          ))}
      </div>
      <ul className="diff-parts figure">
        {parts.map(({ key, employers, words }) => (
          <li key={key}>
            {key !== 'left' && <i className={`swatch diff-${key}`} />}
            <b>
              <Fr>{count(employers)}</Fr>
            </b>{' '}
            {words(employers)}
          </li>
        ))}
      </ul>
    </>
  );
};

const Pairs = ({ diff }: { diff: Diff }) => {
  const pairs = diff.byPartners
    .flatMap(({ from, to, count: employers }) => (from && to && from !== to ? [{ from, to, employers }] : []))
    .toSorted((one, other) => other.employers - one.employers);
  const within = diff.moved - pairs.reduce((sum, { employers }) => sum + employers, 0);
  if (diff.moved === 0) return null;
  return (
    <ul className="diff-pairs figure">
      {pairs.map(({ from, to, employers }) => (
        <li key={`${from}-${to}`}>
          <b>{count(employers)}</b> <Chip network={from} />
          <ArrowRight aria-hidden="true" />
          <span className="unseen">{text.towards}</span>
          <Chip network={to} />
        </li>
      ))}
      {within > 0 && <li className="caption">{text.within(within)}</li>}
    </ul>
  );
};

const At = ({ place, otherwise }: { place: Place | null; otherwise: string }) =>
  place ? <Chip network={place.kind} /> : <span className="caption">{otherwise}</span>;

const Lines = ({ lines, onWhy }: { lines: Diff['lines']; onWhy: (siret: string) => void }) => (
  <ul className="diff-lines">
    {lines.map((line) => {
      const { employer, from, to } = line;
      const effect = effectOf(line);
      return (
        <li key={employer.employerId}>
          <span className={`effect effect-${from === null ? 'in' : to === null ? 'out' : 'moved'}`}>
            {effect}
          </span>
          <button type="button" aria-label={text.why(nameOf(employer))} onClick={() => onWhy(employer.siret)}>
            <b>{nameOf(employer)}</b> <span>{placeOf(employer)}</span>
            {from && to && from.kind === to.kind && (
              <span className="same-network caption">{text.sameNetwork(from.unitName, to.unitName)}</span>
            )}
          </button>
          <span className="diff-way">
            <At place={from} otherwise={text.newcomer} />
            <ArrowRight aria-hidden="true" />
            <span className="unseen">{text.towards}</span>
            <At place={to} otherwise={text.gone} />
          </span>
        </li>
      );
    })}
  </ul>
);

const placeWords = (place: Place | null, otherwise: string): string =>
  place ? `${signOf(place.kind).name}, ${place.unitName}` : otherwise;

const Twin = ({ lines }: { lines: Diff['lines'] }) => (
  <DataTable
    caption={text.title}
    columns={text.columns}
    texts={[1, 2, 3]}
    rows={lines.map((line) => {
      const [from, to] = [placeWords(line.from, text.newcomer), placeWords(line.to, text.gone)];
      return {
        key: line.employer.employerId,
        cells: [
          { shown: `${nameOf(line.employer)}, ${line.employer.communeName}`, by: nameOf(line.employer) },
          { shown: effectOf(line), by: effectOf(line) },
          { shown: from, by: from },
          { shown: to, by: to },
        ],
      };
    })}
  />
);

/** What the scenario does to employers: by number, by pairs of networks, then one by one. */
export const DiffPanel = ({ diff, onWhy }: DiffPanelProps) => {
  const [whole, setWhole] = useState(false);
  const lines = diff?.lines ?? [];
  const changed = diff ? diff.moved + diff.entered + diff.left : 0;
  return (
    <Panel
      id="changements"
      title={text.title}
      className="plan-diff"
      table={diff && changed > 0 ? <Twin lines={lines} /> : undefined}
    >
      {!diff && <p className="none">{text.ask}</p>}
      {diff && changed === 0 && <p className="none">{text.none}</p>}
      {diff && changed > 0 && (
        <>
          <Parts diff={diff} />
          <Pairs diff={diff} />
          <Lines lines={whole ? lines : lines.slice(0, FEW)} onWhy={onWhy} />
          {lines.length > FEW && (
            <Button kind="quiet" onClick={() => setWhole(!whole)}>
              {whole ? text.fewerLines : <Fr>{text.lines(lines.length)}</Fr>}
            </Button>
          )}
          {lines.length < changed && whole && (
            <p className="caption figure">
              <Fr>{text.shown(lines.length, changed)}</Fr>
            </p>
          )}
        </>
      )}
    </Panel>
  );
};
