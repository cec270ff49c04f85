const WIDE = 240;
const HIGH = 24;
const TOP = 4;

interface PriceCurveProps {
  points: readonly { percent: number; pricePercent: number }[];
  at: number;
}

/** What each position of a slider would cost, above its track; the numbers are in the table twin. */
export const PriceCurve = ({ points, at }: PriceCurveProps) => {
  const sorted = points.toSorted((one, other) => one.percent - other.percent);
  const dearest = Math.max(...sorted.map(({ pricePercent }) => pricePercent), 0.01);
  const x = (percent: number) => (WIDE * percent) / 100;
  const y = (price: number) => HIGH - 1 - ((HIGH - TOP - 1) * price) / dearest;
  const line = sorted.map(({ percent, pricePercent }) => `${x(percent)},${y(pricePercent)}`).join(' ');
  const here = sorted.find(({ percent }) => percent === at);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return null;
  return (
    <svg
      className="price-curve"
      viewBox={`0 0 ${WIDE} ${HIGH}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <polygon points={`${x(first.percent)},${HIGH} ${line} ${x(last.percent)},${HIGH}`} />
      <polyline points={line} vectorEffect="non-scaling-stroke" />
      {here && (
        <path d={`M${x(here.percent)} ${HIGH}V${y(here.pricePercent)}`} vectorEffect="non-scaling-stroke" />
      )}
    </svg>
  );
};
