import type { VacantStock } from '../api/dashboard';
import { Plot } from '../design/plot';
import { count, localDate, month } from '../format';
import { frOverview } from '../fr-overview';
import { gridLines } from './scale';

const text = frOverview.stock;
const HEIGHT = 268;
const TOP = 22;
const FLOOR = 168;
const FLOW_ZERO = 212;
const FLOW_HALF = 28;
const LEFT = 34;
const LABELS = 146;
const NARROW = 520;

interface Frame {
  x: (index: number) => number;
  y: (positions: number) => number;
  left: number;
  right: number;
}

const line = (frame: Frame, values: readonly number[], from = 0): string =>
  values
    .map((value, index) => `${index === 0 ? 'M' : 'L'}${frame.x(index + from)} ${frame.y(value)}`)
    .join('');

const area = (frame: Frame, tops: readonly number[], floors: readonly number[]): string => {
  const back = floors.map((value, index) => `L${frame.x(index)} ${frame.y(value)}`).toReversed();
  return `${line(frame, tops)}${back.join('')}Z`;
};

const Grid = ({ frame, highest }: { frame: Frame; highest: number }) =>
  gridLines(highest).map((value) => (
    <g key={value}>
      <path className={value === 0 ? 'axis' : 'grid'} d={`M${frame.left} ${frame.y(value)}H${frame.right}`} />
      <text className="axis-text" x={frame.left - 8} y={frame.y(value) + 4} textAnchor="end">
        {count(value)}
      </text>
    </g>
  ));

const Months = ({ frame, series }: { frame: Frame; series: VacantStock['series'] }) => {
  const starts = series.flatMap(({ on }, index) =>
    index === 0 || on.slice(0, 7) !== series[index - 1]?.on.slice(0, 7) ? [{ on, index }] : [],
  );
  const apart = (frame.right - frame.left) / Math.max(series.length, 1);
  return starts
    .filter(({ index }, place) => (starts[place + 1]?.index ?? series.length + 1) - index >= 34 / apart)
    .map(({ on, index }) => (
      <text
        key={on}
        className="axis-text"
        x={frame.x(index)}
        y={HEIGHT - 6}
        textAnchor={index === 0 ? 'start' : 'middle'}
      >
        {month(on)}
      </text>
    ));
};

const Flows = ({ frame, stock }: { frame: Frame; stock: VacantStock }) => {
  const most = Math.max(
    1,
    ...stock.flows.flatMap(({ opened, filled, withdrawn }) => [opened, filled + withdrawn]),
  );
  const high = (positions: number) => (positions / most) * FLOW_HALF;
  const wide = Math.max(
    3,
    Math.min(9, ((frame.right - frame.left) / Math.max(stock.series.length, 1)) * 0.45),
  );
  return (
    <g>
      <path className="axis" d={`M${frame.left} ${FLOW_ZERO}H${frame.right}`} />
      {stock.flows.map((week) => {
        const index = stock.series.findIndex(({ on }) => on === week.on);
        if (index === -1) return null;
        const x = Math.min(Math.max(frame.x(index) - wide / 2, frame.left), frame.right - wide);
        return (
          <g key={week.on} className={week.provisional ? 'faint' : ''}>
            <rect
              className="flow-opened"
              x={x}
              width={wide}
              y={FLOW_ZERO - high(week.opened)}
              height={high(week.opened)}
            />
            <rect className="flow-filled" x={x} width={wide} y={FLOW_ZERO} height={high(week.filled)} />
            <rect
              className="flow-withdrawn"
              x={x}
              width={wide}
              y={FLOW_ZERO + high(week.filled)}
              height={high(week.withdrawn)}
            />
          </g>
        );
      })}
    </g>
  );
};

const Provisional = ({ frame, from }: { frame: Frame; from: number }) => (
  <g>
    {['veil-pale', 'veil'].map((veil) => (
      <rect
        key={veil}
        className={veil}
        x={frame.x(from)}
        y={TOP}
        width={frame.right - frame.x(from)}
        height={FLOOR - TOP}
      />
    ))}
    <text className="axis-text" x={frame.right} y={TOP - 8} textAnchor="end">
      {frOverview.provisional}
    </text>
  </g>
);

const Milestones = ({ frame, stock }: { frame: Frame; stock: VacantStock }) =>
  stock.milestones.map(({ on, label }) => {
    const index = stock.series.findLastIndex((week) => week.on <= localDate(on));
    if (index === -1) return null;
    const x = frame.x(index);
    const toLeft = x > (frame.left + frame.right) / 2;
    return (
      <g key={on + label}>
        <path className="milestone" d={`M${x} ${TOP - 2}V${FLOOR}`} />
        <circle className="milestone-dot" cx={x} cy={TOP - 2} r="2.5" />
        <text
          className="milestone-text"
          x={toLeft ? x - 8 : x + 8}
          y={TOP + 12}
          textAnchor={toLeft ? 'end' : 'start'}
        >
          {label}
        </text>
      </g>
    );
  });

/** The weekly stock in two areas, what entered and left it below, and the last fortnight veiled. */
export const StockChart = ({ stock }: { stock: VacantStock }) => {
  const { series } = stock;
  const all = series.map(({ recent, old }) => recent + old);
  const old = series.map((week) => week.old);
  const highest = Math.max(1, ...all) * 1.08;
  const last = series.length - 1;
  const veiled = series.findIndex(({ provisional }) => provisional);
  const firm = veiled === -1 ? last : Math.max(veiled - 1, 0);

  return (
    <Plot height={HEIGHT} says={text.says(all[last] ?? 0, old[last] ?? 0)}>
      {(width) => {
        const right = width < NARROW ? width - 8 : width - LABELS;
        const frame: Frame = {
          left: LEFT,
          right,
          x: (index) => Math.round((LEFT + (index * (right - LEFT)) / Math.max(last, 1)) * 10) / 10,
          y: (positions) => Math.round((FLOOR - (positions / highest) * (FLOOR - TOP)) * 10) / 10,
        };
        const oldTall = FLOOR - frame.y(Math.min(...old)) > 22;
        return (
          <>
            <Grid frame={frame} highest={highest} />
            <path className="area-recent" d={area(frame, all, old)} />
            <path
              className="area-old"
              d={area(
                frame,
                old,
                old.map(() => 0),
              )}
            />
            <path className="edge" d={line(frame, all.slice(0, firm + 1))} />
            {firm < last && <path className="edge edge-dashed" d={line(frame, all.slice(firm), firm)} />}
            <path className="edge-between" d={line(frame, old)} />
            {oldTall && (
              <text className="area-text" x={LEFT + 10} y={FLOOR - 10}>
                {text.aim}
              </text>
            )}
            {veiled !== -1 && <Provisional frame={frame} from={firm} />}
            <Milestones frame={frame} stock={stock} />
            <circle className="end-point" cx={frame.x(last)} cy={frame.y(all[last] ?? 0)} r="4" />
            <Flows frame={frame} stock={stock} />
            <Months frame={frame} series={series} />
          </>
        );
      }}
    </Plot>
  );
};
