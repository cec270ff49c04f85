import { daysBetween } from '#domain/local-date';
import type { Contact, Evidence } from '../evidence';
import { lastDays, type Moment } from '../moment';

/** Contacts that took place in the `days` that end with the moment, whatever the channel. */
export function heldContacts(evidence: Evidence, moment: Moment, days: number): Contact[] {
  const inWindow = lastDays(moment, days);
  return evidence.contacts.filter(
    ({ status, judgement, on }) => status === 'HELD' && judgement !== 'WITHDRAWN' && inWindow(on),
  );
}

/**
 * Held prospecting visits of the window, a joint visit once although each partner reports its own (BR-39), even when one
 * dates it a day later (BR-46): its most telling account stands for it. Visits that the employer asked for, and those
 * that follow up a partner's own offer, are not prospecting (BR-24, BR-37).
 */
export function heldVisits(evidence: Evidence, moment: Moment): Contact[] {
  const held = heldContacts(evidence, moment, evidence.policy.coolDownOtherPartnerDays)
    .filter(({ channel, judgement }) => channel === 'VISIT' && judgement !== 'NOT_PROSPECTING')
    .sort((a, b) => rankOf(a) - rankOf(b) || (a.visitKey < b.visitKey ? -1 : 1));
  const kept: Contact[] = [];
  const shared = new Map<string, Contact[]>();
  for (const visit of held) {
    const together = togetherOf(visit);
    const same = together ? (shared.get(together) ?? []) : [];
    if (same.some((other) => Math.abs(daysBetween(other.on, visit.on)) <= 1)) continue;
    kept.push(visit);
    if (together) shared.set(together, [...same, visit]);
  }
  return kept;
}

/** A redundant account says more of a joint visit than a justified one, and that one more than an expected one. */
const rankOf = ({ judgement }: Contact): number =>
  judgement === 'REDUNDANT' ? 0 : judgement === 'JUSTIFIED' ? 1 : 2;

/** The employer and those who went there together; null for a visit that nobody shares. */
const togetherOf = ({ employerId, partnerId, jointWith }: Contact): string | null =>
  jointWith.length === 0 ? null : `${employerId} ${[partnerId, ...jointWith].sort().join()}`;

/** Employers that partners solicited by themselves in the window, with those contacts. */
export function solicitedEmployers(evidence: Evidence, moment: Moment): Map<string, Contact[]> {
  const byEmployer = new Map<string, Contact[]>();
  for (const contact of heldContacts(evidence, moment, evidence.policy.coolDownOtherPartnerDays)) {
    if (contact.judgement === 'NOT_PROSPECTING' || contact.justification) continue;
    const known = byEmployer.get(contact.employerId);
    if (known) known.push(contact);
    else byEmployer.set(contact.employerId, [contact]);
  }
  return byEmployer;
}

/** Of those, the ones that two networks or more solicited, each on its own. */
export function crossedEmployers(evidence: Evidence, moment: Moment): Map<string, Contact[]> {
  const kinds = new Map(evidence.partners.map((partner) => [partner.partnerId, partner.kind]));
  const crossed = [...solicitedEmployers(evidence, moment)].filter(
    ([, contacts]) => new Set(contacts.map(({ partnerId }) => kinds.get(partnerId) ?? partnerId)).size > 1,
  );
  return new Map(crossed);
}
