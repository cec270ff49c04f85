import { addDays, startOfLocalDay } from '#domain/local-date';
import { territoryAt } from './as-of';
import type { Evidence } from './evidence';

/**
 * Keeps what belongs to the territory: a figure belongs to the home territory of its employer when it happened, for
 * ever, whatever moves later (ARCHITECTURE, "Decisions are pure and replayable"). Where the deciding service told the
 * territory, that one holds; else the employer's history, whose first entry also stands for what is older.
 */
export function frozen(evidence: Evidence): Evidence {
  const { id, timeZone } = evidence.territory;
  const homeOf = (employerId: string, at: Date) => territoryAt(evidence.employers.get(employerId), at);
  const endOf = (day: string) => new Date(startOfLocalDay(addDays(day, 1), timeZone).getTime() - 1);
  return {
    ...evidence,
    contacts: evidence.contacts.filter(
      (contact) => (contact.territoryId ?? homeOf(contact.employerId, contact.occurredAt)) === id,
    ),
    offers: evidence.offers.filter(
      (offer) => (offer.territoryId ?? homeOf(offer.employerId, endOf(offer.collectedOn))) === id,
    ),
    leads: evidence.leads.filter((lead) => lead.territoryId === id),
    recontacts: evidence.recontacts.filter(
      (one) => (one.purgedIn ?? (one.employerId && homeOf(one.employerId, one.dueAt))) === id,
    ),
  };
}
