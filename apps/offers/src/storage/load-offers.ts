import { type EntityManager, In } from 'typeorm';
import type { Notice, Offer } from '../domain/offer';
import { OfferSchema } from './offer.schema';
import { PublicationSchema } from './publication.schema';

/** These offers with the order of their current cycle and their notices, by id: three statements, however many. */
export async function loadOffers(manager: EntityManager, offerIds: readonly string[]): Promise<Offer[]> {
  if (offerIds.length === 0) return [];
  const rows = await manager.find(OfferSchema, {
    where: { offerId: In([...offerIds]) },
    order: { offerId: 'ASC' },
  });
  const orders = await manager.find(PublicationSchema, { where: { offerId: In([...offerIds]) } });
  const notices = (await manager.query(
    `select offer_id as "offerId", kind, subject, given_at as "givenAt" from notice
      where offer_id = any($1::uuid[]) order by given_at, kind`,
    [offerIds],
  )) as (Notice & { offerId: string })[];
  return rows.map(({ publishAt: _publish, remindAt: _remind, expireAt: _expire, ...own }) => ({
    ...own,
    publication: orders.find(({ offerId, cycle }) => offerId === own.offerId && cycle === own.cycle) ?? null,
    notices: notices
      .filter(({ offerId }) => offerId === own.offerId)
      .map(({ kind, subject, givenAt }) => ({ kind, subject, givenAt })),
  }));
}
