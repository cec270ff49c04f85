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
 * Held prospecting visits of the window, a joint visit once although each partner reports its own (BR-39). Visits that
 * the employer asked for, and those that follow up a partner's own offer, are not prospecting (BR-24, BR-37).
 */
export function heldVisits(evidence: Evidence, moment: Moment): Contact[] {
  const visits = new Map<string, Contact>();
  const held = heldContacts(evidence, moment, evidence.policy.coolDownOtherPartnerDays)
    .filter(({ channel, judgement }) => channel === 'VISIT' && judgement !== 'NOT_PROSPECTING')
    .sort((a, b) => (a.visitKey < b.visitKey ? -1 : 1));
  for (const visit of held) {
    const key = visitOnce(visit);
    if (!visits.has(key)) visits.set(key, visit);
  }
  return [...visits.values()];
}

function visitOnce(visit: Contact): string {
  if (visit.jointWith.length === 0) return visit.visitKey;
  const together = [visit.partnerId, ...visit.jointWith].sort().join();
  return `${visit.employerId} ${visit.on} ${together}`;
}

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
