import { factOf } from '#contracts/contract';
import { OfferPositionsFilled, OfferReopened } from '#contracts/offers';
import { type Decision, decided } from '#domain/decision';
import { addDays, daysBetween, type LocalDate, localDateOf } from '#domain/local-date';
import { Refused } from '#domain/refused';
import { refuseUnlessLive } from './changes';
import { dueAtText, followed, happenedOn, type Offer, openPositions } from './offer';

export interface Filling {
  readonly positions: number;
  /** Missing: today. */
  readonly filledOn: LocalDate | null;
  /** The partner whose candidate was hired, when an introduction led to it (BR-99). */
  readonly introducedByPartnerId: string | null;
}

/** Positions were filled: the order, if there is one, shows what is left or is taken back (BR-68, BR-81). */
export function fill(offer: Offer, filling: Filling, now: Date): Decision<Offer> {
  refuseUnlessLive(offer);
  const today = localDateOf(now, offer.zone);
  const filledOn = filling.filledOn ?? today;
  const left = openPositions(offer);
  if (filling.positions < 1 || filling.positions > left)
    throw new Refused(
      'too-many-filled',
      `Il reste ${left} poste(s) à pourvoir : déclarez-en de 1 à ${left}.`,
    );
  if (filledOn > today || filledOn < offer.collectedOn)
    throw new Refused(
      'filled-out-of-range',
      'Le jour de l’embauche doit se situer entre le recueil de l’offre et aujourd’hui.',
    );

  const filled = offer.filled + filling.positions;
  const over = filled === offer.positions;
  const after: Offer = {
    ...offer,
    filled,
    filledOn,
    confirmedOn: today,
    ...(over ? { status: 'FILLED', closedOn: today, closedReason: 'FILLED' } : {}),
  };
  const { offer: state, facts } = followed(after, offer, now);
  const { offerId, employerId } = offer;
  const told = factOf(
    OfferPositionsFilled,
    employerId,
    {
      offerId,
      employerId,
      filled: filling.positions,
      openPositions: openPositions(state),
      filledOn,
      introducedByPartnerId: filling.introducedByPartnerId,
    },
    happenedOn(filledOn, offer.zone, now),
  );
  return decided(state, told, ...facts);
}

export interface ReopeningLimits {
  readonly reopenWithinDays: number;
  readonly reopenMinimumDays: number;
}

/** A hire failed: the same offer again, with the time that was left and five days at least (BR-71). */
export function reopen(offer: Offer, positions: number, limits: ReopeningLimits, now: Date): Decision<Offer> {
  const today = localDateOf(now, offer.zone);
  if (offer.status === 'WITHDRAWN' || offer.status === 'EXPIRED') refuseUnlessLive(offer);
  if (offer.filledOn === null || positions < 1 || positions > offer.filled)
    throw new Refused(
      'nothing-to-reopen',
      `On ne peut rouvrir que des postes pourvus : ${offer.filled} ici.`,
    );
  if (daysBetween(offer.filledOn, today) > limits.reopenWithinDays)
    throw new Refused(
      'reopened-too-late',
      `Le poste est pourvu depuis plus de ${limits.reopenWithinDays} jours : enregistrez une nouvelle offre.`,
    );

  const stood = offer.status === 'FILLED';
  const after: Offer = {
    ...offer,
    filled: offer.filled - positions,
    confirmedOn: today,
    ...(stood ? { status: 'OPEN', closedOn: null, closedReason: null } : {}),
    dueOn: stood ? dueDayAfterReopening(offer, today, limits) : offer.dueOn,
  };
  const { offer: state, facts } = followed(after, offer, now);
  const { offerId, employerId } = offer;
  const told = { offerId, employerId, openPositions: openPositions(state), dueAt: dueAtText(state) };
  return decided(state, factOf(OfferReopened, employerId, told), ...facts);
}

/** The clock stood from the day the offer was closed as filled. */
function dueDayAfterReopening(offer: Offer, today: LocalDate, { reopenMinimumDays }: ReopeningLimits) {
  if (offer.dueOn === null || offer.closedOn === null) return offer.dueOn;
  const left = daysBetween(offer.closedOn, offer.dueOn);
  return addDays(today, Math.max(left, reopenMinimumDays));
}
