import type { Policy } from '#contracts/policy';
import { addDays, daysBetween, localDateOf } from '#domain/local-date';
import { isProspecting, latest } from './cool-down';
import { isJoint } from './joint-visit';
import { midnight } from './midnight';
import type { Visit } from './visit';

/**
 * BR-38: the first instant at or after `now` when one more prospecting contact is within the establishment's budget,
 * all partners and channels together; `now` itself when it is. Days are local days; a joint visit counts once (BR-39).
 */
export function budgetFreeAt(visits: readonly Visit[], policy: Policy, zone: string, now: Date): Date {
  const days = contactDays(visits, zone);
  const today = localDateOf(now, zone);
  let day = today;
  while (!isWithin(days, day, policy)) day = addDays(day, 1);
  return day === today ? now : (latest(midnight(day, zone), now) ?? now);
}

function isWithin(days: readonly string[], day: string, policy: Policy): boolean {
  const ages = days.map((one) => daysBetween(one, day)).filter((age) => age >= 0);
  const inWindow = ages.filter((age) => age < policy.contactBudgetWindowDays).length;
  return inWindow < policy.contactBudget && ages.every((age) => age >= policy.contactMinimumGapDays);
}

/** The local day of each solicitation that reached the employer or tried to. */
function contactDays(visits: readonly Visit[], zone: string): string[] {
  const made = visits.filter(
    (visit) => isProspecting(visit) && (visit.status === 'HELD' || visit.status === 'NO_ANSWER'),
  );
  const counted = made.filter((visit, at) => !made.slice(0, at).some((other) => isJoint(visit, other, zone)));
  return counted.map((visit) => localDateOf(visit.occurredAt, zone));
}
