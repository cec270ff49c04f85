import { addDays } from '#domain/local-date';
import type { TrendPoint } from '../answers/indicator';
import { type Definition, figureOf } from '../definition';
import type { Evidence } from '../evidence';
import { type Moment, weeksUpTo } from '../moment';

export const WEEKS = 26;
const PROVISIONAL_DAYS = 15;

/** The weeks of every series, oldest first. */
export const weeksOf = (moment: Moment): Moment[] => weeksUpTo(moment, WEEKS);

/** Partners still report the last days: what they say of them may move. */
export const isProvisional = (moment: Moment, on: string): boolean =>
  on > addDays(moment.on, -PROVISIONAL_DAYS);

/** One point a week, from the first week that has something to measure; empty when there is no history. */
export function trendOf(definition: Definition, evidence: Evidence, moment: Moment): TrendPoint[] {
  const points = weeksOf(moment).map((week) => ({
    on: week.on,
    provisional: isProvisional(moment, week.on),
    ...figureOf(definition, evidence, week),
  }));
  const first = points.findIndex(({ numerator, denominator }) => (denominator ?? numerator ?? 0) > 0);
  if (first < 0) return [];
  return points
    .slice(first)
    .flatMap(({ on, numerator, denominator, provisional }) =>
      numerator === null ? [] : [{ on, numerator, denominator, provisional }],
    );
}
