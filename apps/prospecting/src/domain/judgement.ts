import type { Justification } from '#contracts/vocabulary';
import { coolDownOf, isProspecting } from './cool-down';
import { companionsOf, isJoint } from './joint-visit';
import { type Lead, leadAt } from './lead';
import { waitsLess } from './openness';
import { accountsOf } from './same-visit';
import { policyAt, type Territory } from './territory';
import { sameVerdict, type Verdict, type Visit } from './visit';

/**
 * Judges every visit of an employer from scratch, in the order in which they took place: a late report moves what
 * follows it (BR-48). Each visit comes back with its verdict; pure, and the same whatever the order of arrival.
 */
export function judged(
  visits: readonly Visit[],
  leads: readonly Lead[],
  territory: Territory,
): readonly Visit[] {
  const accounts = accountsOf(visits, territory.zone);
  const inOrder = accounts
    .map(({ visit }) => visit)
    .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || a.arrival - b.arrival);
  const companions = companionsOf(inOrder, territory.zone);
  const verdicts = new Map<string, Verdict>();
  inOrder.forEach((visit, at) => {
    verdicts.set(visit.visitKey, verdictOf(visit, inOrder.slice(0, at), companions, leads, territory));
  });

  const canonical = new Map(
    accounts.flatMap(({ visit, accounts: all }) => all.map((one) => [one.visitKey, visit.visitKey] as const)),
  );
  return visits.map((visit) => {
    const into = canonical.get(visit.visitKey)!;
    const mergedInto = into === visit.visitKey ? null : into;
    const verdict = { ...verdicts.get(into)!, mergedInto };
    return sameVerdict(visit.verdict, verdict) ? visit : { ...visit, verdict };
  });
}

type Companions = ReturnType<typeof companionsOf>;

function verdictOf(
  visit: Visit,
  before: readonly Visit[],
  companions: Companions,
  leads: readonly Lead[],
  territory: Territory,
): Verdict {
  const { policy } = policyAt(territory, visit.occurredAt);
  const lead = leadAt(leads, visit.occurredAt);
  const clash =
    visit.status === 'HELD' &&
    visit.channel === 'VISIT' &&
    clashes(visit, before, companions, leads, territory);
  const ground = clash ? justificationOf(visit, before, lead, territory) : null;
  return {
    judgement: judgementOf(visit, clash, ground),
    justification: ground,
    leadPartnerId: lead?.partnerId ?? null,
    planId: lead?.partnerId === visit.partnerId ? lead.planId : null,
    firstContact: visit.status === 'HELD' && !before.some(isHeldWithin(visit, policy.newEmployerMonths)),
    coolDownUntil: coolDownOf(visit, policy, territory.zone).others,
    mergedInto: null,
    madeWith: companions.get(visit.visitKey) ?? [],
    status: visit.status,
    occurredAt: visit.occurredAt,
  };
}

function judgementOf(visit: Visit, clash: boolean, ground: Justification | null): Verdict['judgement'] {
  if (visit.status === 'CANCELLED') return 'WITHDRAWN';
  if (clash) return ground ? 'JUSTIFIED' : 'REDUNDANT';
  return isProspecting(visit) ? 'EXPECTED' : 'NOT_PROSPECTING';
}

/**
 * True when another partner's cool-down runs (BR-31), or another partner leads the employer (BR-51): the visit stands
 * in the figures either way, flagged, never refused. A joint visit opens to each who made it the cool-down of its own.
 */
function clashes(
  visit: Visit,
  before: readonly Visit[],
  companions: Companions,
  leads: readonly Lead[],
  territory: Territory,
): boolean {
  const lead = leadAt(leads, visit.occurredAt);
  if (lead && lead.partnerId !== visit.partnerId) return true;
  return before.some((other) => {
    if (other.partnerId === visit.partnerId || other.status !== 'HELD' || other.channel !== 'VISIT')
      return false;
    const wasThere = companions.get(other.visitKey)?.includes(visit.partnerId) ?? false;
    if (wasThere && !isJoint(visit, other, territory.zone)) return false;
    const coolDown = coolDownOf(other, policyAt(territory, other.occurredAt).policy, territory.zone);
    const waits = waitsLess(leads, visit.partnerId, other.occurredAt);
    const until = waits ? coolDown.own : coolDown.others;
    return until !== null && visit.occurredAt < until;
  });
}

function justificationOf(
  visit: Visit,
  before: readonly Visit[],
  lead: Lead | undefined,
  { zone }: Territory,
): Justification | null {
  const withLead = lead !== undefined && visit.jointWith.includes(lead.partnerId);
  if (withLead || before.some((other) => isJoint(visit, other, zone))) return 'JOINT_VISIT';
  if (visit.initiative === 'EMPLOYER') return 'EMPLOYER_REQUEST';
  if (visit.initiative === 'OFFER_FOLLOW_UP') return 'OFFER_FOLLOW_UP';
  const arbitrated = lead?.origin === 'ARBITRATION' && lead.partnerId === visit.partnerId;
  return arbitrated || visit.initiative === 'ARBITRATION' ? 'ARBITRATION' : null;
}

/** BR-98: any partner's held contact in the months before makes the employer no longer new. */
function isHeldWithin(visit: Visit, months: number): (other: Visit) => boolean {
  const since = new Date(visit.occurredAt);
  since.setUTCMonth(since.getUTCMonth() - months);
  return (other) => other.status === 'HELD' && other.occurredAt >= since;
}
