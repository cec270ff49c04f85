import type { Policy } from '#contracts/policy';
import { type Decision, decided, unchanged } from '#domain/decision';
import { type LocalDate, localDateOf } from '#domain/local-date';
import { Invalid, Refused } from '#domain/refused';
import { type Calendar, endOfDayAfter } from './ladder';
import { type Lead, openLease } from './lead';

/**
 * BR-29: the employer asks for a later date, and the agent keeps the prospect until so many days after it. Once without
 * the coordination, and never beyond the lead itself. The same date again changes nothing.
 */
export function extended(
  lead: Lead,
  askedFor: LocalDate,
  by: { coordinator: boolean },
  policy: Policy,
  { zone }: Calendar,
  now: Date,
): Decision<Lead> {
  const hold = openLease(lead);
  if (lead.endedAt || !hold)
    throw new Refused('lead-over', 'Ce prospect n’est plus pris en charge : rechargez votre liste.');
  if (hold.askedFor === askedFor) return unchanged(lead);
  mustBeAhead(askedFor, lead, zone, now);
  const extensions = hold.extensions ?? 0;
  if (!by.coordinator && extensions >= policy.extensionsWithoutCoordinator)
    throw new Refused(
      'extended-already',
      'L’employeur a déjà obtenu un report : demandez à la coordination d’en accorder un second.',
    );
  const asked = endOfDayAfter(askedFor, policy.visitAfterAskedDateDays, zone);
  // A date that the employer chose never shortens what the agent had.
  const until = new Date(Math.min(Math.max(asked.getTime(), hold.until.getTime()), lead.until.getTime()));
  const others = lead.deadlines.filter(({ kind }) => kind !== 'PLAN_VISIT' && kind !== 'HOLD_VISIT');
  return decided({
    ...lead,
    lease: { ...hold, until, extensions: extensions + 1, askedFor },
    deadlines: [...others, ...(until < lead.until ? [{ kind: 'HOLD_VISIT', dueAt: until } as const] : [])],
  });
}

function mustBeAhead(askedFor: LocalDate, lead: Lead, zone: string, now: Date): void {
  const detail =
    askedFor < localDateOf(now, zone)
      ? 'Cette date est passée : indiquez la date que l’employeur demande.'
      : askedFor >= localDateOf(lead.until, zone)
        ? 'Ce prospect ne vous est confié que jusque-là : demandez un arbitrage à la coordination.'
        : null;
  if (detail)
    throw new Invalid('date-not-possible', detail, [
      { pointer: '/employerAskedFor', code: 'date-not-possible', detail },
    ]);
}
