import type { PartnerKind } from '#contracts/vocabulary';
import type { LocalDate } from '#domain/local-date';
import { Forbidden, NotFound, Refused } from '#domain/refused';
import { type AgreementVersion, inForceOn } from './agreements';

/** Who asks, as far as the right to see an offer goes. */
export interface Reader {
  readonly partnerId: string | null;
  /** Set for the people of a territory: coordinator and pilot (BR-123). */
  readonly territoryId: string | null;
}

export interface KnownPartner {
  readonly partnerId: string;
  readonly kind: PartnerKind;
}

/** What a reader may see: the same three sets serve one offer and the list. */
export interface Sight {
  readonly partnerId: string | null;
  /** Territories where shared offers are visible: an agreement binds the reader there. */
  readonly sharedIn: readonly string[];
  /** Territories that the reader watches over: all their offers. */
  readonly watches: readonly string[];
  /** Collectors whose open offers marked as suitable for OETH are visible, by territory (BR-85). */
  readonly oethOf: readonly OethAccess[];
}

export interface OethAccess {
  readonly territoryId: string;
  readonly collectorId: string;
}

export interface Seen {
  readonly partnerId: string;
  readonly territoryId: string | null;
  readonly sharedAt: Date | null;
  readonly oethSuitable: string | null;
  readonly status: string;
}

/** What this reader may see today, from the agreements in force (BR-85, BR-90, BR-123). */
export function sightOf(
  reader: Reader,
  partners: readonly KnownPartner[],
  versions: readonly AgreementVersion[],
  today: LocalDate,
): Sight {
  const inForce = inForceOn(versions, today);
  const mine = reader.partnerId;
  const binding = mine === null ? [] : inForce.filter(({ partnerIds }) => partnerIds.includes(mine));
  return {
    partnerId: mine,
    sharedIn: [...new Set(binding.map(({ territoryId }) => territoryId))],
    watches: mine === null && reader.territoryId !== null ? [reader.territoryId] : [],
    oethOf: mine === null ? [] : binding.flatMap((agreement) => oethAccessOf(mine, partners, agreement)),
  };
}

/** True when one of the sets of `sight` holds the offer. */
export function maySee(sight: Sight, offer: Seen): boolean {
  if (offer.partnerId === sight.partnerId) return true;
  if (offer.territoryId === null) return false;
  if (sight.watches.includes(offer.territoryId)) return true;
  if (offer.sharedAt !== null && sight.sharedIn.includes(offer.territoryId)) return true;
  return hasOethAccess(sight, offer);
}

/** Only the collecting partner changes an offer: 403 for who sees it, 404 for who does not (BR-123). */
export function refuseUnlessHolder(sight: Sight, offer: Seen): void {
  if (offer.partnerId === sight.partnerId) return;
  if (!maySee(sight, offer)) throw new NoSuchOffer();
  throw new Forbidden(
    'not-your-offer',
    'Cette offre a été confiée à un autre partenaire : lui seul peut la modifier.',
  );
}

/** Nobody but those who may see an offer learns that it exists. */
export class NoSuchOffer extends NotFound {
  constructor() {
    super('no-such-offer', 'Cette offre n’existe pas, ou elle n’est pas partagée avec vous.');
  }
}

/** The caller changed what it had read too long ago (If-Match). */
export class Outdated extends Refused {
  override readonly status = 412;

  constructor() {
    super('offer-changed', 'Cette offre a changé depuis que vous l’avez lue : relisez-la, puis recommencez.');
  }
}

/** `ifMatch` is the tag of the version that the caller read; without one, the caller takes the offer as it is. */
export function refuseIfOutdated(version: number, ifMatch: string | null): void {
  if (ifMatch !== null && ifMatch !== '*' && ifMatch !== tagOf(version)) throw new Outdated();
}

export const tagOf = (version: number): string => `"${version}"`;

/** True when the offer is one of those that the reader sees because they may suit a beneficiary (BR-85). */
export const hasOethAccess = (sight: Sight, offer: Seen): boolean =>
  offer.oethSuitable !== null &&
  offer.status === 'OPEN' &&
  sight.oethOf.some(
    ({ territoryId, collectorId }) => territoryId === offer.territoryId && collectorId === offer.partnerId,
  );

/**
 * The Pôle emploi partners of the agreement, when it opens their suitable offers to this reader: the commitment names
 * either who is given access, or the Pôle emploi partner that owes it to the Cap emploi of the agreement. Being late
 * in publishing never cuts it: the two commitments are independent (BR-90).
 */
function oethAccessOf(
  readerId: string,
  partners: readonly KnownPartner[],
  agreement: AgreementVersion,
): OethAccess[] {
  const kindOf = new Map(partners.map(({ partnerId, kind }) => [partnerId, kind]));
  const grants = agreement.commitments.filter(({ kind }) => kind === 'OETH_OFFER_ACCESS');
  const gives = (collectorId: string) =>
    grants.some(
      ({ partnerId }) =>
        partnerId === readerId || (partnerId === collectorId && kindOf.get(readerId) === 'CAP_EMPLOI'),
    );
  return agreement.partnerIds
    .filter((id) => id !== readerId && kindOf.get(id) === 'POLE_EMPLOI' && gives(id))
    .map((collectorId) => ({ territoryId: agreement.territoryId, collectorId }));
}
