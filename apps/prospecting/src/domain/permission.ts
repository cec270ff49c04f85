import { factOf } from '#contracts/contract';
import { ContactRecorded } from '#contracts/prospecting';
import type { LeadEnd } from '#contracts/vocabulary';
import { type Decision, decided, type ToldFact, unchanged } from '#domain/decision';
import { judged } from './judgement';
import { endOfDay } from './ladder';
import { type Lead, leadAt, leadEnded, leaseEnded, openLease } from './lead';
import { policyAt, type Territory } from './territory';
import { folded, type Report, sameVerdict, type Visit, visitKeyOf } from './visit';

/** Everything that permits or forbids to solicit one employer, under one lock. */
export interface Permission {
  readonly employerId: string;
  readonly territory: Territory;
  readonly leads: readonly Lead[];
  readonly visits: readonly Visit[];
  /** Until when nobody solicits although no contact says so: an open opt-out question, a refusal (BR-33). */
  readonly pausedUntil: Date | null;
  /** Partners whose own establishment it is (BR-41). */
  readonly ownedBy?: readonly string[];
}

/** A report with the event that brought it, so that what follows keeps its trace. */
export interface Heard {
  readonly report: Report;
  readonly eventId: string | undefined;
}

/**
 * Takes reports of one employer, in the order heard: folds them, judges every visit anew, ends the holds that a held
 * visit fulfils. Each report is answered by one ContactRecorded with the whole of its visit; a visit whose verdict
 * moved because of a late report is told again under its last report (BR-48).
 */
export function reported(permission: Permission, heard: readonly Heard[], now: Date): Decision<Permission> {
  const folding = heard.reduce((visits, { report }) => folded(visits, report), permission.visits);
  const visits = judged(folding, permission.leads, permission.territory);
  const served = heard.reduce((all, { report }) => fulfilled(all, report, permission.territory, now), {
    leads: permission.leads,
    facts: [] as ToldFact[],
  });
  const facts = [...recordedFacts(permission, visits, heard), ...served.facts];
  return decided({ ...permission, visits, leads: served.leads }, ...facts);
}

/**
 * Judges anew when something other than a report changed what is known of the visits: an answer of the conflict desk.
 * Visits whose verdict moved are told again under their last report.
 */
export function rejudged(permission: Permission, known: readonly Visit[]): Decision<Permission> {
  const visits = judged(known, permission.leads, permission.territory);
  return decided({ ...permission, visits }, ...recordedFacts(permission, visits, []));
}

function recordedFacts(
  permission: Permission,
  visits: readonly Visit[],
  heard: readonly Heard[],
): ToldFact[] {
  const byKey = new Map(visits.map((visit) => [visit.visitKey, visit]));
  const before = new Map(permission.visits.map((visit) => [visit.visitKey, visit]));
  const answered = new Set<string>();
  const answers = heard.map(({ report, eventId }) => {
    const own = byKey.get(visitKeyOf(report.partnerId, report.visitId))!;
    const told = byKey.get(own.verdict?.mergedInto ?? own.visitKey)!;
    answered.add(told.visitKey);
    return { ...recordedFact(told, permission, report.reportId, mostTold(told, visits)), causedBy: eventId };
  });
  const moved = visits.filter((visit) => {
    const known = before.get(visit.visitKey);
    return known?.verdict && !answered.has(visit.visitKey) && !sameVerdict(known.verdict, visit.verdict);
  });
  return [...answers, ...moved.map((visit) => recordedFact(visit, permission, visit.reportId, visit))];
}

/** The account with the state that the verdict stands on. */
function mostTold(visit: Visit, visits: readonly Visit[]): Visit {
  const accounts = visits.filter(
    (one) => one.visitKey === visit.visitKey || one.verdict?.mergedInto === visit.visitKey,
  );
  return accounts.find((one) => one.status === visit.verdict?.status) ?? visit;
}

