import type { PartnerKind } from '#contracts/vocabulary';
import { addDays, isWorkingDay, localDateOf, startOfLocalDay } from '#domain/local-date';
import type { Evidence, Feed, Partner } from './evidence';
import type { Moment } from './moment';

const HOUR = 3_600_000;

export interface Silence {
  readonly partner: Partner;
  readonly feed: Feed | null;
  readonly silent: boolean;
}

/**
 * Each partner of the territory and whether its feed is silent: nothing for longer than its rhythm x 3, in hours of
 * working days, so that an ordinary week-end or holiday is not a silence (BR-102). A partner that was never connected
 * is not silent: it is not there yet.
 */
export function silencesAt(evidence: Evidence, moment: Moment): Silence[] {
  const { feedExpectedEveryHours, feedSilentFactor } = evidence.policy;
  const feeds = new Map(evidence.feeds.map((feed) => [feed.partnerId, feed]));
  return evidence.partners.map((partner) => {
    const feed = feeds.get(partner.partnerId) ?? null;
    const quiet = feed ? workingHours(feed.lastAt, moment) : 0;
    return { partner, feed, silent: quiet > feedExpectedEveryHours * feedSilentFactor };
  });
}

/** The networks of the silent partners: the figures that they feed are incomplete, never zero (BR-102). */
export const silentNetworks = (evidence: Evidence, moment: Moment): PartnerKind[] => [
  ...new Set(
    silencesAt(evidence, moment)
      .filter(({ silent }) => silent)
      .map(({ partner }) => partner.kind),
  ),
];

/** Hours from an instant to the moment that fall on working days of the territory. */
function workingHours(since: Date, moment: Moment): number {
  let hours = 0;
  for (let day = localDateOf(since, moment.timeZone); day <= moment.on; day = addDays(day, 1)) {
    if (!isWorkingDay(day)) continue;
    const from = Math.max(since.getTime(), startOfLocalDay(day, moment.timeZone).getTime());
    const to = Math.min(moment.at.getTime(), startOfLocalDay(addDays(day, 1), moment.timeZone).getTime());
    hours += Math.max(0, to - from) / HOUR;
  }
  return hours;
}
