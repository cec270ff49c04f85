import { factOf } from '#contracts/contract';
import { OfferEntrusted, OfferShared } from '#contracts/offers';
import type { Policy } from '#contracts/policy';
import type { OethSource, PartnerKind, ReservationBasis } from '#contracts/vocabulary';
import { type Decision, decided, type ToldFact } from '#domain/decision';
import type { HolidayRegion } from '#domain/holidays';
import { addDays, type LocalDate, localDateOf } from '#domain/local-date';
import { Invalid, Refused } from '#domain/refused';
import { type AgreementVersion, publicationDutyOf } from './agreements';
import { creditedDays, firstDueDay, isOldOnArrival } from './clock';
import { exemptionByReservation } from './exemption';
import { dueAtText, type Exemption, happenedOn, noticed, type Offer } from './offer';
import { refuseUnfitSource } from './suitability';

/** What a partner says of the offer that an employer entrusts to it. */
export interface Entrusting {
  readonly offerId: string;
  readonly partnerId: string;
  readonly unitId: string | null;
  readonly romeCode: string;
  readonly title: string;
  readonly wording: string | null;
  readonly positions: number;
  /** Missing: the day of receipt (BR-66). */
  readonly collectedOn: LocalDate | null;
  readonly hiddenMarket: boolean;
  readonly reservedBy: ReservationBasis | null;
  readonly oethSuitable: OethSource | null;
  /** Reference of the employer's written refusal to be published (BR-73). */
  readonly refusalProof: string | null;
  /** Reference of the same offer on Pôle emploi's site, if the holder knows one (BR-79). */
  readonly siteReference: string | null;
  readonly newNeed: string | null;
  readonly share: boolean;
  readonly backfill: boolean;
  readonly recontactId: string | null;
}

/** What is known of the world when the offer arrives. */
export interface Surroundings {
  readonly employer: {
    readonly employerId: string;
    readonly siret: string;
    readonly territoryId: string | null;
    readonly communeCode: string;
  };
  readonly zone: string;
  readonly region: HolidayRegion;
  readonly policy: Policy;
  readonly policyVersion: number;
  readonly agreements: readonly AgreementVersion[];
  readonly collectorKind: PartnerKind | null;
  /** Offers of this partner, employer and ROME code that were withdrawn or expired, latest first. */
  readonly formerSimilar: readonly Offer[];
  /** An offer of Pôle emploi, or one that the site acknowledged, bears the reference that the holder gave (BR-79). */
  readonly referenceKnown: boolean;
  /** The employer opposed publication (BR-110). */
  readonly optedOut: boolean;
}

/** An employer entrusts an offer: its clock starts, or not, from the agreement in force on the day of collection. */
export function entrust(said: Entrusting, around: Surroundings, now: Date): Decision<Offer> {
  const receivedOn = localDateOf(now, around.zone);
  const collectedOn = said.collectedOn ?? receivedOn;
  refuseUnlikely(said, collectedOn, receivedOn);
  if (said.oethSuitable !== null) refuseUnfitSource(said.oethSuitable, around.collectorKind);

  const former = said.newNeed === null ? continuedBy(collectedOn, around) : undefined;
  const clock = startClock(said, former, { collectedOn, receivedOn }, around);
  const offer: Offer = {
    offerId: said.offerId,
    employerId: around.employer.employerId,
    siret: around.employer.siret,
    territoryId: around.employer.territoryId,
    communeCode: around.employer.communeCode,
    zone: around.zone,
    partnerId: said.partnerId,
    unitId: said.unitId,
    romeCode: said.romeCode,
    title: said.title,
    wording: said.wording,
    positions: said.positions,
    filled: 0,
    hiddenMarket: said.hiddenMarket,
    reservedBy: said.reservedBy,
    oethSuitable: said.oethSuitable,
    status: 'OPEN',
    collectedOn,
    receivedAt: now,
    ...clock,
    agreementsSeen: Math.max(0, ...around.agreements.map(({ position }) => position)),
    policyVersion: around.policyVersion,
    exempt: exemptionOf(said, around),
    exemptProof: said.refusalProof ?? (around.referenceKnown ? said.siteReference : null),
    siteReference: said.siteReference,
    newNeed: said.newNeed,
    sharedAt: said.share ? now : null,
    confirmedOn: receivedOn,
    frozenUntil: null,
    filledOn: null,
    closedOn: null,
    closedReason: null,
    recontactId: said.recontactId,
    cycle: 1,
    version: 1,
    publication: null,
    notices: [],
  };
  return decided(withFirstNotices(offer, around, receivedOn, now), ...factsOf(offer, now));
}

