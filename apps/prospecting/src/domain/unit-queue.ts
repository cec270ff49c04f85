import type { Policy } from '#contracts/policy';
import { type Decision, decided, unchanged } from '#domain/decision';
import { addWorkingDays, localDateOf } from '#domain/local-date';
import { Refused } from '#domain/refused';
import { takesNothingNew } from './absence';
import { type Calendar, type Deadline, givenOnBy } from './ladder';
import { type Lead, leased, leaseEnded, openLease } from './lead';
import { hasNoTaker, type Standby } from './planned-visit';
import type { Visit } from './visit';

/** Why a prospect is in its unit's queue (BR-35, BR-36). */
export const QUEUE_REASONS = ['AGENT_LEFT', 'AGENT_AWAY', 'VISIT_WITHOUT_TAKER'] as const;
export type QueueReason = (typeof QUEUE_REASONS)[number];

/**
 * BR-35: the agent who held it left, and the prospect goes to the unit's queue, not to the pool: the unit has so many
 * working days to give it to a colleague, then it is released. Nobody's absence stops that.
 */
export function queued(lead: Lead, policy: Policy, calendar: Calendar, now: Date): Decision<Lead> {
  if (!openLease(lead)) return unchanged(lead);
  const ended = leaseEnded(lead, 'AGENT_LEFT', now);
  const due = givenOnBy(now, policy, calendar);
  const within = due < lead.until;
  const deadlines: Deadline[] = [
    ...(within ? [{ kind: 'UNANSWERED', dueAt: due } as const] : []),
    { kind: 'OVER', dueAt: lead.until },
  ];
  const respondBy = within ? due : lead.until;
  return decided({ ...ended.lead, queuedAt: now, remindedAt: null, respondBy, deadlines }, ...ended.facts);
}

/** The first half of a hand-over: whoever holds the prospect no longer does. Its days go on for the one who takes over. */
export function takenBack(lead: Lead, now: Date): Decision<Lead> {
  if (lead.endedAt)
    throw new Refused('lead-over', 'Ce prospect n’est plus à votre structure : rechargez la file.');
  const ended = leaseEnded(lead, 'REASSIGNED', now);
  return ended.facts.length > 0 ? decided(ended.lead, ...ended.facts) : unchanged(lead);
}

/** The second half: the colleague holds it until the day on which its predecessor had to be done. */
export function handedOver(
  lead: Lead,
  before: NonNullable<Lead['lease']>,
  to: { readonly leaseId: string; readonly agentId: string },
  now: Date,
): Decision<Lead> {
  const { until, extensions, askedFor } = before;
  const lease = { ...to, openedAt: now, until, endedAt: null, endReason: null, extensions, askedFor };
  const handed = leased({ ...lead, queuedAt: null }, lease, lead.deadlines);
  return decided(handed.lead, ...handed.facts);
}

/** What puts a prospect of the unit before its manager; nothing when somebody is there for it. */
export function queueReasons(
  lead: Lead | null,
  planned: Visit | undefined,
  taker: Standby,
  policy: Policy,
  { zone, region }: Calendar,
  now: Date,
): QueueReason[] {
  const today = localDateOf(now, zone);
  const holder = lead && openLease(lead) ? taker.agent : undefined;
  const lastDay = addWorkingDays(today, policy.plannedVisitsAheadWorkingDays, region);
  const soon = planned && localDateOf(planned.occurredAt, zone) <= lastDay;
  return [
    ...(lead?.queuedAt && !openLease(lead) ? (['AGENT_LEFT'] as const) : []),
    ...(holder && !taker.backup && takesNothingNew(holder, today, policy) ? (['AGENT_AWAY'] as const) : []),
    ...(soon && hasNoTaker(planned, taker, zone) ? (['VISIT_WITHOUT_TAKER'] as const) : []),
  ];
}
