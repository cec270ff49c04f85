import { addDays } from '#domain/local-date';
import type { Freshness } from '../answers/freshness';
import type { Evidence } from '../evidence';
import type { Moment } from '../moment';
import { silencesAt } from '../silence';
import { inOrder } from './networks';

const DAYS = 31;

/** What came from each partner, day by day, in the order of the networks; "never connected" is a state (BR-102). */
export function freshness(evidence: Evidence, moment: Moment): Freshness[] {
  const order = inOrder(evidence.partners.map(({ kind }) => kind));
  const days = Array.from({ length: DAYS }, (_, index) => addDays(moment.on, index - DAYS + 1));
  return silencesAt(evidence, moment)
    .map(({ partner, feed, silent }) => {
      const counts = new Map(feed?.days.map(({ on, count }) => [on, count]));
      return {
        partnerCode: partner.code,
        name: partner.name,
        network: partner.kind,
        lastAt: feed ? feed.lastAt.toISOString() : null,
        expectedEveryHours: evidence.policy.feedExpectedEveryHours,
        silent,
        perDay: days.map((on) => ({ on, count: counts.get(on) ?? 0 })),
      };
    })
    .sort(
      (a, b) =>
        order.indexOf(a.network) - order.indexOf(b.network) || (a.partnerCode < b.partnerCode ? -1 : 1),
    );
}