/** The offer that this one takes up again: cancelled, of the same employer and ROME, not long ago (BR-70). */
function continuedBy(collectedOn: LocalDate, { formerSimilar, policy }: Surroundings): Offer | undefined {
  const earliest = addDays(collectedOn, -policy.recreatedWithinDays);
  return formerSimilar.find(({ closedOn }) => closedOn !== null && closedOn >= earliest);
}

/**
 * BR-65, BR-66, BR-74: the commitment in force on the day of collection is the only source of the number of days. The
 * clock of the offer that this one continues comes whole, with its pauses.
 */
function startClock(
  said: Entrusting,
  former: Offer | undefined,
  { collectedOn, receivedOn }: { collectedOn: LocalDate; receivedOn: LocalDate },
  { agreements, policy, region }: Surroundings,
): Pick<Offer, 'clockFrom' | 'pauses' | 'agreementId' | 'commitmentDays' | 'dueOn'> {
  const clockFrom = former?.clockFrom ?? collectedOn;
  const pauses = (former?.pauses ?? []).map((pause) => ({
    ...pause,
    until: pause.until ?? former!.closedOn,
  }));
  const duty = publicationDutyOf(said.partnerId, collectedOn, agreements);
  if (duty === null) return { clockFrom, pauses, agreementId: null, commitmentDays: null, dueOn: null };
  const arrival = { clockFrom, collectedOn, receivedOn, backfill: said.backfill, region };
  return {
    clockFrom,
    pauses,
    agreementId: duty.agreementId,
    commitmentDays: duty.days,
    dueOn: addDays(firstDueDay(arrival, duty.days, policy), creditedDays(pauses, policy)),
  };
}

function exemptionOf(said: Entrusting, { referenceKnown, optedOut }: Surroundings): Exemption | null {
  if (said.refusalProof !== null || optedOut) return 'EMPLOYER_REFUSED_PUBLICATION';
  if (referenceKnown) return 'ALREADY_PUBLISHED';
  return exemptionByReservation(said.reservedBy);
}

function withFirstNotices(offer: Offer, around: Surroundings, receivedOn: LocalDate, now: Date): Offer {
  const { clockFrom, collectedOn, dueOn, siteReference } = offer;
  const arrival = { clockFrom, collectedOn, receivedOn, backfill: false, region: around.region };
  const old = dueOn !== null && isOldOnArrival(arrival, around.policy);
  const told = old ? noticed(offer, 'OLD_OFFER', dueOn, now) : offer;
  const unknown = siteReference !== null && !around.referenceKnown;
  return unknown ? noticed(told, 'REFERENCE_UNKNOWN', siteReference, now) : told;
}

function refuseUnlikely(said: Entrusting, collectedOn: LocalDate, receivedOn: LocalDate): void {
  if (collectedOn > receivedOn) {
    const detail = 'La date de recueil est dans le futur : indiquez le jour où l’employeur a confié l’offre.';
    throw new Invalid('collected-in-the-future', detail, [
      { pointer: '/collectedOn', code: 'collected-in-the-future', detail },
    ]);
  }
  if (said.positions < 1)
    throw new Refused('no-position', 'Une offre porte sur un poste au moins : indiquez le nombre de postes.');
}

function factsOf(offer: Offer, now: Date): ToldFact[] {
  const { offerId, employerId, partnerId } = offer;
  const entrusted = factOf(
    OfferEntrusted,
    employerId,
    {
      offerId,
      employerId,
      territoryId: offer.territoryId,
      partnerId,
      unitId: offer.unitId,
      romeCode: offer.romeCode,
      positions: offer.positions,
      collectedOn: offer.collectedOn,
      reservedBy: offer.reservedBy,
      hiddenMarket: offer.hiddenMarket,
      oethSuitable: offer.oethSuitable,
      agreementId: offer.agreementId,
      commitmentDays: offer.commitmentDays,
      dueAt: dueAtText(offer),
      exempt: offer.exempt,
      recontactId: offer.recontactId,
    },
    happenedOn(offer.collectedOn, offer.zone, now),
  );
  if (offer.sharedAt === null) return [entrusted];
  const sharedAt = now.toISOString();
  return [entrusted, factOf(OfferShared, employerId, { offerId, employerId, partnerId, sharedAt })];
}
