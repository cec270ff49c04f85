import { type CSSProperties, useId } from 'react';
import { Fr } from '../design/typeset';
import { frPlan } from '../fr-plan';
import { PriceCurve } from './price-curve';
import { priceWords } from './price-words';
import type { Rule } from './rules';

const text = frPlan.rules;

interface RuleSliderProps {
  rule: Rule;
  /** The percent of the version it is compared to. */
  inForce: number | null;
  price: number | null;
  curve: readonly { percent: number; pricePercent: number }[];
  /** False for those who read. */
  open: boolean;
  onMove: (percent: number) => void;
}

const within = (value: number): number => Math.min(100, Math.max(0, Math.round(value)));

/** A rule of the committee: its position, what it was, what it costs. Arrows move it by one, a field gives it exactly. */
export const RuleSlider = ({ rule, inForce, price, curve, open, onMove }: RuleSliderProps) => {
  const id = useId();
  const priced = price === null ? text.unpriced : priceWords(price);
  const changed = inForce !== null && inForce !== rule.percent;
  return (
    <div className="rule">
      <div className="rule-head">
        <label htmlFor={id}>
          <Fr>{rule.label}</Fr>
        </label>
        <span className="rule-exact figure">
          <input
            type="number"
            min={0}
            max={100}
            value={rule.percent}
            disabled={!open}
            aria-label={text.exact(rule.label)}
            onChange={(event) => {
              if (event.target.value !== '') onMove(within(event.target.valueAsNumber));
            }}
          />
          {'\u00a0%'}
        </span>
      </div>
      {curve.length > 2 && <PriceCurve points={curve} at={rule.percent} />}
      <div
        className="rule-track"
        style={{ '--at': rule.percent / 100, '--was': (inForce ?? rule.percent) / 100 } as CSSProperties}
      >
        <input
          id={id}
          type="range"
          min={0}
          max={100}
          step={1}
          value={rule.percent}
          disabled={!open}
          aria-valuetext={text.value(rule.percent, priced)}
          onChange={(event) => onMove(within(event.target.valueAsNumber))}
        />
        {changed && <i className="rule-was" />}
      </div>
      <p className="rule-foot figure">
        <span>{changed ? <Fr>{text.inForce(inForce)}</Fr> : text.same}</span>
        <span>
          {price === null ? (
            text.unpriced
          ) : (
            <>
              {text.price} <b>{priced}</b>
            </>
          )}
        </span>
      </p>
    </div>
  );
};
