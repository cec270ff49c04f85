import type { Pipeline } from '../api/dashboard';
import { Mark } from '../design/network';
import { signOf } from '../design/networks';
import { dayMonth, daysApart } from '../format';
import { frOverview } from '../fr-overview';

const text = frOverview.pipeline;
const MARK = 14;
const STACKED = 7;

export type Lane = Pipeline['networks'][number];

const stacks = (lane: Lane, days: number): number[] => {
  const running = lane.offers.filter(({ paused }) => !paused);
  return dayNumbers(days).map(
    (day) => running.filter(({ dayIndex }) => Math.min(Math.max(dayIndex, 0), days) === day).length,
  );
};

/** The columns, from the day of collection to the last day of exclusivity. */
export const dayNumbers = (days: number): number[] => Array.from({ length: days + 1 }, (_, day) => day);

/** As tall as its highest column, within bounds. */
export const laneHeight = (lane: Lane, days: number): number =>
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

/** The offers of one network, or the silence that hides them. */
export const LaneMarks = (props: LaneProps) => {
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

/** Who, and how much, at the left of its lane. */
export const LaneName = ({ lane, y }: { lane: Lane; y: number }) => (
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
