import { IsIn, Matches, MaxLength, Min, ValidateIf } from 'class-validator';
import { Code, Count, Day, Flag, Id, Label, OneOf, Optional } from '#contracts/fields';
import {
  OETH_SOURCES,
  type OethSource,
  RESERVATION_BASES,
  type ReservationBasis,
} from '#contracts/vocabulary';
import { isRome } from '#domain/codes/rome';
import { isLocalDate } from '#domain/local-date';
import { Invalid } from '#domain/refused';
import { EXAMPLE_SIRET } from '#service/example-siret';
import type { CallerIdentity } from '#service/identity';
import type { Edit } from './domain/changes';
import type { Entrusting } from './domain/entrust';
import { OFFER_STATUSES, type OfferStatus } from './domain/offer';

/** Several lines of text, without control characters but line ends. */
const Text =
  (max: number): PropertyDecorator =>
  (target, property) => {
    Matches(/^[^\p{Cc}]*(?:[\n\r\t][^\p{Cc}]*)*$/u)(target, property);
    MaxLength(max)(target, property);
  };

export class OfferToEntrust {
  @Label(20) siret: string;
  @Optional() @Id() unitId?: string | null;
  @Code(5) romeCode: string;
  @Label() title: string;
  /** Texte libre de l’offre : il ne quitte pas votre espace. Pas de données personnelles ni de santé. */
  @Optional() @Text(5000) wording?: string | null;
  @Count(10_000) @Min(1) positions: number;
  /** Jour où l’employeur a confié l’offre ; à défaut, aujourd’hui. */
  @Optional() @Day() collectedOn?: string | null;
  /** Vrai si le besoin n’avait donné lieu à aucune offre publique. */
  @Optional() @Flag() hiddenMarket?: boolean;
  @Optional() @OneOf(RESERVATION_BASES) reservedBy?: ReservationBasis | null;
  @Optional() @OneOf(OETH_SOURCES) oethSuitable?: OethSource | null;
  /** Où est conservé le refus écrit de l’employeur d’être publié. */
  @Optional() @Label() publicationRefusal?: string | null;
  /** Référence de la même offre sur le site de Pôle emploi. */
  @Optional() @Label(100) siteReference?: string | null;
  /** Pourquoi une offre semblable à une offre retirée est un nouveau besoin. */
  @Optional() @Label() newNeed?: string | null;
  @Optional() @Flag() share?: boolean;
  /** Premier chargement : l’offre fait partie de l’historique. */
  @Optional() @Flag() backfill?: boolean;
}

export class OfferToChange {
  @ValidateIf((_, value) => value !== undefined) @Code(5) romeCode?: string;
  @ValidateIf((_, value) => value !== undefined) @Label() title?: string;
  @Optional() @Text(5000) wording?: string | null;
  @ValidateIf((_, value) => value !== undefined) @Count(10_000) @Min(1) positions?: number;
  @Optional() @OneOf(RESERVATION_BASES) reservedBy?: ReservationBasis | null;
}

export class OfferList {
  @Optional() @IsIn(['true', 'false']) oethSuitable?: 'true' | 'false';
  @Optional() @IsIn(['true', 'false']) mine?: 'true' | 'false';
  @Optional() @OneOf(OFFER_STATUSES) status?: OfferStatus;
  @Optional() @Id() cursor?: string;
  @Optional() @Matches(/^([1-9]|[1-9]\d|1\d\d|200)$/) limit?: string;
}

export const AN_OFFER = {
  siret: EXAMPLE_SIRET,
  romeCode: 'G1603',
  title: 'Employé polyvalent de restauration (H/F)',
  positions: 2,
  hiddenMarket: true,
  reservedBy: 'PARTNER_PRACTICE',
};

/** What the form says, as the rule takes it; the ROME code and the day must exist. */
export function saidBy(
  caller: CallerIdentity & { partnerId: string },
  body: OfferToEntrust,
): Omit<Entrusting, 'offerId'> {
  refuseUnknownRome(body.romeCode);
  if (body.collectedOn != null) refuseNoDay('/collectedOn', body.collectedOn);
  return {
    partnerId: caller.partnerId,
    unitId: body.unitId ?? caller.unitId,
    romeCode: body.romeCode,
    title: body.title,
    wording: body.wording ?? null,
    positions: body.positions,
    collectedOn: body.collectedOn ?? null,
    hiddenMarket: body.hiddenMarket ?? false,
    reservedBy: body.reservedBy ?? null,
    oethSuitable: body.oethSuitable ?? null,
    refusalProof: body.publicationRefusal ?? null,
    siteReference: body.siteReference ?? null,
    newNeed: body.newNeed ?? null,
    share: body.share ?? false,
    backfill: body.backfill ?? false,
    recontactId: null,
  };
}

export function editOf(body: OfferToChange): Edit {
  if (body.romeCode !== undefined) refuseUnknownRome(body.romeCode);
  const { romeCode, title, wording, positions, reservedBy } = body;
  return { romeCode, title, wording, positions, reservedBy };
}

/** A day that has the form of one must be on the calendar too. */
export function refuseNoDay(pointer: string, day: string): void {
  if (isLocalDate(day)) return;
  throw invalid(pointer, 'no-such-day', 'Ce jour n’existe pas au calendrier.');
}

function refuseUnknownRome(code: string): void {
  if (isRome(code)) return;
  throw invalid(
    '/romeCode',
    'no-such-rome-code',
    `Le code ROME ${code} n’existe pas : choisissez-le dans la nomenclature.`,
  );
}

const invalid = (pointer: string, code: string, detail: string): Invalid =>
  new Invalid(code, detail, [{ pointer, code, detail }]);
