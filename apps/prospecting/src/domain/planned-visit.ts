import { localDateOf } from '#domain/local-date';
import { isAwayOn, type Presence } from './absence';
import type { Permission } from './permission';
import { accountsOf } from './same-visit';
import type { Visit } from './visit';

/** The next visit that a partner planned at an employer, and has neither held nor called off. */
export function nextPlanned(
  { visits, territory }: Pick<Permission, 'visits' | 'territory'>,
  partnerId: string,
  now: Date,
): Visit | undefined {
  return accountsOf(visits, territory.zone)
    .map(({ visit }) => visit)
    .filter((visit) => visit.partnerId === partnerId && visit.channel === 'VISIT')
    .filter((visit) => visit.status === 'PLANNED' && visit.occurredAt > now)
    .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())[0];
}

/** BR-35, BR-36: whether nobody who is there on the day would hold the visit. */
export const hasNoTaker = (visit: Visit, taker: Presence | undefined, zone: string): boolean =>
  !taker?.active || isAwayOn(taker, localDateOf(visit.occurredAt, zone));

/** A planned visit in the words of a page; whoever holds the prospect takes its visit. */
export function plannedVisitCard(visit: Visit | undefined, taker: Presence | undefined, zone: string) {
  if (!visit) return null;
  return {
    at: visit.occurredAt.toISOString(),
    agentId: taker?.agentId ?? visit.agentId,
    agentAway: taker !== undefined && hasNoTaker(visit, taker, zone),
  };
}
