import { addDays } from '#domain/local-date';
import type { Pipeline } from '../api/dashboard';
import { Plot } from '../design/plot';
import { dayMonth, localDate } from '../format';
import { frOverview } from '../fr-overview';
import { dayNumbers, LaneMarks, LaneName, laneHeight } from './pipeline-lane';

const text = frOverview.pipeline;
const TOP = 26;
const AXIS = 42;
const NARROW = 520;
/** Alerts are given 5 and 2 days before the commitment ends (BR-77). */
const ALERTS = [5, 2] as const;

/** One mark per offer, its column the days on its clock, amber before the gate of publication. */
export const PipelineChart = ({ pipeline, now }: { pipeline: Pipeline; now: string }) => {
  const { days, networks } = pipeline;
  const heights = networks.map((lane) => laneHeight(lane, days));
  const floor = TOP + heights.reduce((sum, height) => sum + height, 0);
  const all = networks.reduce((sum, { offerCount }) => sum + offerCount, 0);

  return (
    <Plot height={floor + AXIS} says={text.says(all)}>
      {(width) => {
        const narrow = width < NARROW;
        const left = narrow ? 2 : 108;
        const step = (width - left - 6) / (days + 1);
        const column = (day: number) => left + (day + 0.5) * step;
        const amber = (before: number) => left + (days + 1 - before) * step;
        let top = TOP;
        return (
          <>
            {ALERTS.map((before, index) => (
              <g key={before}>
                <rect
                  className={`alert alert-${index}`}
                  x={amber(before)}
                  y={TOP - 6}
                  width={width - 6 - amber(before)}
                  height={floor - TOP + 6}
                />
                <text className="alert-text" x={amber(before) + 2} y={TOP - 12}>
                  {narrow && index === 0 ? `−${before}` : text.warn(before)}
                </text>
              </g>
            ))}
            {networks.map((lane, index) => {
              const mine = top;
              const height = heights[index] ?? 0;
              top += height;
              return (
                <g key={lane.network}>
                  {index > 0 && <path className="grid" d={`M0 ${mine}H${width - 6}`} />}
                  <LaneMarks {...{ lane, days, height, column, step, now }} top={mine} />
                  {!narrow && <LaneName lane={lane} y={mine + height / 2 - 14} />}
                </g>
              );
            })}
            <path className="axis" d={`M${left} ${floor}H${width - 6}`} />
            <rect className="gate" x={width - 6} y={TOP - 6} width="4" height={floor - TOP + 6} />
            {dayNumbers(days).map((day) =>
              narrow && day % 5 !== 0 ? null : (
                <text
                  key={day}
                  className={`axis-text ${day > days - 2 ? 'near' : ''}`}
                  x={column(day)}
                  y={floor + 17}
                  textAnchor="middle"
                >
                  J+{day}
                </text>
              ),
            )}
            <text className="axis-text" x={left} y={floor + 34}>
              {text.today}
            </text>
            <text className="axis-text" x={width - 6} y={floor + 34} textAnchor="end">
              {text.first(dayMonth(addDays(localDate(now), -days)))}
            </text>
          </>
        );
      }}
    </Plot>
  );
};
