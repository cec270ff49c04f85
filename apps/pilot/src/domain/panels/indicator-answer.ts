import type { Change, IndicatorAnswer, TrendPoint } from '../answers/indicator';
import { type Definition, figureOf } from '../definition';
import type { Evidence } from '../evidence';
import { daysBefore, type Moment } from '../moment';
import { silentNetworks } from '../silence';
import { trendOf } from './series';

const CHANGE_WEEKS = 4;

/** An indicator as it is served: the figure, what it was, how it is made, and whose silence leaves it incomplete. */
export function indicatorAnswer(definition: Definition, evidence: Evidence, moment: Moment): IndicatorAnswer {
  const { policy } = evidence;
  const figure = figureOf(definition, evidence, moment);
  const trend = trendOf(definition, evidence, moment);
  return {
    id: definition.id,
    label: definition.label(policy),
    unit: definition.unit,
    ...figure,
    noun: definition.noun,
    aside: definition.aside?.(definition.numerator(evidence, moment), policy) ?? null,
    betterWhen: definition.betterWhen,
    definitionVersion: definition.version,
    method: definition.method(policy),
    incomplete: definition.fedByPartners ? silentNetworks(evidence, moment) : [],
    change: changeOf(definition, trend, moment),
    trend,
  };
}

/** The difference with four weeks ago, in points for a share; none while the series is not as old. */
function changeOf(definition: Definition, trend: readonly TrendPoint[], moment: Moment): Change | null {
  const now = trend.at(-1);
  const then = trend.find(({ on }) => on === daysBefore(moment, 7 * CHANGE_WEEKS).on);
  if (!now || !then || now.on !== moment.on) return null;
  const value = (point: TrendPoint) =>
    definition.unit === 'percent' ? (100 * point.numerator) / point.denominator! : point.numerator;
  return { value: Math.round(10 * (value(now) - value(then))) / 10, weeks: CHANGE_WEEKS };
}
