import { NATIONAL_POLICY } from '#contracts/policy';
import type { AgreementVersion } from '../../apps/offers/src/domain/agreements';
import { type Entrusting, entrust, type Surroundings } from '../../apps/offers/src/domain/entrust';
import type { Offer } from '../../apps/offers/src/domain/offer';

export const CAP_EMPLOI = '01900000-0000-7000-8000-00000000000c';
export const PLIE = '01900000-0000-7000-8000-00000000000d';
export const MISSION_LOCALE = '01900000-0000-7000-8000-00000000000a';
export const POLE_EMPLOI = '01900000-0000-7000-8000-00000000000b';
export const TERRITORY = '01900000-0000-7000-8000-0000000000f1';
export const AGREEMENT = '01900000-0000-7000-8000-0000000000f2';
export const EMPLOYER = '01900000-0000-7000-8000-0000000000e1';
export const SIRET = '73282932000074';

/** The report's agreement: Cap emploi and PLIE publish after 15 days, Mission locale is a party without that duty. */
export const theAgreement = (over: Partial<AgreementVersion> = {}): AgreementVersion => ({
  agreementId: AGREEMENT,
  territoryId: TERRITORY,
  position: 1,
  kind: 'TERMS',
  effectiveFrom: '2020-01-01',
  partnerIds: [CAP_EMPLOI, PLIE, MISSION_LOCALE, POLE_EMPLOI],
  commitments: [
    { kind: 'PUBLISH_UNFILLED_AFTER', partnerId: CAP_EMPLOI, days: 15 },
    { kind: 'PUBLISH_UNFILLED_AFTER', partnerId: PLIE, days: 15 },
    { kind: 'OETH_OFFER_ACCESS', partnerId: CAP_EMPLOI },
  ],
  ...over,
});

export const surroundings = (over: Partial<Surroundings> = {}): Surroundings => ({
  employer: { employerId: EMPLOYER, siret: SIRET, territoryId: TERRITORY, communeCode: '57463' },
  zone: 'Europe/Paris',
  region: 'FRANCE',
  policy: NATIONAL_POLICY,
  policyVersion: 0,
  agreements: [theAgreement()],
  collectorKind: 'CAP_EMPLOI',
  formerSimilar: [],
  referenceKnown: false,
  optedOut: false,
  ...over,
});

export const entrusting = (over: Partial<Entrusting> = {}): Entrusting => ({
  offerId: '01900000-0000-7000-8000-000000000001',
  partnerId: CAP_EMPLOI,
  unitId: null,
  romeCode: 'G1602',
  title: 'Cuisinier en restauration collective',
  wording: null,
  positions: 3,
  collectedOn: '2026-03-01',
  hiddenMarket: true,
  reservedBy: null,
  oethSuitable: null,
  refusalProof: null,
  siteReference: null,
  newNeed: null,
  share: false,
  backfill: false,
  recontactId: null,
  ...over,
});

/** Noon in Paris on that day. */
export const noon = (day: string): Date => new Date(`${day}T11:00:00Z`);

/** An offer entrusted on the day of its collection. */
export function anOffer(
  said: Partial<Entrusting> = {},
  around: Partial<Surroundings> = {},
  now?: Date,
): Offer {
  const made = entrusting(said);
  return entrust(made, surroundings(around), now ?? noon(made.collectedOn ?? '2026-03-01')).state;
}
