import type { UnassignedReason } from '#contracts/vocabulary';
import { addDays, localDateOf } from '#domain/local-date';
import { budgetFreeAt } from './contact-budget';
import { askedPeace, coolDownOf, latest } from './cool-down';
import { type Lead, leadAt } from './lead';
import { bars, type OptOut } from './opt-out';
import { accountsOf } from './same-visit';
import { policyAt, type Territory } from './territory';
import type { Visit } from './visit';

/** Why an employer may not be given to a partner; null is everybody. */
export interface Closed {
  readonly partnerId: string | null;
  readonly reason: UnassignedReason;
}

/** All that decides whether an employer may be solicited. */
export interface Solicited {
  readonly visits: readonly Visit[];
  readonly leads: readonly Lead[];
  readonly optOuts: readonly OptOut[];
  /** What the conflict desk ordered, or no pause. */
  readonly pausedUntil?: Date | null;
  /** BR-41: partners whose own establishment it is. */
  readonly ownedBy?: readonly string[];
}

/**
 * BR-30: until when the partner may not solicit because of contacts, itself and the lead for a shorter time than the
 * others; null when free. The cool-down is the employer's: it survives a change of lead. A pause of the conflict desk
 * holds for everybody.
 */
export function coolDownUntil(
  { visits, leads, pausedUntil }: Solicited,
  partnerId: string,
  territory: Territory,
  now: Date,
): Date | null {
  const arbitrated = isArbitratedTo({ leads }, partnerId, now);
  const ends = accountsOf(visits, territory.zone).map(({ visit }) => {
    // An arbitration overrides partners' contacts, never what the employer itself asked for (BR-40).
    const { policy } = policyAt(territory, visit.occurredAt);
    if (arbitrated) return askedPeace(visit, policy, territory.zone);
    const { own, others } = coolDownOf(visit, policy, territory.zone);
    const itsOwn = visit.partnerId === partnerId || (visit.verdict?.madeWith.includes(partnerId) ?? false);
    return itsOwn || waitsLess(leads, partnerId, visit.occurredAt) ? own : others;
  });
  const until = latest(...ends, pausedUntil ?? null);
  return until && until > now ? until : null;
}

/** The shorter time is for who led when the visit was held: whoever leads since then still waits like the others (BR-30). */
export const waitsLess = (leads: readonly Lead[], partnerId: string, heldAt: Date): boolean =>
  leadAt(leads, heldAt)?.partnerId === partnerId;

/** BR-38: until when nobody may solicit because the budget is spent; null when there is room. */
export function budgetUntil({ visits }: Solicited, territory: Territory, now: Date): Date | null {
  const made = accountsOf(visits, territory.zone).map(({ visit }) => visit);
  const free = budgetFreeAt(made, policyAt(territory, now).policy, territory.zone, now);
  return free > now ? free : null;
}

/** BR-41: an insertion structure may be prospected and be a partner, but never leads itself. */
export const isOwn = ({ ownedBy }: Solicited, partnerId: string): boolean =>
  ownedBy?.includes(partnerId) ?? false;

/** BR-40: the coordination gave the employer to this partner, and that stands. */
const isArbitratedTo = ({ leads }: Pick<Solicited, 'leads'>, partnerId: string, now: Date): boolean => {
  const lead = leadAt(leads, now);
  return lead?.origin === 'ARBITRATION' && lead.partnerId === partnerId;
};

/** BR-34: whether the partner gave the employer back, or let it lapse, too short a time ago to get it again. */
export function gaveBackLately(
  { leads }: Solicited,
  partnerId: string,
  territory: Territory,
  now: Date,
): boolean {
  if (isArbitratedTo({ leads }, partnerId, now)) return false;
  return leads.some((lead) => {
    if (lead.partnerId !== partnerId || !lead.endedAt) return false;
    if (!['DECLINED', 'RELEASED', 'LEASE_EXPIRED'].includes(lead.endReason ?? '')) return false;
    const { policy } = policyAt(territory, lead.endedAt);
    const back = addDays(localDateOf(lead.endedAt, territory.zone), policy.notBackWithinDays);
    return localDateOf(now, territory.zone) < back;
  });
}

/**
 * Checked at every proposal: to whom the employer is closed, and why, at `now`. With `evenInCoolDown` only what no
 * waiting can cure is named, as for a BMO recontact, which waits (BR-55).
 */
export function closedTo(
  solicited: Solicited,
  partnerIds: readonly string[],
  territory: Territory,
  now: Date,
  { evenInCoolDown = false } = {},
): Closed[] {
  if (bars(solicited.optOuts, 'PROSPECTING', null)) return [{ partnerId: null, reason: 'OPTED_OUT' }];
  if (!evenInCoolDown && budgetUntil(solicited, territory, now))
    return [
      {
        partnerId: null,
        reason: coolDownOfAll(solicited, partnerIds, territory, now) ? 'COOL_DOWN' : 'CONTACT_BUDGET',
      },
    ];
  return partnerIds.flatMap((partnerId): Closed[] => {
    if (bars(solicited.optOuts, 'PROSPECTING', partnerId)) return [{ partnerId, reason: 'OPTED_OUT' }];
    if (isOwn(solicited, partnerId)) return [{ partnerId, reason: 'NO_PARTNER_COVERS' }];
    if (!evenInCoolDown && coolDownUntil(solicited, partnerId, territory, now))
      return [{ partnerId, reason: 'COOL_DOWN' }];
    if (gaveBackLately(solicited, partnerId, territory, now))
      return [{ partnerId, reason: 'DECLINED_BY_ALL' }];
    return [];
  });
}

const coolDownOfAll = (
  solicited: Solicited,
  partnerIds: readonly string[],
  territory: Territory,
  now: Date,
): boolean => partnerIds.every((partnerId) => coolDownUntil(solicited, partnerId, territory, now) !== null);
