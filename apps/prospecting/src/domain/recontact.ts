import type { RecontactDue } from '#contracts/bmo';
import { factOf } from '#contracts/contract';
import { RecontactAssigned } from '#contracts/prospecting';
import type { ToldFact } from '#domain/decision';
import { localDateOf, startOfLocalDay } from '#domain/local-date';

/** A BMO respondent to be recontacted, and by whom; communicable answers only ever come here (BR-53). */
export interface Recontact {
  readonly recontactId: string;
  readonly employerId: string;
  readonly campaignId: string;
  readonly fapCode: string;
  readonly positions: number;
  readonly seasonal: boolean;
  readonly difficult: boolean;
  readonly hiringMonth: string | null;
  readonly dueAt: Date;
  readonly state: 'WAITING' | 'ASSIGNED' | 'OVER';
  readonly partnerId: string | null;
  readonly unitId: string | null;
  readonly callOnly: boolean;
  readonly notBefore: Date | null;
}

/**
 * BR-55: the lead recontacts once the cool-down is over; when the hiring month comes first, it calls at once and does
 * not visit.
 */
export function assignedTo(
  recontact: Recontact,
  partner: { partnerId: string; unitId: string | null },
  coolDownUntil: Date | null,
  zone: string,
  now: Date,
): { recontact: Recontact; facts: ToldFact[] } {
  const free = coolDownUntil ?? now;
  const month = recontact.hiringMonth;
  const callOnly = month !== null && coolDownUntil !== null && month < localDateOf(free, zone);
  const soonest = callOnly ? startOfLocalDay(localDateOf(now, zone), zone) : free;
  const notBefore = soonest < now ? now : soonest;
  const next: Recontact = { ...recontact, ...partner, state: 'ASSIGNED', callOnly, notBefore };
  const { recontactId, employerId } = recontact;
  const data = { recontactId, employerId, ...partner, callOnly, notBefore: notBefore.toISOString() };
  return { recontact: next, facts: [factOf(RecontactAssigned, employerId, data)] };
}

/** A recontact as it falls due, for nobody yet. */
export function recontactOf(due: RecontactDue): Recontact {
  const { recontactId, employerId, campaignId, fapCode, positions, seasonal, difficult } = due;
  return {
    recontactId,
    employerId,
    campaignId,
    fapCode,
    positions,
    seasonal,
    difficult,
    hiringMonth: due.hiringMonth ?? null,
    dueAt: new Date(due.dueAt),
    state: 'WAITING',
    partnerId: null,
    unitId: null,
    callOnly: false,
    notBefore: null,
  };
}