/** An account that turned out to be of another one's visit is withdrawn under its own key. */
function recordedFact(visit: Visit, { territory }: Permission, reportId: string, state: Visit): ToldFact {
  const verdict = visit.verdict!;
  const merged = verdict.mergedInto !== null;
  return factOf(
    ContactRecorded,
    visit.employerId,
    {
      reportId,
      employerId: visit.employerId,
      territoryId: territory.territoryId || null,
      partnerId: visit.partnerId,
      unitId: state.unitId,
      siret: visit.siret,
      visitKey: visit.visitKey,
      revision: state.revision,
      occurredAt: state.occurredAt.toISOString(),
      status: merged ? 'CANCELLED' : verdict.status,
      channel: visit.channel,
      initiative: state.initiative,
      judgement: merged ? 'WITHDRAWN' : verdict.judgement,
      justification: merged ? null : verdict.justification,
      jointWith: verdict.madeWith.length > 0 ? [...verdict.madeWith] : null,
      leadPartnerId: verdict.leadPartnerId,
      firstContact: !merged && verdict.firstContact,
      planId: merged ? null : verdict.planId,
      coolDownUntil: merged ? null : (verdict.coolDownUntil?.toISOString() ?? null),
      backfill: visit.backfill,
    },
    state.occurredAt,
  );
}

/** A held visit of the lead fulfils its hold; a planned one answers for it, and stops the ladder's first steps (BR-29). */
function fulfilled(
  state: { leads: readonly Lead[]; facts: ToldFact[] },
  report: Report,
  territory: Territory,
  now: Date,
): { leads: readonly Lead[]; facts: ToldFact[] } {
  const lead = leadAt(state.leads, report.occurredAt < now ? report.occurredAt : now);
  if (!lead || lead.partnerId !== report.partnerId || report.backfill) return state;
  if (report.channel !== 'VISIT' || (lead.endedAt && !toldInGrace(lead, report, territory, now)))
    return state;
  const replaced = (next: Lead) => state.leads.map((one) => (one === lead ? next : one));
  if (report.status === 'PLANNED') return { ...state, leads: replaced(planned(lead, territory, now)) };
  if (report.status !== 'HELD') return state;
  const ended = leaseEnded(lead, 'VISITED', now);
  const visitedAt = lead.visitedAt ?? report.occurredAt;
  const deadlines = without(lead, [...FIRST_STEPS, 'HOLD_VISIT']);
  return {
    leads: replaced({ ...ended.lead, visitedAt, deadlines }),
    facts: [...state.facts, ...ended.facts],
  };
}

/** BR-42: a visit dated inside the plan, told so many days after its end, has served the lead that the end took back. */
function toldInGrace(lead: Lead, report: Report, territory: Territory, now: Date): boolean {
  if (lead.endReason !== 'PLAN_CLOSED' || !lead.endedAt || report.status !== 'HELD') return false;
  const { policy } = policyAt(territory, lead.endedAt);
  return now < endOfDay(lead.endedAt, policy.planGraceDays, territory.zone);
}

const FIRST_STEPS = ['REMINDER', 'UNANSWERED', 'PLAN_VISIT'];

/** A visit planned without a claim is an answer too: it has as long to be held (BR-29). */
function planned(lead: Lead, territory: Territory, now: Date): Lead {
  const deadlines = without(lead, FIRST_STEPS);
  if (lead.visitedAt || deadlines.some(({ kind }) => kind === 'HOLD_VISIT')) return { ...lead, deadlines };
  const { policy } = policyAt(territory, now);
  const dueAt = endOfDay(now, policy.visitHeldWithinDays, territory.zone);
  if (openLease(lead) || dueAt >= lead.until) return { ...lead, deadlines };
  return { ...lead, deadlines: [...deadlines, { kind: 'HOLD_VISIT', dueAt }] };
}

const without = (lead: Lead, kinds: readonly string[]) =>
  lead.deadlines.filter((deadline) => !kinds.includes(deadline.kind));

/** Ends every lead in force or to come: an opposition (BR-110), a closed establishment (BR-09), the end of a plan. */
export function allLeadsEnded(
  permission: Permission,
  reason: LeadEnd,
  now: Date,
  which: (lead: Lead) => boolean = () => true,
): Decision<Permission> {
  const facts: ToldFact[] = [];
  const leads = permission.leads.map((lead) => {
    if (lead.endedAt || !which(lead)) return lead;
    const ended = leadEnded(lead, reason, now);
    facts.push(...ended.facts);
    return ended.lead;
  });
  return facts.length > 0 ? decided({ ...permission, leads }, ...facts) : unchanged(permission);
}

/** The permission with one lead in another state. */
export const withLead = (permission: Permission, lead: Lead): Permission => ({
  ...permission,
  leads: permission.leads.some((one) => one.leadId === lead.leadId)
    ? permission.leads.map((one) => (one.leadId === lead.leadId ? lead : one))
    : [...permission.leads, lead],
});
