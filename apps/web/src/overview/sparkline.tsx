import type { Indicator } from '../api/dashboard';

const WIDTH = 48;
const HEIGHT = 26;
const MARGIN = 4;

/** The course of a figure: dashed where provisional, its end hollow where a network is silent. */
export const Sparkline = ({ trend, incomplete }: { trend: Indicator['trend']; incomplete: boolean }) => {
  if (trend.length < 2) return null;
  const values = trend.map(({ numerator, denominator }) =>
    denominator ? numerator / denominator : numerator,
  );
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const x = (index: number) => MARGIN + (index * (WIDTH - 2 * MARGIN)) / (values.length - 1);
  const y = (value: number) => HEIGHT - MARGIN - ((value - low) / span) * (HEIGHT - 2 * MARGIN);
  const points = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`);
  const firstProvisional = trend.findIndex(({ provisional }) => provisional);
  const firm = firstProvisional > 0 ? firstProvisional : values.length;
  const last = values.length - 1;
  return (
    <svg className="sparkline" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <polyline points={points.slice(0, firm).join(' ')} />
      {firm < values.length && <polyline className="dashed" points={points.slice(firm - 1).join(' ')} />}
      <circle cx={x(last)} cy={y(values[last] ?? 0)} r="3" className={incomplete ? 'hollow' : 'full'} />
    </svg>
  );
};
