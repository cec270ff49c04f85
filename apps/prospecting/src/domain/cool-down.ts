import type { Policy } from '#contracts/policy';
import { addDays, localDateOf } from '#domain/local-date';
import { midnight } from './midnight';
import type { Visit } from './visit';

/** The first instant at which a contact no longer keeps others, and its own partner or the lead, from soliciting. */
export interface CoolDown {
  readonly others: Date | null;
  readonly own: Date | null;
}

const NONE: CoolDown = { others: null, own: null };

/**
 * BR-30: whole local days after the day of the contact; it begins with the true date, however late it was told
 * (BR-48). Only prospecting opens one (BR-37), but "not now" stands as the employer asked, or for the time of the policy
 * when it gave no date, for everybody.
 */
export function coolDownOf(visit: Visit, policy: Policy, zone: string): CoolDown {
  const known = computed.get(visit);
  if (known && known.policy === policy && known.zone === zone) return known.coolDown;
  const coolDown = compute(visit, policy, zone);
  computed.set(visit, { policy, zone, coolDown });
  return coolDown;
}

/** A visit is never changed, only replaced: what it opens is computed once, however many partners ask. */
const computed = new WeakMap<Visit, { policy: Policy; zone: string; coolDown: CoolDown }>();

function compute(visit: Visit, policy: Policy, zone: string): CoolDown {
  const day = localDateOf(visit.occurredAt, zone);
  const after = (days: number) => midnight(addDays(day, days), zone);
  const asked = askedPeace(visit, policy, zone);
  // Whoever began the conversation, the employer asked for peace.
  if (!isProspecting(visit)) return visit.status === 'HELD' ? { others: asked, own: asked } : NONE;
  if (visit.status === 'HELD' && visit.channel === 'VISIT') {
    return {
      others: latest(after(policy.coolDownOtherPartnerDays), asked),
      own: latest(after(policy.coolDownLeadPartnerDays), asked),
    };
  }
  const unanswered = visit.status === 'NO_ANSWER' && (visit.channel === 'CALL' || visit.channel === 'MAIL');
  const until = unanswered ? latest(after(policy.coolDownUnansweredDays), asked) : asked;
  return visit.status === 'HELD' || unanswered ? { others: until, own: until } : NONE;
}

/** Until when the employer itself asked for peace: the date that it gave, or the policy's time when it gave none (BR-30). */
export function askedPeace(visit: Visit, policy: Policy, zone: string): Date | null {
  if (visit.notBefore && visit.notBefore > visit.occurredAt) return visit.notBefore;
  if (!visit.notNow) return null;
  return midnight(addDays(localDateOf(visit.occurredAt, zone), policy.coolDownNotNowDays), zone);
}

/** BR-31, BR-37: a contact that the employer wanted, or that follows an offer, is not prospecting. */
export const isProspecting = (visit: Pick<Visit, 'initiative'>): boolean =>
  visit.initiative === 'PARTNER' || visit.initiative === 'ARBITRATION';

export const latest = (...dates: readonly (Date | null)[]): Date | null =>
  dates.reduce((late, date) => (date && (!late || date > late) ? date : late), null);
