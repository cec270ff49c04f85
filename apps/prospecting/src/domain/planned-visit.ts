import { localDateOf } from '#domain/local-date';
import { isAwayOn, type Presence } from './absence';
import type { Permission } from './permission';
import { accountsOf } from './same-visit';
import type { Visit } from './visit';

/** Who would hold a visit: whoever holds the prospect, else whoever planned it; and who stands in while it is away. */
export interface Standby {
  readonly agent: Presence | undefined;
  readonly backup: Presence | undefined;
}

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
export function hasNoTaker(visit: Visit, { agent, backup }: Standby, zone: string): boolean {
  const day = localDateOf(visit.occurredAt, zone);
  const isThere = (one: Presence | undefined) => one?.active === true && !isAwayOn(one, day);
  return !isThere(agent) && !isThere(backup);
}

/** A planned visit in the words of a page. */
export function plannedVisitCard(visit: Visit | undefined, taker: Standby, zone: string) {
  if (!visit) return null;
  return {
    at: visit.occurredAt.toISOString(),
    agentId: taker.agent?.agentId ?? visit.agentId,
    agentAway: taker.agent !== undefined && hasNoTaker(visit, taker, zone),
  };
}
