import { type Decision, decided, unchanged } from '#domain/decision';
import { addDays, localDateOf } from '#domain/local-date';
import { Refused } from '#domain/refused';
import { type AgreementVersion, publicationDutyOf } from './agreements';
import { changed, refuseUnlessLive } from './changes';
import { creditedDays, firstDueDay } from './clock';
import type { Surroundings } from './entrust';
import { dueAtOf, isLive, type Offer, publishable } from './offer';
import { order } from './publication';

/** Publishes what is open at due time, once per cycle; run again at the last moment, it says no when all has changed (BR-68, BR-78). */
export function publishIfDue(offer: Offer, optedOut: boolean, now: Date): Decision<Offer> {
  const dueAt = dueAtOf(offer);
  if (offer.publication !== null || dueAt === null || dueAt > now) return unchanged(offer);
  if (optedOut) return changed(offer, { ...offer, exempt: 'EMPLOYER_REFUSED_PUBLICATION' }, now);
  const { publication, facts } = order(offer, publishable(offer), dueAt, now);
  return decided({ ...offer, publication }, ...facts);
}

/** The holder publishes without waiting, or without having committed to (BR-74, BR-77). */
export function publishNow(offer: Offer, optedOut: boolean, now: Date): Decision<Offer> {
  refuseUnlessLive(offer);
  if (offer.publication !== null)
    throw new Refused('already-ordered', 'La publication de cette offre est déjà demandée.');
  if (offer.status === 'PAUSED')
    throw new Refused('offer-paused', 'L’offre est suspendue : reprenez-la avant de la publier.');
  if (offer.exempt !== null || optedOut)
    throw new Refused(
      'offer-exempt',
      'Cette offre ne doit pas être publiée : levez d’abord ce qui s’y oppose.',
    );
  const { publication, facts } = order(offer, publishable(offer), now, now);
  return decided({ ...offer, publication }, ...facts);
}

/**
 * An agreement that was already in force on the day of collection came to be known after the offer: its clock starts
 * as if it had been known. A clock that was started is never moved by a later word (BR-74 to BR-76).
 */
export function startLateClock(
  offer: Offer,
  around: Pick<Surroundings, 'agreements' | 'policy' | 'region'>,
  now: Date,
): Decision<Offer> {
  const agreementsSeen = Math.max(0, ...around.agreements.map(({ position }) => position));
  const looked: Offer = { ...offer, agreementsSeen };
  if (!isLive(offer) || offer.commitmentDays !== null) return decided(looked);
  const duty = dutyOf(offer, around.agreements);
  if (duty === null) return decided(looked);

  const arrival = {
    clockFrom: offer.clockFrom,
    collectedOn: offer.collectedOn,
    receivedOn: localDateOf(offer.receivedAt, offer.zone),
    backfill: false,
    region: around.region,
  };
  const dueOn = addDays(
    firstDueDay(arrival, duty.days, around.policy),
    creditedDays(offer.pauses, around.policy),
  );
  return changed(offer, { ...looked, agreementId: duty.agreementId, commitmentDays: duty.days, dueOn }, now);
}

const dutyOf = (offer: Offer, versions: readonly AgreementVersion[]) =>
  publicationDutyOf(offer.partnerId, offer.collectedOn, versions);
