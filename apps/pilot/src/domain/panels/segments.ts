import type { SegmentCoverage } from '../answers/panels';
import { segmentAt } from '../as-of';
import type { Employer, Evidence } from '../evidence';
import { activeEmployers, reachedEmployers, segmentLabel } from '../indicators/coverage';
import type { Moment } from '../moment';
import { type Cell, shownCells, together } from '../secrecy';

interface SegmentCell extends Cell, SegmentCoverage {}

/** Coverage by segment; segments too small to be shown are one line together, or none (BR-58). */
export function segments(evidence: Evidence, moment: Moment): SegmentCoverage[] {
  const reached = reachedEmployers(evidence, moment);
  const bySegment = new Map<string, Employer[]>();
  for (const employer of activeEmployers(evidence, moment)) {
    const segment = segmentAt(employer, moment.at);
    const known = bySegment.get(segment);
    if (known) known.push(employer);
    else bySegment.set(segment, [employer]);
  }
  const cells = [...bySegment]
    .map(
      ([segment, employers]): SegmentCell => ({
        segment,
        label: segmentLabel(evidence, segment),
        reached: employers.filter((employer) => reached.has(employer)).length,
        total: employers.length,
        count: employers.length,
        weights: new Map(employers.map(({ employerId }) => [employerId, 1])),
      }),
    )
    .sort((a, b) => (a.segment < b.segment ? -1 : 1));
  const { secrecyEstablishments } = evidence.policy;
  const shown = shownCells(cells, secrecyEstablishments);
  const kept = cells.filter((cell) => !shown.includes(cell));
  const rest = together(kept);
  const other: SegmentCoverage[] =
    kept.length > 0 && rest.weights.size >= secrecyEstablishments
      ? [
          {
            segment: 'OTHER',
            label: 'Autres segments',
            reached: kept.reduce((sum, cell) => sum + cell.reached, 0),
            total: rest.count,
          },
        ]
      : [];
  return [
    ...shown.map(({ segment, label, reached, total }) => ({ segment, label, reached, total })),
    ...other,
  ];
}
