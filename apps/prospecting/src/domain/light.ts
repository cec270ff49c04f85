import { localDateOf } from '#domain/local-date';
import { type Lead, leadAt, openLease } from './lead';
import { budgetUntil, coolDownUntil, isOwn, type Solicited } from './openness';
import { bars } from './opt-out';
import { accountsOf } from './same-visit';
import type { Territory } from './territory';

/** The answer to « Puis-je y aller ? ». */
export interface Light {
  readonly colour: 'GREEN' | 'AMBER' | 'RED';
  /** One French sentence. */
  readonly reason: string;
  /** The first local day on which nothing known keeps the partner from going; null when none is known. */
  readonly nextFreeDate: string | null;
}

/** What the light reads of the employer itself. */
export interface LightEmployer {
  readonly closed: boolean;
  readonly partialDiffusion: boolean;
  /** False outside every declared territory: nobody allocates it. */
  readonly inTerritory: boolean;
  /** Partners that follow an open offer there (BR-24). */
  readonly lockedBy: readonly string[];
}

export const UNKNOWN_EMPLOYER: Light = {
  colour: 'AMBER',
  reason: 'Établissement inconnu de Concerto : vérifiez le SIRET, puis déclarez votre contact.',
  nextFreeDate: null,
};

/**
 * Red: an opposition (BR-110), another partner's lead (BR-20), a cool-down (BR-30), a spent budget (BR-38). Amber: go
 * with care. Green: nothing known keeps the partner from going. `nameOf` gives a partner's public name.
 */
export function lightFor(
  partnerId: string,
  employer: LightEmployer,
  solicited: Solicited,
  territory: Territory,
  nameOf: (partnerId: string) => string,
  now: Date,
): Light {
  if (bars(solicited.optOuts, 'PROSPECTING', partnerId))
    return red('Cet employeur s’oppose à la prospection : ne le sollicitez pas.', null);
  if (employer.closed) return red('Cet établissement est fermé.', null);
  if (isOwn(solicited, partnerId))
    return red('C’est un établissement de votre propre structure : vous n’en êtes pas chef de file.', null);

  const lead = leadAt(solicited.leads, now);
  const free = freeDate(partnerId, solicited, territory, lead, now);
  if (lead && lead.partnerId !== partnerId)
    return red(
      `${nameOf(lead.partnerId)} en est chef de file : voyez avec ce partenaire avant tout contact.`,
      free,
    );

  const coolDown = coolDownUntil(solicited, partnerId, territory, now);
  if (coolDown) return red(`Délai de carence en cours jusqu’au ${lastDay(coolDown, territory)}.`, free);
  if (budgetUntil(solicited, territory, now))
    return red('Cet employeur a déjà été assez sollicité ces dernières semaines.', free);
  return careful(partnerId, employer, solicited, territory, lead, nameOf, now);
}

function careful(
  partnerId: string,
  employer: LightEmployer,
  solicited: Solicited,
  territory: Territory,
  lead: Lead | undefined,
  nameOf: (partnerId: string) => string,
  now: Date,
): Light {
  if (employer.partialDiffusion)
    return amber('Diffusion partielle : cet établissement ne peut pas être prospecté à partir de SIRENE.');
  const planned = accountsOf(solicited.visits, territory.zone).find(
    ({ visit }) => visit.status === 'PLANNED' && visit.occurredAt > now && visit.partnerId !== partnerId,
  )?.visit;
  if (planned)
    return amber(`${nameOf(planned.partnerId)} prévoit une visite le ${day(planned.occurredAt, territory)}.`);
  const follower = employer.lockedBy.find((other) => other !== partnerId);
  if (follower && !lead)
    return amber(
      `${nameOf(follower)} suit une offre de cet employeur : appelez ce partenaire avant d’y aller.`,
    );
  if (!employer.inTerritory)
    return amber('Établissement hors des territoires de Concerto : aucune coordination n’y est assurée.');
  if (lead)
    return green(
      openLease(lead)
        ? 'Vous pouvez y aller : ce prospect est pris par votre structure.'
        : 'Vous pouvez y aller : votre structure est chef de file.',
      now,
      territory,
    );
  return green(
    'Vous pouvez y aller : personne n’en est chef de file et aucun délai ne court.',
    now,
    territory,
  );
}

/** The end of whatever keeps the partner away, as far as it is known. */
function freeDate(
  partnerId: string,
  solicited: Solicited,
  territory: Territory,
  lead: Lead | undefined,
  now: Date,
): string {
  const ends = [
    lead && lead.partnerId !== partnerId ? lead.until : null,
    coolDownUntil(solicited, partnerId, territory, now),
    budgetUntil(solicited, territory, now),
  ].filter((end) => end !== null);
  return localDateOf(new Date(Math.max(now.getTime(), ...ends.map((end) => end.getTime()))), territory.zone);
}

const red = (reason: string, nextFreeDate: string | null): Light => ({ colour: 'RED', reason, nextFreeDate });
const amber = (reason: string): Light => ({ colour: 'AMBER', reason, nextFreeDate: null });
const green = (reason: string, now: Date, { zone }: Territory): Light => ({
  colour: 'GREEN',
  reason,
  nextFreeDate: localDateOf(now, zone),
});

/** « 3 décembre 2026 ». */
function day(at: Date, { zone }: Territory): string {
  return new Intl.DateTimeFormat('fr-FR', { timeZone: zone, dateStyle: 'long' }).format(at);
}

/** The last day of a delay that ends at the first instant of the next one. */
const lastDay = (end: Date, territory: Territory): string => day(new Date(end.getTime() - 1), territory);
