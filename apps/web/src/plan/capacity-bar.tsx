import type { Board } from '../api/plan';
import { frPlan } from '../fr-plan';
import type { MatrixRow } from './rows';

interface CapacityBarProps {
  row: MatrixRow;
  before: MatrixRow | undefined;
  segments: Board['segments'];
  /** The capacity that fills the column: every bar is to its scale. */
  widest: number;
}

const HUES = 6;

/** The step of the ramp that a segment wears, darkest first. */
export const hueOf = (index: number): string => `segment-${Math.min(index, HUES - 1)}`;

/** Thick: this plan by segment, inside its capacity. Thin above: the version it is compared to. */
export const CapacityBar = ({ row, before, segments, widest }: CapacityBarProps) => {
  const share = (visits: number) => `${(100 * visits) / Math.max(widest, 1)}%`;
  const parts = (of: MatrixRow) =>
    segments.map(({ segment }, index) => (
      <i key={segment} className={hueOf(index)} style={{ width: share(of.bySegment.get(segment) ?? 0) }} />
    ));
  return (
    <span className="capacity">
      <span
        className="capacity-bars"
        role="img"
        aria-label={frPlan.matrix.bar(row.name, row.assigned, row.capacity)}
      >
        {before && <span className="capacity-thin">{parts(before)}</span>}
        <span className="capacity-thick">
          <i className="capacity-room" style={{ width: share(row.capacity) }} />
          {parts(row)}
        </span>
      </span>
      <b className="figure">{row.assigned}</b>
    </span>
  );
};
