import { Type } from 'class-transformer';
import { IsArray, IsInt, ValidateNested } from 'class-validator';
import {
  Code,
  CommuneCode,
  Count,
  Day,
  Flag,
  Id,
  Instant,
  Label,
  OneOf,
  Optional,
  SiretField,
} from '#contracts/fields';
import {
  OETH_SOURCES,
  type OethSource,
  RESERVATION_BASES,
  type ReservationBasis,
} from '#contracts/vocabulary';
import {
  EXEMPTIONS,
  type Exemption,
  NOTICE_KINDS,
  type NoticeKind,
  OFFER_STATUSES,
  type OfferStatus,
} from './domain/offer';
import { PUBLICATION_STATES, type PublicationState } from './domain/publication';
import { CLOCK_STANDINGS, type ClockStanding } from './domain/standing';

export class EmployerOfOffer {
  @Id() employerId: string;
  @SiretField() siret: string;
  @Optional() @Label() publicName: string | null;
  @CommuneCode() communeCode: string;
}

export class CollectorOfOffer {
  @Id() partnerId: string;
  @Optional() @Code() code: string | null;
  @Optional() @Label() name: string | null;
  @Optional() @Id() unitId: string | null;
}

/** Le délai avant publication : jours de l’engagement, jour où l’on en est, échéance. */
export class ClockOfOffer {
  @OneOf(CLOCK_STANDINGS) standing: ClockStanding;
  @Optional() @Id() agreementId: string | null;
  @Optional() @Count(365) commitmentDays: number | null;
  @Optional() @Day() dueOn: string | null;
  @Optional() @Instant() dueAt: string | null;
  @Optional() @IsInt() dayIndex: number | null;
  @Optional() @IsInt() daysLeft: number | null;
  @Count(365) pausedDays: number;
  @Optional() @OneOf(EXEMPTIONS) exempt: Exemption | null;
}

export class PublicationOfOffer {
  @Count(1000) cycle: number;
  @OneOf(PUBLICATION_STATES) state: PublicationState;
  @OneOf(['PUBLISHED', 'RETRACTED']) wanted: 'PUBLISHED' | 'RETRACTED';
  @Count(10_000) positions: number;
  @Optional() @Label() receipt: string | null;
  @Optional() @Code() reason: string | null;
  @Instant() orderedAt: string;
  @Optional() @Instant() acknowledgedAt: string | null;
  @Optional() @Instant() retractedAt: string | null;
}

export class NoticeOfOffer {
  @OneOf(NOTICE_KINDS) kind: NoticeKind;
  /** Ce dont il s’agit : une échéance, un cycle de publication. */
  @Label() subject: string;
  @Instant() givenAt: string;
}

export class OfferAnswer {
  @Id() offerId: string;
  @Count() version: number;
  /** Vrai pour le partenaire qui a recueilli l’offre : lui seul la modifie. */
  @Flag() mine: boolean;
  @ValidateNested() @Type(() => EmployerOfOffer) employer: EmployerOfOffer;
  @ValidateNested() @Type(() => CollectorOfOffer) collector: CollectorOfOffer;
  @OneOf(OFFER_STATUSES) status: OfferStatus;
  @Code(5) romeCode: string;
  @Optional() @Label() romeLabel: string | null;
  @Label() title: string;
  /** Le texte libre n’est lu que par le partenaire qui a recueilli l’offre. */
  @Optional() @Label(5000) wording: string | null;
  @Count(10_000) positions: number;
  @Count(10_000) openPositions: number;
  @Day() collectedOn: string;
  @Flag() hiddenMarket: boolean;
  @Optional() @OneOf(RESERVATION_BASES) reservedBy: ReservationBasis | null;
  @Optional() @OneOf(OETH_SOURCES) oethSuitable: OethSource | null;
  @Optional() @Instant() sharedAt: string | null;
  @ValidateNested() @Type(() => ClockOfOffer) clock: ClockOfOffer;
  @Optional() @ValidateNested() @Type(() => PublicationOfOffer) publication: PublicationOfOffer | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => NoticeOfOffer) notices: NoticeOfOffer[];
}

export class OffersAnswer {
  @Instant() asOf: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => OfferAnswer) items: OfferAnswer[];
  /** À redonner pour lire la suite ; absent à la fin. */
  @Optional() @Code(200) nextCursor: string | null;
}

export class NoticeAnswer extends NoticeOfOffer {
  @ValidateNested() @Type(() => OfferAnswer) offer: OfferAnswer;
}

export class NoticesAnswer {
  @Instant() asOf: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => NoticeAnswer) items: NoticeAnswer[];
}
