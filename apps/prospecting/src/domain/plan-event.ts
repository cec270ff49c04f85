import type { LeadEnd, UnassignedReason } from '#contracts/vocabulary';
import { latest } from './cool-down';
import { type Lead, leadAt } from './lead';
import { budgetUntil, coolDownUntil } from './openness';
import type { Permission } from './permission';

/** Why nobody may solicit a prospect of a running plan for a time, or for good. */
export type AwayReason = Extract<UnassignedReason, 'COOL_DOWN' | 'OPTED_OUT'> | 'CLOSED';

/**
 * What the engine of a running plan is told: everything that happened to a prospect or a unit since the adoption, and
 * nothing else. Frozen inputs and these, in their order, give its state again, to the byte.
 */
export type PlanEvent =
  /** A lead begins; of another plan, or of none, it keeps the prospect out of this one. */
  | { type: 'LED'; employerId: string; planId: string | null; partnerId: string; unitId: string | null }
  /** The lead held its visit: the place that was planned is used. */
  | { type: 'VISIT_HELD'; employerId: string; planId: string | null; unitId: string | null }
  /** A lead ended before its visit. */
  | { type: 'FREED'; employerId: string; planId: string | null; partnerId: string; reason: LeadEnd }
  /** Nobody may solicit it, until an instant or for good. */
  | { type: 'AWAY'; employerId: string; reason: AwayReason; until: string | null }
  /** It may be solicited again. */
  | { type: 'BACK'; employerId: string }
  /** The database refused what the engine proposed. */
  | { type: 'REFUSED'; employerId: string; unitId: string; reason: UnassignedReason }
  /** Nobody takes a prospect that was let go, and that was told. */
  | { type: 'LEFT'; employerId: string; reason: UnassignedReason }
  | { type: 'PINNED' | 'FORBIDDEN'; employerId: string; unitId: string }
  /** Visits of a unit for this plan over its whole period, those held already included. */
  | { type: 'CAPACITY_CHANGED'; unitId: string; visits: number };

/** A proposal of the engine, and the position of the events that it knew. */
export interface Proposal {
  readonly planId: string;
  readonly position: number;
  readonly employerId: string;
  readonly unitId: string;
}

/** An event with what caused it: told once, however often the cause comes. */
export interface CausedEvent {
  readonly event: PlanEvent;
  readonly cause: string;
  /** The plan that it concerns; null when every running plan that covers the employer is concerned. */
  readonly planId: string | null;
}

/** What a change of an employer's permission says to the plans that cover it. */
export function planEventsOf(before: Permission, after: Permission, now: Date): CausedEvent[] {
  return [...ofLeads(before, after), ...ofContacts(before, after, now)];
}

/** A lead begins, whoever gave it; told once to each plan that covers its employer. */
export function ledEvent(lead: Lead, onlyTo: string | null): CausedEvent {
  const { leadId, employerId, planId, partnerId, unitId } = lead;
  return {
    event: { type: 'LED', employerId, planId, partnerId, unitId },
    cause: `${leadId} begins`,
    planId: onlyTo,
  };
}

/** A lead that ended is told before the one that follows it: a prospect has one leader at a time. */
function ofLeads(before: Permission, after: Permission): CausedEvent[] {
  const known = new Map(before.leads.map((lead) => [lead.leadId, lead]));
  const changed = after.leads.filter((lead) => known.get(lead.leadId) !== lead);
  const told = (cause: string, lead: Lead, event: PlanEvent): CausedEvent => ({
    event,
    cause: `${lead.leadId} ${cause}`,
    planId: null,
  });
  const ended = changed.flatMap((lead) => {
    const { employerId, planId, partnerId, endReason, leadId } = lead;
    if (!lead.endedAt || lead.visitedAt || !known.has(leadId) || known.get(leadId)!.endedAt) return [];
    return [told('ends', lead, { type: 'FREED', employerId, planId, partnerId, reason: endReason! })];
  });
  const begun = changed.filter((lead) => !known.has(lead.leadId)).map((lead) => ledEvent(lead, null));
  const visited = changed
    .filter((lead) => lead.visitedAt && !known.get(lead.leadId)?.visitedAt)
    .map((lead) => {
      const { employerId, planId, unitId } = lead;
      return told('visited', lead, { type: 'VISIT_HELD', employerId, planId, unitId });
    });
  return [...ended, ...begun, ...visited];
}

/** Contacts close an employer that nobody leads, or a correction opens it again; a lead is not ended by a contact (BR-51). */
function ofContacts(before: Permission, after: Permission, now: Date): CausedEvent[] {
  if (before.visits === after.visits || leadAt(after.leads, now)) return [];
  const [was, is] = [awayUntil(before, now), awayUntil(after, now)];
  if (was?.getTime() === is?.getTime()) return [];
  const { employerId } = after;
  const told = after.visits.filter((visit) => !before.visits.includes(visit));
  const cause = told.map((visit) => `${visit.reportId}`).join(' ');
  return [
    {
      event: is
        ? { type: 'AWAY', employerId, reason: 'COOL_DOWN', until: is.toISOString() }
        : { type: 'BACK', employerId },
      cause: `${employerId} contacts ${cause}`,
      planId: null,
    },
  ];
}

/**
 * Until when nobody at all may solicit because of contacts: whoever was there waits the shorter time (BR-30, BR-38). A
 * pause of the conflict desk holds for everybody.
 */
export function awayUntil(permission: Permission, now: Date): Date | null {
  const solicited = { ...permission, optOuts: [] };
  const waits = [...new Set(permission.visits.map((visit) => visit.partnerId))].map((partnerId) =>
    coolDownUntil(solicited, partnerId, permission.territory, now),
  );
  const soonest = waits.some((wait) => wait === null) ? null : earliest(waits as Date[]);
  const paused = permission.pausedUntil && permission.pausedUntil > now ? permission.pausedUntil : null;
  return latest(soonest, budgetUntil(solicited, permission.territory, now), paused);
}

const earliest = (dates: readonly Date[]): Date | null =>
  dates.length === 0 ? null : new Date(Math.min(...dates.map((date) => date.getTime())));
