import type { SegmentCoverage } from '../api/dashboard';
import { DataTable } from '../design/data-table';
import { Panel } from '../design/panel';
import { Fr } from '../design/typeset';
import { count, percent } from '../format';
import { fr } from '../fr';
import { frOverview } from '../fr-overview';

const text = frOverview.coverage;

const sumOf = (segments: readonly SegmentCoverage[], what: 'reached' | 'total'): number =>
  segments.reduce((sum, segment) => sum + segment[what], 0);

const Table = ({ segments }: { segments: readonly SegmentCoverage[] }) => (
  <DataTable
    caption={text.sub}
    columns={text.columns}
    rows={segments.map(({ segment, label, reached, total }) => ({
      key: segment,
      cells: [
        { shown: <Fr>{label}</Fr>, by: label },
        { shown: <Fr>{count(reached)}</Fr>, by: reached },
        { shown: <Fr>{count(total)}</Fr>, by: total },
        { shown: percent(reached, total), by: total ? reached / total : 0 },
      ],
    }))}
    total={[
      frOverview.total,
      <Fr key="reached">{count(sumOf(segments, 'reached'))}</Fr>,
      <Fr key="total">{count(sumOf(segments, 'total'))}</Fr>,
      percent(sumOf(segments, 'reached'), sumOf(segments, 'total')),
    ]}
  />
);

/** Who is reached, segment by segment: the employers that nobody goes to are the aim. */
export const CoveragePanel = ({
  segments,
  onMethod,
}: {
  segments: readonly SegmentCoverage[];
  onMethod: () => void;
}) => (
  <Panel
    id="couverture"
    title={fr.places.coverage}
    sub={text.sub}
    className="narrow"
    onMethod={onMethod}
    table={<Table segments={segments} />}
  >
    {segments.length === 0 ? (
      <p className="none">{text.none}</p>
    ) : (
      <ul className="rates figure">
        {segments.map(({ segment, label, reached, total }) => (
          <li key={segment}>
            <p className="rate-head">
              <span>
                <Fr>{label}</Fr>
              </span>
              <small>
                <Fr>{`${count(reached)} / ${count(total)}`}</Fr>
              </small>
              <b>{percent(reached, total)}</b>
            </p>
            <span className="rate-track">
              <i style={{ width: `${total ? (100 * reached) / total : 0}%` }} />
            </span>
          </li>
        ))}
      </ul>
    )}
  </Panel>
);
