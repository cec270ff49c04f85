import { factOf } from '#contracts/contract';
import { OfferChanged, OfferExpired, OfferShared, OfferWithdrawn } from '#contracts/offers';
import type { OethSource, PartnerKind, ReservationBasis } from '#contracts/vocabulary';
import { type Decision, decided, type ToldFact, unchanged } from '#domain/decision';
import { addDays, type LocalDate, localDateOf } from '#domain/local-date';
import { Refused } from '#domain/refused';
import { exemptionByReservation } from './exemption';
import { dueAtText, followed, happenedOn, isLive, noticed, type Offer, openPositions } from './offer';
import { refuseUnfitSource } from './suitability';

export const WITHDRAWAL_REASONS = [
  'EMPLOYER_GAVE_UP',
  'FILLED_OTHERWISE',
  'EMPLOYER_CLOSED',
  'DUPLICATE',
  'ENTERED_BY_MISTAKE',
  'OTHER',
] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/** What an edit may touch; what is absent stays. */
export interface Edit {
  readonly romeCode?: string;
  readonly title?: string;
  readonly wording?: string | null;
  readonly positions?: number;
  readonly reservedBy?: ReservationBasis | null;
}

/** The collecting partner shows the offer to the partners of the territory's agreements. */
export function share(offer: Offer, now: Date): Decision<Offer> {
  refuseUnlessLive(offer);
  if (offer.sharedAt !== null) return unchanged(offer);
  const { offerId, employerId, partnerId } = offer;
  const told = { offerId, employerId, partnerId, sharedAt: now.toISOString() };
  return decided({ ...offer, sharedAt: now }, factOf(OfferShared, employerId, told));
}

/** An edit never moves the clock; it counts as a confirmation, and what is published follows it (BR-70, BR-82). */
export function edit(offer: Offer, wanted: Edit, now: Date): Decision<Offer> {
  refuseUnlessLive(offer);
  const said = Object.entries(wanted).filter(([, value]) => value !== undefined);
  const edited: Offer = { ...offer, ...Object.fromEntries(said), confirmedOn: localDateOf(now, offer.zone) };
  if (edited.positions <= edited.filled)
    throw new Refused(
      'positions-already-filled',
      `${offer.filled} poste(s) de cette offre sont déjà pourvus : gardez-en davantage, ou déclarez les derniers pourvus.`,
    );
  const reserved = wanted.reservedBy !== undefined && wanted.reservedBy !== offer.reservedBy;
  const exempt = reserved ? exemptionAfter(offer, edited.reservedBy) : offer.exempt;
  return changed(offer, { ...edited, exempt }, now);
}

/** Somebody looked, and the offer stands as it is: its expiry starts again (BR-82). */
export function confirm(offer: Offer, now: Date): Decision<Offer> {
  refuseUnlessLive(offer);
  return decided({ ...offer, confirmedOn: localDateOf(now, offer.zone) });
}

/** Says, or no longer says, that the offer may suit a beneficiary of the employment obligation, and who says so. */
export function markOethSuitable(
  offer: Offer,
  source: OethSource | null,
  collectorKind: PartnerKind | null,
  now: Date,
): Decision<Offer> {
  refuseUnlessLive(offer);
  if (source !== null) refuseUnfitSource(source, collectorKind);
  return source === offer.oethSuitable
    ? unchanged(offer)
    : changed(offer, { ...offer, oethSuitable: source }, now);
}

/** The employer refuses to be published: exempt, and taken back if it is published already, without penalty (BR-73). */
export function refusePublication(offer: Offer, proof: string | null, now: Date): Decision<Offer> {
  if (!isLive(offer) || offer.exempt === 'EMPLOYER_REFUSED_PUBLICATION') return unchanged(offer);
  return changed(offer, { ...offer, exempt: 'EMPLOYER_REFUSED_PUBLICATION', exemptProof: proof }, now);
}

