import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Notice, Offer, OfferStatus } from '../domain/offer';
import type { Sight } from '../domain/rights';
import { OfferRepository } from './offer.repository';

export interface Wanted {
  readonly oethSuitable?: boolean;
  readonly mine?: boolean;
  readonly status?: OfferStatus;
  /** Only offers after this id: ids are in the order of their making. */
  readonly after?: string;
  readonly limit: number;
}

export interface GivenNotice extends Notice {
  readonly offer: Offer;
}

/** Lists, each cut to what the reader may see: the same sets as `maySee` (domain/rights.ts), which stays the judge. */
@Injectable()
export class OfferListRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly offers: OfferRepository,
  ) {}

  async offersIn(sight: Sight, wanted: Wanted): Promise<Offer[]> {
    const rows = await this.dataSource.query<{ offer_id: string }[]>(
      `select offer_id from offer o where ${SEEN}
          and ($6::boolean is not true or oeth_suitable is not null)
          and ($7::boolean is not true or partner_id = $1)
          and ($8::text is null or status = $8)
          and ($9::uuid is null or offer_id > $9)
        order by offer_id limit $10`,
      [
        ...setsOf(sight),
        wanted.oethSuitable ?? null,
        wanted.mine ?? null,
        wanted.status ?? null,
        wanted.after ?? null,
        wanted.limit,
      ],
    );
    return this.offers.findAll(rows.map((row) => row.offer_id));
  }

  /** What the holders of these offers were told and may still act upon, latest first (BR-77). */
  async noticesIn(sight: Sight, limit: number): Promise<GivenNotice[]> {
    const rows = await this.dataSource.query<(Notice & { offer_id: string })[]>(
      `select n.offer_id, n.kind, n.subject, n.given_at as "givenAt" from notice n join offer o using (offer_id)
        where (o.partner_id = $1 or o.territory_id = any($2::uuid[])) and ${STILL_STANDS}
        order by n.given_at desc, n.offer_id, n.kind limit $3`,
      [sight.partnerId, sight.watches, limit],
    );
    const offers = new Map(
      (await this.offers.findAll([...new Set(rows.map((row) => row.offer_id))])).map((one) => [
        one.offerId,
        one,
      ]),
    );
    return rows.map(({ offer_id, ...notice }) => ({ ...notice, offer: offers.get(offer_id)! }));
  }
}

/** A notice is over with what it was about: the due day moved, the site answered, the offer was closed. */
const STILL_STANDS = `case
  when n.kind like 'DUE_IN_%' then o.publish_at is not null and n.subject = o.due_on::text
  when n.kind = 'PUBLICATION_UNACKNOWLEDGED' then exists (select from publication p
    where p.offer_id = o.offer_id and p.cycle::text = n.subject and p.next_attempt_at is not null)
  when n.kind = 'PUBLICATION_REJECTED' then exists (select from publication p
    where p.offer_id = o.offer_id and p.cycle::text = n.subject and p.state = 'REJECTED' and p.wanted = 'PUBLISHED')
  else o.status in ('OPEN', 'PAUSED') end`;

const SEEN = `(partner_id = $1 or territory_id = any($2::uuid[])
  or (shared_at is not null and territory_id = any($3::uuid[]))
  or (oeth_suitable is not null and status = 'OPEN'
      and (territory_id, partner_id) in (select * from unnest($4::uuid[], $5::uuid[]))))`;

const setsOf = (sight: Sight): unknown[] => [
  sight.partnerId,
  sight.watches,
  sight.sharedIn,
  sight.oethOf.map(({ territoryId }) => territoryId),
  sight.oethOf.map(({ collectorId }) => collectorId),
];
