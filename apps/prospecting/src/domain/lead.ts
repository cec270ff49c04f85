import { factOf } from '#contracts/contract';
import { LeadEnded, LeadGranted, LeaseEnded, LeaseOpened } from '#contracts/prospecting';
import type { LeadEnd, LeadOrigin, LeaseEnd, ReleaseReason } from '#contracts/vocabulary';
import type { ToldFact } from '#domain/decision';
import type { LocalDate } from '#domain/local-date';
import type { Deadline } from './ladder';

/** An agent's dated hold inside a lead. */
export interface Lease {
  readonly leaseId: string;
  readonly agentId: string;
  readonly openedAt: Date;
  readonly until: Date;
  readonly endedAt: Date | null;
  readonly endReason: LeaseEnd | null;
  /** How often the employer asked for a later date, and the last one that it asked for (BR-29). */
  readonly extensions?: number;
  readonly askedFor?: LocalDate | null;
}

/** From `from` on this partner, and no other, solicits the employer; `until` stands unless it ends before. */
export interface Lead {
  readonly leadId: string;
  readonly territoryId: string;
  readonly employerId: string;
  readonly partnerId: string;
  readonly unitId: string | null;
  readonly from: Date;
  readonly until: Date;
  readonly origin: LeadOrigin;
  readonly planId: string | null;
  readonly policyVersion: number;
  readonly because: string;
  readonly respondBy: Date;
  readonly endedAt: Date | null;
  readonly endReason: LeadEnd | null;
  /** BR-33: the reason of whoever gave it back. */
  readonly releaseReason: ReleaseReason | null;
  /** When the partner held its visit: the lead has served. */
  readonly visitedAt: Date | null;
  /** When its unit was reminded that it has not answered (BR-28). */
  readonly remindedAt?: Date | null;
  /** Since when it is in its unit's queue, because the agent who held it left (BR-35). */
  readonly queuedAt?: Date | null;
  /** The last hold: open while `endedAt` is null. */
  readonly lease: Lease | null;
  readonly deadlines: readonly Deadline[];
}

/** The lead in force at an instant: the database holds at most one (BR-20). */
export const leadAt = (leads: readonly Lead[], at: Date): Lead | undefined =>
  leads.find((lead) => lead.from <= at && at < (lead.endedAt ?? lead.until));

/**
 * Until when a new lead may run: `until`, or the beginning of one that is promised already (a plan adopted for later).
 * Null when no time is left.
 */
export function freeUntil(leads: readonly Lead[], from: Date, until: Date): Date | null {
  const promised = leads.filter((lead) => !lead.endedAt && lead.until > from && lead.from < until);
  const end = new Date(Math.min(until.getTime(), ...promised.map((lead) => lead.from.getTime())));
  return end > from ? end : null;
}

export const openLease = (lead: Lead): Lease | null =>
  lead.lease && lead.lease.endedAt === null ? lead.lease : null;

/** A lead as it begins, with the fact. */
export function granted(lead: Lead): { lead: Lead; facts: ToldFact[] } {
  const { leadId, employerId, territoryId, partnerId, unitId, origin, planId, policyVersion, because } = lead;
  const from = lead.from.toISOString();
  const until = lead.until.toISOString();
  const data = {
    leadId,
    employerId,
    territoryId,
    partnerId,
    unitId,
    origin,
    planId,
    from,
    until,
    policyVersion,
    because,
  };
  return { lead, facts: [factOf(LeadGranted, employerId, data)] };
}

/** Opens a hold: the agent has until `until` to hold the visit. */
export function leased(
  lead: Lead,
  lease: Lease,
  deadlines: readonly Deadline[],
): { lead: Lead; facts: ToldFact[] } {
  const { leadId, employerId, territoryId, partnerId } = lead;
  const { leaseId, agentId } = lease;
  const data = {
    leaseId,
    leadId,
    employerId,
    territoryId,
    partnerId,
    agentId,
    until: lease.until.toISOString(),
  };
  return { lead: { ...lead, lease, deadlines }, facts: [factOf(LeaseOpened, employerId, data)] };
}

/** Ends the hold, when one is open; the lead goes on. */
export function leaseEnded(lead: Lead, reason: LeaseEnd, now: Date): { lead: Lead; facts: ToldFact[] } {
  const open = openLease(lead);
  if (!open) return { lead, facts: [] };
  const { leadId, employerId, territoryId, partnerId } = lead;
  const endedAt = now.toISOString();
  const fact = { leaseId: open.leaseId, leadId, employerId, territoryId, partnerId, reason, endedAt };
  return {
    lead: { ...lead, lease: { ...open, endedAt: now, endReason: reason } },
    facts: [factOf(LeaseEnded, employerId, fact)],
  };
}

/** Ends the hold, then the lead. A lead that has ended stays as it ended. */
export function leadEnded(
  lead: Lead,
  reason: LeadEnd,
  now: Date,
  lease: LeaseEnd = 'LEAD_ENDED',
): { lead: Lead; facts: ToldFact[] } {
  if (lead.endedAt) return { lead, facts: [] };
  const held = leaseEnded(lead, lease, now);
  const { leadId, employerId, territoryId, partnerId } = lead;
  const fact = { leadId, employerId, territoryId, partnerId, reason, endedAt: now.toISOString() };
  return {
    lead: { ...held.lead, endedAt: now, endReason: reason, deadlines: [] },
    facts: [...held.facts, factOf(LeadEnded, employerId, fact)],
  };
}
