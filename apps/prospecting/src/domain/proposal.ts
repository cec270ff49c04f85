import { startOfLocalDay } from '#domain/local-date';
import type { Lead } from './lead';
import { budgetUntil, closedTo, type Solicited } from './openness';
import type { Plan } from './plan';
import type { PlanEvent, Proposal } from './plan-event';
import type { Territory } from './territory';

/** What a proposal of the engine is judged by: the employer as it stands now, under its lock. */
export interface ProposalGround {
  readonly plan: Plan;
  readonly territory: Territory;
  /** False for an establishment that closed, or left the territory. */
  readonly inTerritory: boolean;
  readonly solicited: Solicited;
  /** The partner of the proposed unit; null when it has closed. */
  readonly partnerId: string | null;
}

/** What the engine did not know, and the lead that stands in the way when one does. */
export interface Refusal {
  readonly event: PlanEvent;
  readonly lead?: Lead;
}

/**
 * What the engine did not know, as the event that it is told; null when the lead may begin. A lead of anybody's, in
 * force or promised within the plan, stands before everything else: it is never stolen.
 */
export function refusalOf(
  { employerId, unitId }: Proposal,
  ground: ProposalGround,
  at: Date,
): Refusal | null {
  const { plan, territory, solicited, partnerId } = ground;
  if (!ground.inTerritory) return { event: { type: 'AWAY', employerId, reason: 'CLOSED', until: null } };
  const end = startOfLocalDay(plan.until, territory.zone);
  const lead = solicited.leads.find((one) => !one.endedAt && one.until > at && one.from < end);
  if (lead) {
    const { planId, partnerId: leader, unitId: unit } = lead;
    return { event: { type: 'LED', employerId, planId, partnerId: leader, unitId: unit }, lead };
  }
  if (!partnerId) return { event: { type: 'REFUSED', employerId, unitId, reason: 'NO_PARTNER_COVERS' } };
  const paused = solicited.pausedUntil && solicited.pausedUntil > at ? solicited.pausedUntil : null;
  if (paused)
    return { event: { type: 'AWAY', employerId, reason: 'COOL_DOWN', until: paused.toISOString() } };
  const [closed] = closedTo(solicited, [partnerId], territory, at);
  if (!closed) return null;
  if (closed.partnerId !== null)
    return { event: { type: 'REFUSED', employerId, unitId, reason: closed.reason } };
  if (closed.reason === 'OPTED_OUT')
    return { event: { type: 'AWAY', employerId, reason: 'OPTED_OUT', until: null } };
  const until = budgetUntil(solicited, territory, at)?.toISOString() ?? null;
  return { event: { type: 'AWAY', employerId, reason: 'COOL_DOWN', until } };
}

/** Why the plan gives a prospect that nobody led, in one line. */
export function becauseOf(letGo: boolean, worth: number): string {
  const posts = (worth / 1_000_000).toLocaleString('fr-FR', { maximumFractionDigits: 2 });
  return letGo
    ? `Un autre partenaire l’a rendu : dans le plan en cours, c’est chez vous que cette visite vaut le plus (${posts} emploi attendu).`
    : `Une visite s’est libérée : de ceux qui attendent, c’est ce prospect qui en vaut le plus la peine (${posts} emploi attendu).`;
}
