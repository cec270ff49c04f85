import {
  IntroductionEnded,
  IntroductionMade,
  OfferChanged,
  OfferEntrusted,
  OfferExpired,
  OfferPositionsFilled,
  OfferReopened,
  OfferWithdrawn,
} from '#contracts/offers';
import { project, projection, type TableOf } from '#messaging/projections';
import type { Received } from '#messaging/received';
import type { Transaction } from '#messaging/unit-of-work';
import { lastBy, upsert } from './upsert';

const closeOffers = (
  tx: Transaction,
  table: TableOf,
  facts: readonly Received<{ offerId: string; openPositions?: number }>[],
) => {
  const last = lastBy(facts, (one) => one.offerId);
  return tx.query(
    `update ${table('offer_ref')} o set open = t.open from unnest($1::uuid[], $2::boolean[]) t(id, open) where o.offer_id = t.id`,
    [last.map((one) => one.offerId), last.map((one) => (one.openPositions ?? 0) > 0)],
  );
};

/** Offers and introductions: a lock while open (BR-24), evidence for ever (BR-21). */
export const offersRef = projection('offers_ref', { tables: ['offer_ref', 'hire_ref', 'introduction_ref'] }, [
  project(OfferEntrusted, (tx, table, facts) =>
    upsert(
      tx,
      table('offer_ref'),
      'offer_id',
      { offer_id: 'uuid', employer_id: 'uuid', partner_id: 'uuid', collected_on: 'date', open: 'boolean' },
      lastBy(facts, (one) => one.offerId).map((one) => ({
        offer_id: one.offerId,
        employer_id: one.employerId,
        partner_id: one.partnerId,
        collected_on: one.collectedOn,
        open: one.positions > 0,
      })),
    ),
  ),
  project(OfferChanged, closeOffers),
  project(OfferReopened, closeOffers),
  project(OfferWithdrawn, closeOffers),
  project(OfferExpired, closeOffers),
  project(OfferPositionsFilled, async (tx, table, facts) => {
    await closeOffers(tx, table, facts);
    await upsert(
      tx,
      table('hire_ref'),
      'employer_id, version',
      { employer_id: 'uuid', version: 'int', offer_id: 'uuid', introduced_by: 'uuid', filled_on: 'date' },
      facts.map(({ data, version }) => ({
        employer_id: data.employerId,
        version,
        offer_id: data.offerId,
        introduced_by: data.introducedByPartnerId ?? null,
        filled_on: data.filledOn,
      })),
    );
  }),
  project(IntroductionMade, (tx, table, facts) =>
    upsert(
      tx,
      table('introduction_ref'),
      'introduction_id',
      { introduction_id: 'uuid', employer_id: 'uuid', partner_id: 'uuid', open: 'boolean' },
      lastBy(facts, (one) => one.introductionId).map((one) => ({
        introduction_id: one.introductionId,
        employer_id: one.employerId,
        partner_id: one.partnerId,
        open: true,
      })),
    ),
  ),
  project(IntroductionEnded, (tx, table, facts) =>
    tx.query(`update ${table('introduction_ref')} set open = false where introduction_id = any($1::uuid[])`, [
      facts.map((fact) => fact.data.introductionId),
    ]),
  ),
]);
