import type { Policy } from '#contracts/policy';
import { type Decision, decided, type ToldFact } from '#domain/decision';
import { addDays, type LocalDate, localDateOf } from '#domain/local-date';
import { type FieldError, Invalid, Refused } from '#domain/refused';
import { grantedLead } from './grant';
import { holdUntil } from './hold';
import { type Calendar, endOfDayAfter } from './ladder';
import { type Lead, leadAt, leadEnded, leased, openLease } from './lead';
import { bars, type OptOut } from './opt-out';
import type { Permission } from './permission';
import { policyAt } from './territory';

/** The coordination's settlement: this employer to this partner until a day, whoever leads it or knows it best (BR-40). */
export interface Arbitration {
  readonly arbitrationId: string;
  readonly territoryId: string;
  readonly employerId: string;
  readonly partnerId: string;
  readonly unitId: string | null;
  readonly leadId: string;
  /** Whose lead it ended. */
  readonly takenFrom: readonly string[];
  /** Why, for the partners concerned; never in a fact. */
  readonly reason: string;
  readonly until: Date;
  readonly decidedAt: Date;
  readonly decidedBy: string;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
}

/** What the employer itself is, which no arbitration overrides. */
export interface Arbitrable {
  readonly active: boolean;
  readonly partialDiffusion: boolean;
  readonly optOuts: readonly OptOut[];
  readonly ownedBy: readonly string[];
}

/** BR-40, BR-41: an opposition, a partial diffusion and a partner's own establishment stand above the coordination. */
export function mustBeArbitrable(employer: Arbitrable, partnerId: string): void {
  if (bars(employer.optOuts, 'PROSPECTING', partnerId))
    throw new Refused(
      'opted-out',
      'Cet employeur s’oppose à la prospection : aucun arbitrage ne passe outre.',
    );
  if (employer.partialDiffusion)
    throw new Refused(
      'partial-diffusion',
      'Cet établissement est en diffusion partielle : aucun arbitrage ne passe outre.',
    );
  if (employer.ownedBy.includes(partnerId))
    throw new Refused(
      'own-establishment',
      'Un partenaire n’est jamais chef de file de son propre établissement.',
    );
  if (!employer.active) throw new Refused('employer-closed', 'Cet établissement est fermé.');
}

/** The end of the last day of an arbitration: ahead, and at most so many months away (BR-40). */
export function arbitratedUntil(until: LocalDate, policy: Policy, zone: string, now: Date): Date {
  const today = localDateOf(now, zone);
  const last = monthsAfter(today, policy.arbitrationMonthsAtMost);
  if (until >= today && until <= last) return endOfDayAfter(until, 0, zone);
  const detail = `Un arbitrage prend fin entre aujourd’hui et le ${last} : ${policy.arbitrationMonthsAtMost} mois au plus.`;
  const error: FieldError = { pointer: '/until', code: 'arbitration-too-long', detail };
  throw new Invalid('arbitration-too-long', detail, [error]);
}

/**
 * Ends what others were promised, and gives the lead. The agent who held the prospect for the same partner goes on
 * holding it.
 */
export function arbitrated(
  permission: Permission,
  arbitration: Arbitration,
  { calendar, leaseId }: { calendar: Calendar; leaseId: string },
  now: Date,
): Decision<Permission> & { readonly takenFrom: readonly string[] } {
  const facts: ToldFact[] = [];
  const before = leadAt(permission.leads, now);
  const takenFrom: string[] = [];
  const leads = permission.leads.map((lead) => {
    if (lead.endedAt || lead.until <= now || lead.from >= arbitration.until) return lead;
    const ended = leadEnded(lead, 'ARBITRATED', now);
    facts.push(...ended.facts);
    if (lead.partnerId !== arbitration.partnerId) takenFrom.push(lead.partnerId);
    return ended.lead;
  });
  const inForce = policyAt(permission.territory, now);
  const { leadId, territoryId, employerId, partnerId, unitId, until } = arbitration;
  const kept = { leadId, territoryId, employerId, partnerId, unitId, from: now, until };
  const begun = grantedLead(
    { ...kept, origin: 'ARBITRATION', planId: null, because: becauseOf(until, calendar.zone) },
    inForce,
    calendar,
  );
  const held = goesOn(begun.lead, before, leaseId, inForce.policy, calendar, now);
  return {
    ...decided({ ...permission, leads: [...leads, held.lead] }, ...facts, ...begun.facts, ...held.facts),
    takenFrom: [...new Set(takenFrom)],
  };
}

/** The coordination takes its settlement back, before its end: the ordinary rules hold again. */
export function arbitrationEnded(lead: Lead, now: Date): Decision<Lead> {
  const ended = leadEnded(lead, 'ARBITRATION_OVER', now);
  return decided(ended.lead, ...ended.facts);
}

function goesOn(
  lead: Lead,
  before: Lead | undefined,
  leaseId: string,
  policy: Policy,
  calendar: Calendar,
  now: Date,
) {
  const hold = before?.partnerId === lead.partnerId ? openLease(before) : null;
  if (!hold) return { lead, facts: [] };
  const until = holdUntil(lead, policy, calendar, now);
  const lease = { leaseId, agentId: hold.agentId, openedAt: now, until, endedAt: null, endReason: null };
  const due = until < lead.until ? [{ kind: 'HOLD_VISIT', dueAt: until } as const] : [];
  return leased(lead, lease, [...due, { kind: 'OVER', dueAt: lead.until }]);
}

const becauseOf = (until: Date, zone: string): string => {
  const last = new Date(until.getTime() - 1);
  const day = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, dateStyle: 'long' }).format(last);
  return `Arbitrage de la coordination, jusqu’au ${day}.`;
};

/** The same day so many months later, or the last one of a shorter month. */
function monthsAfter(day: LocalDate, months: number): LocalDate {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return addDays(first, Math.min(date, last) - 1);
}