/** What stood against publication is over, but for a reservation: the clock is where it would have been (BR-70, BR-73). */
export function liftExemption(offer: Offer, optedOut: boolean, now: Date): Decision<Offer> {
  refuseUnlessLive(offer);
  if (offer.exempt === null) return unchanged(offer);
  const reserved = exemptionByReservation(offer.reservedBy);
  if (optedOut || offer.exempt === reserved)
    throw new Refused(
      'exemption-stands',
      optedOut
        ? 'L’employeur s’est opposé à toute publication : lui seul peut lever cette opposition.'
        : 'Cette offre est réservée par la loi ou par contrat : modifiez d’abord la réservation.',
    );
  return changed(offer, { ...offer, exempt: reserved, exemptProof: null }, now);
}

/** The offer no longer stands, since `on` (today when missing). */
export function withdraw(
  offer: Offer,
  reason: WithdrawalReason,
  on: LocalDate | null,
  now: Date,
): Decision<Offer> {
  refuseUnlessLive(offer);
  const today = localDateOf(now, offer.zone);
  const closedOn = on ?? today;
  if (closedOn > today || closedOn < offer.collectedOn)
    throw new Refused(
      'day-out-of-range',
      'Le jour du retrait doit se situer entre le recueil de l’offre et aujourd’hui.',
    );
  const over: Offer = { ...offer, status: 'WITHDRAWN', closedOn, closedReason: reason };
  const { offer: state, facts } = followed(over, offer, now);
  const { offerId, employerId } = offer;
  const at = happenedOn(closedOn, offer.zone, now);
  const told = { offerId, employerId, reason, withdrawnAt: at.toISOString() };
  return decided(state, factOf(OfferWithdrawn, employerId, told, at), ...facts);
}

/** Nobody confirmed it in time: closed as stale, never while the partner's feed is silent (BR-82). */
export function expire(offer: Offer, expiresAt: Date, feedIsSilent: boolean, now: Date): Decision<Offer> {
  if (!isLive(offer) || expiresAt > now) return unchanged(offer);
  const closedOn = localDateOf(now, offer.zone);
  if (feedIsSilent) {
    const told = noticed(offer, 'EXPIRY_FROZEN', offer.confirmedOn, now);
    return decided({ ...told, frozenUntil: addDays(closedOn, 1) });
  }
  const { offer: state, facts } = followed(
    { ...offer, status: 'EXPIRED', closedOn, closedReason: 'STALE' },
    offer,
    now,
  );
  const { offerId, employerId } = offer;
  return decided(
    state,
    factOf(OfferExpired, employerId, { offerId, employerId, expiredAt: now.toISOString() }),
    ...facts,
  );
}

/** The employer is said to be closed: the offer goes to its holder for review, it is not cancelled (BR-09). */
export function reviewAfterClosure(offer: Offer, siret: string, now: Date): Decision<Offer> {
  const told = isLive(offer) ? noticed(offer, 'EMPLOYER_CLOSED', siret, now) : offer;
  return told === offer ? unchanged(offer) : decided(told);
}

/** Tells what an edit left, with what the order does of it. */
export function changed(before: Offer, after: Offer, now: Date): Decision<Offer> {
  const { offer, facts } = followed(after, before, now);
  return decided(offer, changeTold(offer), ...facts);
}

export function changeTold(offer: Offer): ToldFact {
  const { offerId, employerId, romeCode, positions, oethSuitable, exempt } = offer;
  return factOf(OfferChanged, employerId, {
    offerId,
    employerId,
    romeCode,
    positions,
    openPositions: openPositions(offer),
    oethSuitable,
    exempt,
    dueAt: dueAtText(offer),
  });
}

export function refuseUnlessLive(offer: Offer): void {
  if (isLive(offer)) return;
  throw new Refused('offer-over', `Cette offre est ${OVER[offer.status]} : elle ne peut plus être modifiée.`);
}

/** A refusal or a known reference outlives an edit of the reservation. */
const exemptionAfter = (offer: Offer, reservedBy: ReservationBasis | null) =>
  offer.exempt === 'EMPLOYER_REFUSED_PUBLICATION' || offer.exempt === 'ALREADY_PUBLISHED'
    ? offer.exempt
    : exemptionByReservation(reservedBy);

const OVER: Record<string, string> = { FILLED: 'pourvue', WITHDRAWN: 'retirée', EXPIRED: 'expirée' };
