import { ArrowDownRight, ArrowUpRight, Minus } from 'lucide-react';
import type { Indicator } from '../api/dashboard';
import { Chip } from '../design/network';
import { MethodButton } from '../design/panel';
import { Fr } from '../design/typeset';
import { frOverview } from '../fr-overview';
import { differenceOf, figureOf, fractionOf, toneOf } from './figure';
import { Sparkline } from './sparkline';

const Difference = ({ indicator }: { indicator: Indicator }) => {
  const difference = differenceOf(indicator);
  if (!difference || !indicator.change) return null;
  const tone = toneOf(indicator);
  const Icon = difference === '=' ? Minus : indicator.change.value > 0 ? ArrowUpRight : ArrowDownRight;
  return (
    <span className={`difference tone-${tone}`}>
      <Icon aria-hidden="true" />
      <b className="figure">
        <Fr>{difference === '=' ? frOverview.tiles.same : difference}</Fr>
      </b>
      {tone !== 'plain' && (
        <span className="unseen">{tone === 'ok' ? frOverview.tiles.better : frOverview.tiles.worse}</span>
      )}
      <small>
        <Fr>{frOverview.tiles.weeks(indicator.change.weeks)}</Fr>
      </small>
    </span>
  );
};

interface TileProps {
  indicator: Indicator;
  /** `+1`, when it has just moved under the reader's eyes. */
  moved: string | null;
  onMethod: () => void;
}

const Tile = ({ indicator, moved, onMethod }: TileProps) => {
  const figure = figureOf(indicator);
  return (
    <li className="tile">
      <div className="tile-head">
        <h2>
          <Fr>{indicator.label}</Fr>
        </h2>
        <MethodButton label={indicator.label} onOpen={onMethod} />
      </div>
      <div className="tile-figure">
        <button
          type="button"
          className={`figure ${figure === null ? 'not-measured' : ''}`}
          onClick={onMethod}
          title={frOverview.tiles.openRows(indicator.label)}
        >
          <Fr>{figure ?? frOverview.notMeasured}</Fr>
        </button>
        {moved ? (
          <span className="moved figure">
            {moved} <small>{frOverview.live.justNow}</small>
          </span>
        ) : (
          <Sparkline trend={indicator.trend} incomplete={indicator.incomplete.length > 0} />
        )}
      </div>
      <p className={`tile-fraction figure ${figure === null ? 'tile-why' : ''}`}>
        <Fr>{fractionOf(indicator)}</Fr>
      </p>
      <p className="tile-foot">
        <Difference indicator={indicator} />
        <span className="chips">
          {indicator.incomplete.map((network) => (
            <Chip key={network} network={network} silent />
          ))}
        </span>
      </p>
    </li>
  );
};

interface TilesProps {
  indicators: readonly Indicator[];
  moved: ReadonlyMap<string, string>;
  onMethod: (id: string) => void;
}

export const Tiles = ({ indicators, moved, onMethod }: TilesProps) => (
  <ul className="tiles" aria-label={frOverview.tiles.label}>
    {indicators.map((indicator) => (
      <Tile
        key={indicator.id}
        indicator={indicator}
        moved={moved.get(indicator.id) ?? null}
        onMethod={() => onMethod(indicator.id)}
      />
    ))}
  </ul>
);
