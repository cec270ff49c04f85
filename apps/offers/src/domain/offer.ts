import type { OethSource, ReservationBasis } from '#contracts/vocabulary';
import type { ToldFact } from '#domain/decision';
import { type LocalDate, localDateOf, startOfLocalDay } from '#domain/local-date';
import { dueInstant, type Pause } from './clock';
import { type Publication, want } from './publication';

/** PARTLY filled is OPEN with positions filled: `openPositions` says how many are left. */
export const OFFER_STATUSES = ['OPEN', 'PAUSED', 'FILLED', 'WITHDRAWN', 'EXPIRED'] as const;
export type OfferStatus = (typeof OFFER_STATUSES)[number];

/** Why a committed offer is not published (BR-72, BR-73, BR-79). */
export const EXEMPTIONS = [
  'EMPLOYER_REFUSED_PUBLICATION',
  'RESERVED_BY_LAW',
  'RESERVED_BY_CONTRACT',
  'ALREADY_PUBLISHED',
] as const;
export type Exemption = (typeof EXEMPTIONS)[number];

export const NOTICE_KINDS = [
  'DUE_IN_5_DAYS',
  'DUE_IN_2_DAYS',
  'OLD_OFFER',
  'REFERENCE_UNKNOWN',
  'PAUSE_EXCEEDED',
  'EXPIRES_IN_7_DAYS',
  'EXPIRES_IN_1_DAY',
  'EXPIRY_FROZEN',
  'EMPLOYER_CLOSED',
  'PUBLICATION_UNACKNOWLEDGED',
  'PUBLICATION_REJECTED',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Something that the holder is told once: `subject` is what it is about (a due day, a cycle). */
export interface Notice {
  readonly kind: NoticeKind;
  readonly subject: string;
  readonly givenAt: Date;
}

/** An offer entrusted to a partner, with its clock, the order of its current cycle and what its holder was told. */
export interface Offer {
  readonly offerId: string;
  readonly employerId: string;
  readonly siret: string;
  readonly territoryId: string | null;
  readonly communeCode: string;
  readonly zone: string;
  readonly partnerId: string;
  readonly unitId: string | null;
  readonly romeCode: string;
  readonly title: string;
  readonly wording: string | null;
  readonly positions: number;
  readonly filled: number;
  readonly hiddenMarket: boolean;
  readonly reservedBy: ReservationBasis | null;
  readonly oethSuitable: OethSource | null;
  readonly status: OfferStatus;
  readonly collectedOn: LocalDate;
  readonly receivedAt: Date;
  readonly clockFrom: LocalDate;
  readonly pauses: readonly Pause[];
  readonly agreementId: string | null;
  readonly commitmentDays: number | null;
  /** How far into the territory's agreements the clock was decided. */
  readonly agreementsSeen: number;
  readonly policyVersion: number;
  readonly dueOn: LocalDate | null;
  readonly exempt: Exemption | null;
  /** Reference of the employer's written refusal, or of the offer already on the site. */
  readonly exemptProof: string | null;
  readonly siteReference: string | null;
  /** Why a similar offer is a new need, in the holder's words (BR-70). */
  readonly newNeed: string | null;
  readonly sharedAt: Date | null;
  readonly confirmedOn: LocalDate;
  /** While the partner's feed is silent the offer is not closed as stale before that day (BR-82). */
  readonly frozenUntil: LocalDate | null;
  /** Last day on which a position was filled, and the day on which the offer left OPEN or PAUSED for good. */
  readonly filledOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
  readonly closedReason: string | null;
  readonly recontactId: string | null;
  readonly cycle: number;
  readonly version: number;
  readonly publication: Publication | null;
  readonly notices: readonly Notice[];
}

export const openPositions = ({ positions, filled }: Offer): number => positions - filled;

export const isLive = ({ status }: Offer): boolean => status === 'OPEN' || status === 'PAUSED';

/** Positions that the site should show of this offer, were it published: none when paused, exempt or over. */
export const publishable = (offer: Offer): number =>
  offer.status === 'OPEN' && offer.exempt === null ? openPositions(offer) : 0;

/** The instant at which the offer falls due: none without commitment, while it is paused, exempt or over. */
export const dueAtOf = (offer: Offer): Date | null =>
  offer.dueOn !== null && publishable(offer) > 0 ? dueInstant(offer.dueOn, offer.zone) : null;

export const dueAtText = (offer: Offer): string | null => dueAtOf(offer)?.toISOString() ?? null;

/** When something happened that is known by its day only: now for today, else the start of that day. */
export const happenedOn = (day: LocalDate, zone: string, now: Date): Date =>
  day === localDateOf(now, zone) ? now : startOfLocalDay(day, zone);

/** The offer with one notice more, unless it was given before for the same subject. */
export function noticed(offer: Offer, kind: NoticeKind, subject: string, now: Date): Offer {
  const given = offer.notices.some((notice) => notice.kind === kind && notice.subject === subject);
  return given ? offer : { ...offer, notices: [...offer.notices, { kind, subject, givenAt: now }] };
}

/**
 * After any change: what was ordered follows what the offer has become (BR-68, BR-78, BR-81). What was retracted and
 * may be published again starts a new cycle, with its own order.
 */
export function followed(
  offer: Offer,
  before: Offer | null,
  now: Date,
): { offer: Offer; facts: readonly ToldFact[] } {
  const { publication } = offer;
  if (publication === null) return { offer, facts: [] };
  const positions = publishable(offer);
  if (publication.wanted === 'RETRACTED' && positions > 0)
    return { offer: { ...offer, cycle: offer.cycle + 1, publication: null }, facts: [] };

  const reworded = before !== null && (before.title !== offer.title || before.romeCode !== offer.romeCode);
  const followedUp = want(publication, positions, reworded, now);
  return { offer: { ...offer, publication: followedUp.publication }, facts: followedUp.facts };
}
