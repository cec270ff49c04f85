import type { Policy } from '#contracts/policy';
import type { LeadEnd, LeadOrigin, ReleaseReason } from '#contracts/vocabulary';
import { type Decision, decided, unchanged } from '#domain/decision';
import { Refused } from '#domain/refused';
import {
  type Away,
  type Calendar,
  type Deadline,
  type DeadlineKind,
  endOfDay,
  putOff,
  releasedAt,
  remindedAt,
} from './ladder';
import { type Lead, leadEnded, leased, openLease } from './lead';

/** BR-29: a claim opens a hold of so many calendar days, within the lead; the visit is planned, then held, by then. */
export function holdUntil(lead: Lead, policy: Policy, { zone }: Calendar, now: Date): Date {
  const until = endOfDay(now, policy.visitHeldWithinDays, zone);
  return new Date(Math.min(until.getTime(), lead.until.getTime()));
}

/** BR-32: the prospect is the agent's. The database has already let only one hold through. */
export function claimed(
  lead: Lead,
  lease: { leaseId: string; agentId: string },
  policy: Policy,
  calendar: Calendar,
  now: Date,
): Decision<Lead> {
  const until = holdUntil(lead, policy, calendar, now);
  const planBy = endOfDay(now, policy.visitPlannedWithinDays, calendar.zone);
  const deadlines: Deadline[] = [
    ...(planBy < until ? [{ kind: 'PLAN_VISIT', dueAt: planBy } as const] : []),
    ...(until < lead.until ? [{ kind: 'HOLD_VISIT', dueAt: until } as const] : []),
    { kind: 'OVER', dueAt: lead.until },
  ];
  const opened = leased(
    { ...lead, queuedAt: null },
    { ...lease, openedAt: now, until, endedAt: null, endReason: null },
    deadlines,
  );
  return decided(opened.lead, ...opened.facts);
}

/** « Déjà pris par … à 8 h 39. »: who was first, and when, in the territory's time; and what to take instead (BR-32). */
export function alreadyTaken(by: string, at: Date, zone: string, next: object | null = null): Refused {
  return new Refused('already-taken', `Déjà pris par ${by} ${wordsOf(at, zone)}.`, { next });
}

/** BR-33, BR-34: the agent does not take the prospect, or gives it back: the lead ends, the next partner is asked. */
export function givenBack(lead: Lead, reason: ReleaseReason, now: Date): Decision<Lead> {
  if (lead.endedAt) throw new Refused('lead-over', 'Ce prospect n’est plus à vous : rechargez votre liste.');
  const end: LeadEnd = openLease(lead) ? 'RELEASED' : 'DECLINED';
  const ended = leadEnded({ ...lead, releaseReason: reason }, end, now, 'RELEASED');
  return decided(ended.lead, ...ended.facts);
}

/** What a deadline reads beside the lead. */
export interface LadderGround {
  readonly policy: Policy;
  readonly calendar: Calendar;
  /** On which days every agent of the unit is away. */
  readonly away: Away;
  /** The partner follows an open offer there (BR-24). */
  readonly locked: boolean;
}

/** BR-28, BR-29: what a deadline does, once. Nothing when the lead has gone on in the meantime. */
export function metDeadline(lead: Lead, kind: DeadlineKind, ground: LadderGround, now: Date): Decision<Lead> {
  const due = lead.deadlines.find((deadline) => deadline.kind === kind);
  if (lead.endedAt || !due || due.dueAt > now) return unchanged(lead);
  if (kind === 'OVER') return over(lead, now);
  const later = lead.deadlines.filter((deadline) => deadline !== due);
  // BR-24: the partner with an open offer keeps the lead, answered or not.
  if (ground.locked) return decided({ ...lead, deadlines: later });
  const withAbsences = countedAnew(lead, kind, ground);
  if (withAbsences && withAbsences > now) {
    const dueAt = putOff(withAbsences, now, ground.calendar);
    return decided({ ...lead, deadlines: [...later, { kind, dueAt }] });
  }
  if (kind === 'REMINDER') return decided({ ...lead, deadlines: later, remindedAt: now });
  const ended = leadEnded(lead, 'LEASE_EXPIRED', now, 'EXPIRED');
  return decided(ended.lead, ...ended.facts);
}

/** BR-28: where a step of the ladder stands once the unit's absences are known; what left an agent's hands does not wait. */
function countedAnew(lead: Lead, kind: DeadlineKind, { policy, calendar, away }: LadderGround): Date | null {
  if (lead.queuedAt) return null;
  if (kind === 'REMINDER') return remindedAt(lead.from, policy, calendar, away);
  return kind === 'UNANSWERED' ? releasedAt(lead.from, policy, calendar, away) : null;
}

const OVER_OF: Partial<Record<LeadOrigin, LeadEnd>> = {
  RESERVATION: 'RESERVATION_OVER',
  RECONTACT: 'RECONTACT_OVER',
  ARBITRATION: 'ARBITRATION_OVER',
};

function over(lead: Lead, now: Date): Decision<Lead> {
  const ended = leadEnded(lead, OVER_OF[lead.origin] ?? 'PLAN_CLOSED', now, 'EXPIRED');
  return decided(ended.lead, ...ended.facts);
}

/** « à 8 h 39 » on the wall clock of the territory. */
function wordsOf(at: Date, zone: string): string {
  const clock = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, hour: 'numeric', minute: '2-digit' });
  const parts = clock.formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `à ${Number(part('hour'))} h ${part('minute')}`;
}
