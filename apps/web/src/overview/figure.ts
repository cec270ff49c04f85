import type { Indicator } from '../api/dashboard';
import { count, percent, plural, points, signed } from '../format';
import { frOverview } from '../fr-overview';

/** The figure itself, computed here from its two numbers; `null` when it is not measured. */
export const figureOf = ({ unit, numerator, denominator }: Indicator): string | null => {
  if (numerator === null) return null;
  if (unit === 'percent') return denominator === null ? null : percent(numerator, denominator);
  return unit === 'days' ? `${count(numerator)}\u00a0${plural(numerator, 'jour')}` : count(numerator);
};

/** The fraction under it: `34 / 1 126 établissements`, or the second figure of a count. */
export const fractionOf = ({
  numerator,
  denominator,
  noun,
  aside,
  notMeasuredBecause,
}: Indicator): string => {
  if (numerator === null) return notMeasuredBecause ?? frOverview.notMeasured;
  if (denominator !== null) return `${count(numerator)} / ${count(denominator)}\u00a0${noun}`;
  return aside ? `${count(aside.value)} ${aside.label}` : noun;
};

/** `−0,6 pt`, `+4`, `=`. */
export const differenceOf = ({ unit, change }: Indicator): string | null =>
  change && (unit === 'percent' ? points(change.value) : signed(change.value));

/** Good, bad, or neither: never up or down alone. */
export const toneOf = ({ change, betterWhen }: Indicator): 'ok' | 'bad' | 'plain' => {
  if (!change || betterWhen === null || Math.abs(change.value) < 0.05) return 'plain';
  return change.value > 0 === (betterWhen === 'higher') ? 'ok' : 'bad';
};

/** How a figure moved between two answers, in the words of its own unit; null when it did not. */
export const movedBy = (before: Indicator | undefined, after: Indicator): string | null => {
  if (!before || before.numerator === null || after.numerator === null) return null;
  const by = after.numerator - before.numerator;
  return by === 0 ? null : signed(by);
};
