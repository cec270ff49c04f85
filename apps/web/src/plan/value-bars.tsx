import { useState } from 'react';
import type { ExplainedOption, Explanation } from '../api/plan';
import { Button } from '../design/button';
import { Chip } from '../design/network';
import { Fr } from '../design/typeset';
import { frPlan, points, pricePoints } from '../fr-plan';

const text = frPlan.why;

const FEW = 5;

const Bar = ({ option, chosen, scale }: { option: ExplainedOption; chosen: boolean; scale: number }) => {
  const share = (value: number) => `${(100 * Math.max(value, 0)) / scale}%`;
  const { unitName, value, price, net } = option;
  return (
    <li className={chosen ? 'value-chosen' : undefined}>
      <span className="value-name">
        <Chip network={option.kind} /> <span>{unitName}</span>
        {chosen && <span className="unseen">, {text.chosen}</span>}
      </span>
      <span
        className="value-bar"
        role="img"
        aria-label={text.says(unitName, points(value), pricePoints(option), points(net))}
      >
        <i className="value-net" style={{ width: share(net) }} />
        <i className="value-price" style={{ width: share(net < 0 ? value : price) }} />
      </span>
      <span className="value-sum" aria-hidden="true">
        {text.equation(points(value), pricePoints(option))} <b>{points(net)}</b>
      </span>
    </li>
  );
};

/** Each structure's value, less the price of its place: the highest net value takes the employer. */
export const ValueBars = ({ explanation }: { explanation: Explanation }) => {
  const [whole, setWhole] = useState(false);
  const { options, chosen } = explanation;
  const scale = Math.max(...options.map(({ value }) => value), 0.01);
  const shown = whole ? options : options.slice(0, FEW);
  return (
    <>
      <p className="value-legend caption">
        {text.rule} <i className="swatch value-net" /> {text.net} <i className="swatch value-price" />{' '}
        {text.price}, {text.points}
      </p>
      <ul className="value-bars figure">
        {shown.map((option, index) => (
          <Bar
            key={option.unitId ?? `${option.unitName}-${index}`}
            option={option}
            chosen={chosen !== null && option.unitId === chosen}
            scale={scale}
          />
        ))}
      </ul>
      {options.length > shown.length && (
        <Button kind="quiet" onClick={() => setWhole(true)}>
          <Fr>{text.more(options.length - shown.length)}</Fr>
        </Button>
      )}
    </>
  );
};
