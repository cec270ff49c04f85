import { Fact } from './contract';
import { Code, Count, Day, Flag, Id, Instant, Label, OneOf, Optional } from './fields';
import {
  INTRODUCTION_OUTCOMES,
  type IntroductionOutcome,
  OETH_SOURCES,
  type OethSource,
  RESERVATION_BASES,
  type ReservationBasis,
} from './vocabulary';

@Fact('offers', 'OfferEntrusted.v1', 'An employer entrusted an offer to a partner.')
export class OfferEntrusted {
  @Id() offerId: string;
  @Id() employerId: string;
  @Optional() @Id() territoryId?: string | null;
  @Id() partnerId: string;
  @Optional() @Id() unitId?: string | null;
  @Code(5) romeCode: string;
  @Count(10_000) positions: number;
  /** Local date when the employer entrusted it: the clock's start (BR-66). */
  @Day() collectedOn: string;
  @Optional() @OneOf(RESERVATION_BASES) reservedBy?: ReservationBasis | null;
  /** The need was never a public offer. */
  @Flag() hiddenMarket: boolean;
  @Optional() @OneOf(OETH_SOURCES) oethSuitable?: OethSource | null;
  /** The commitment under which it will be published, and its instant; absent without one (BR-74). */
  @Optional() @Id() agreementId?: string | null;
  @Optional() @Count(365) commitmentDays?: number | null;
  @Optional() @Instant() dueAt?: string | null;
  /** Why it will not be published although committed: EMPLOYER_REFUSED_PUBLICATION, RESERVED_BY_LAW, ALREADY_PUBLISHED. */
  @Optional() @Code() exempt?: string | null;
  /** The BMO recontact that found it, if one did. */
  @Optional() @Id() recontactId?: string | null;
}

@Fact('offers', 'OfferShared.v1', 'The collecting partner shows the offer to the other partners.')
export class OfferShared {
  @Id() offerId: string;
  @Id() employerId: string;
  @Id() partnerId: string;
  @Instant() sharedAt: string;
}

@Fact('offers', 'OfferChanged.v1', 'What an edit left: never the clock (BR-70).')
export class OfferChanged {
  @Id() offerId: string;
  @Id() employerId: string;
  @Code(5) romeCode: string;
  @Count(10_000) positions: number;
  @Count(10_000) openPositions: number;
  @Optional() @OneOf(OETH_SOURCES) oethSuitable?: OethSource | null;
  @Optional() @Code() exempt?: string | null;
  @Optional() @Instant() dueAt?: string | null;
}

@Fact('offers', 'OfferPaused.v1', 'The clock stands still at the employer’s request (BR-69).')
export class OfferPaused {
  @Id() offerId: string;
  @Id() employerId: string;
  @Day() pausedOn: string;
}

@Fact('offers', 'OfferResumed.v1', 'The clock goes on; the new due instant.')
export class OfferResumed {
  @Id() offerId: string;
  @Id() employerId: string;
  @Day() resumedOn: string;
  @Optional() @Instant() dueAt?: string | null;
}

@Fact('offers', 'OfferPositionsFilled.v1', 'Positions were filled; what is left.')
export class OfferPositionsFilled {
  @Id() offerId: string;
  @Id() employerId: string;
  @Count(10_000) filled: number;
  @Count(10_000) openPositions: number;
  @Day() filledOn: string;
  /** The partner whose candidate was hired, when known; the collector is credited in any case (BR-99). */
  @Optional() @Id() introducedByPartnerId?: string | null;
}

@Fact('offers', 'OfferReopened.v1', 'A hire failed within 30 days: the same offer, the time left (BR-71).')
export class OfferReopened {
  @Id() offerId: string;
  @Id() employerId: string;
  @Count(10_000) openPositions: number;
  @Optional() @Instant() dueAt?: string | null;
}

@Fact('offers', 'OfferWithdrawn.v1', 'The offer no longer stands.')
export class OfferWithdrawn {
  @Id() offerId: string;
  @Id() employerId: string;
  @Code() reason: string;
  @Instant() withdrawnAt: string;
}

@Fact('offers', 'OfferExpired.v1', 'Nobody confirmed the offer in time (BR-82).')
export class OfferExpired {
  @Id() offerId: string;
  @Id() employerId: string;
  @Instant() expiredAt: string;
}

@Fact(
  'offers',
  'PublicationOrdered.v1',
  'The one order of this offer and cycle: publish what is open (BR-78).',
)
export class PublicationOrdered {
  @Id() offerId: string;
  @Id() employerId: string;
  @Count(1000) cycle: number;
  @Count(10_000) positions: number;
  @Instant() dueAt: string;
  @Instant() orderedAt: string;
}

@Fact('offers', 'PublicationAcknowledged.v1', 'The site has it, with its receipt.')
export class PublicationAcknowledged {
  @Id() offerId: string;
  @Id() employerId: string;
  @Count(1000) cycle: number;
  @Label(200) receipt: string;
  @Instant() acknowledgedAt: string;
}

@Fact('offers', 'PublicationRejected.v1', 'The site refused it, and why.')
export class PublicationRejected {
  @Id() offerId: string;
  @Id() employerId: string;
  @Count(1000) cycle: number;
  @Code() reason: string;
  @Instant() rejectedAt: string;
}

@Fact('offers', 'PublicationRetracted.v1', 'The published offer was taken back (BR-81).')
export class PublicationRetracted {
  @Id() offerId: string;
  @Id() employerId: string;
  @Count(1000) cycle: number;
  @Instant() retractedAt: string;
}

/** No candidate, not even an opaque one: it is revealing (BR-88). */
@Fact('offers', 'IntroductionMade.v1', 'A partner introduced somebody for an offer.')
export class IntroductionMade {
  @Id() introductionId: string;
  @Id() offerId: string;
  @Id() employerId: string;
  @Id() partnerId: string;
  @Instant() madeAt: string;
}

@Fact('offers', 'IntroductionEnded.v1', 'What became of the introduction.')
export class IntroductionEnded {
  @Id() introductionId: string;
  @Id() offerId: string;
  @Id() employerId: string;
  @OneOf(INTRODUCTION_OUTCOMES) outcome: IntroductionOutcome;
  @Instant() endedAt: string;
}
