import { addDays } from '#domain/local-date';
import type { Pipeline } from '../api/dashboard';
import { Mark } from '../design/network';
import { signOf } from '../design/networks';
import { Plot } from '../design/plot';
import { dayMonth, daysApart, localDate } from '../format';
import { frOverview } from '../fr-overview';

const text = frOverview.pipeline;
const TOP = 26;
const AXIS = 42;
const MARK = 14;
const STACKED = 7;
const NARROW = 520;
/** Alerts are given 5 and 2 days before the commitment ends (BR-77). */
const ALERTS = [5, 2] as const;

type Lane = Pipeline['networks'][number];

const stacks = (lane: Lane, days: number): number[] => {
  const running = lane.offers.filter(({ paused }) => !paused);
  return dayNumbers(days).map(
    (day) => running.filter(({ dayIndex }) => Math.min(Math.max(dayIndex, 0), days) === day).length,
  );
};

const dayNumbers = (days: number): number[] => Array.from({ length: days + 1 }, (_, day) => day);

const laneHeight = (lane: Lane, days: number): number =>
  Math.max(4, Math.min(STACKED + 1, Math.max(...stacks(lane, days)))) * MARK + 14;

interface LaneProps {
  lane: Lane;
  days: number;
  top: number;
  height: number;
  column: (day: number) => number;
  step: number;
  now: string;
}

const Silence = ({
  lane,
  days,
  top,
  height,
  column,
  step,
  now,
}: LaneProps & { lane: Lane & { silentSince: string } }) => {
  const unheard = Math.min(daysApart(lane.silentSince, now), days + 1);
  const wide = unheard * step;
  const words = text.silent(dayMonth(lane.silentSince));
  const needs = words.length * 6.4;
  return (
    <g>
      <rect className="silence" x={column(0) - step / 2} y={top + 3} width={wide} height={height - 6} />
      {needs < wide && (
        <>
          <rect
            className="silence-plate"
            x={column(0) - step / 2 + (wide - needs) / 2 - 6}
            y={top + height / 2 - 11}
            width={needs + 12}
            height="22"
          />
          <text
            className="silence-text"
            x={column(0) - step / 2 + wide / 2}
            y={top + height / 2 + 4}
            textAnchor="middle"
          >
            {words}
          </text>
        </>
      )}
    </g>
  );
};

const LaneMarks = (props: LaneProps) => {
  const { lane, days, top, height, column, now } = props;
  const unheard = lane.silentSince === null ? -1 : daysApart(lane.silentSince, now);
  return (
    <g>
      {lane.silentSince !== null && unheard > 0 && (
        <Silence {...props} lane={{ ...lane, silentSince: lane.silentSince }} />
      )}
      {stacks(lane, days).flatMap((offers, day) => {
        const shown = Math.min(offers, STACKED);
        const heading = `J+${day}`;
        const marks = Array.from({ length: shown }, (_, index) => (
          <g
            // biome-ignore lint/suspicious/noArrayIndexKey: a mark stands for one of the offers of its day.
            key={`${day}-${index}`}
            transform={`translate(${column(day)} ${top + height - MARK / 2 - 5 - index * MARK})`}
          >
            <Mark network={lane.network} />
          </g>
        ));
        if (offers > shown)
          marks.push(
            <text
              key={`${heading} more`}
              className="more-text"
              x={column(day)}
              y={top + 8}
              textAnchor="middle"
            >
              +{offers - shown}
            </text>,
          );
        return marks;
      })}
    </g>
  );
};

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

const LaneName = ({ lane, y }: { lane: Lane; y: number }) => (
  <g transform={`translate(0 ${y})`}>
    <g transform="translate(7 -1)">
      <Mark network={lane.network} />
    </g>
    <text className="lane-name" x="20" y="3">
      {signOf(lane.network).name}
    </text>
    <text className="lane-text" x="20" y="20">
      {text.counts(lane.offerCount)}
    </text>
    <text className="lane-text" x="20" y="36">
      {text.positions(lane.positionCount)}
    </text>
  </g>
);
