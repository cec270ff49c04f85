import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Policy } from '#contracts/policy';
import { UnitOfWork } from '#messaging/unit-of-work';
import type { NoticeKind } from '../domain/offer';
import type { Publication, Published } from '../domain/publication';
import { orderRowOf } from './offer.repository';
import { OfferSchema } from './offer.schema';
import { PublicationSchema } from './publication.schema';
import { TermsRepository } from './terms.repository';

export interface OrderKey {
  readonly offerId: string;
  readonly cycle: number;
}

/** What the site is to show under an order: the offer's public side, and nobody's name. */
export interface Wording {
  readonly title: string;
  readonly romeCode: string;
  readonly communeCode: string;
  readonly employerName: string | null;
  readonly contact: string | null;
}

/** Orders to publish, one row per offer and cycle, past cycles included; all under the lock of the employer. */
@Injectable()
export class PublicationRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly terms: TermsRepository,
  ) {}

  /** Loads an order under lock, lets the rule decide, keeps it, tells the facts, and notes what the holder must hear. */
  async change(
    { offerId, cycle }: OrderKey,
    decide: (order: Publication, now: Date, policy: Policy) => Published & { readonly notice?: NoticeKind },
  ): Promise<Publication> {
    const found = await this.dataSource.manager.findOneByOrFail(PublicationSchema, { offerId, cycle });
    return this.unitOfWork.run([found.employerId], async (tx) => {
      const before = await tx.manager.findOneByOrFail(PublicationSchema, { offerId, cycle });
      const { territoryId } = await tx.manager.findOneByOrFail(OfferSchema, { offerId });
      const { policy } = await this.terms.of(territoryId, tx.now);
      const { publication, facts, notice } = decide(before, tx.now, policy);
      if (publication === before) return before;
      await tx.manager.update(PublicationSchema, { offerId, cycle }, orderRowOf(publication, policy));
      if (notice) await tx.query(NOTE, [offerId, notice, String(cycle), tx.now]);
      tx.tell(facts);
      return publication;
    });
  }

  /** Orders that wait for a call to the site and whose time has come, the oldest first. */
  toSend(limit: number): Promise<OrderKey[]> {
    return this.dataSource.query(
      `select offer_id as "offerId", cycle from publication where next_attempt_at <= business_now()
       order by next_attempt_at limit $1`,
      [limit],
    );
  }

  /** How many orders somebody was alerted of, and that the site still has not answered. */
  async unanswered(): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(
      'select count(*) as n from publication where alerted_at is not null and next_attempt_at is not null',
    );
    return row!.n;
  }

  async wordingOf(offerId: string): Promise<Wording> {
    const [row] = await this.dataSource.query<Wording[]>(
      `select o.title, o.rome_code as "romeCode", o.commune_code as "communeCode", e.public_name as "employerName",
              p.name as contact
         from offer o left join employer_ref e using (employer_id) left join partner_ref p on p.partner_id = o.partner_id
        where o.offer_id = $1`,
      [offerId],
    );
    return row!;
  }

  /** True when the site acknowledged an order under this reference, or a Pôle emploi offer bears it (BR-79). */
  async isKnownAtSite(reference: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `select 1 from publication where receipt = $1 and retracted_at is null
       union all
       select 1 from offer o join partner_ref p on p.partner_id = o.partner_id
        where o.site_reference = $1 and p.kind = 'POLE_EMPLOI' and o.status in ('OPEN', 'PAUSED') limit 1`,
      [reference],
    );
    return rows.length > 0;
  }
}

const NOTE = `insert into notice (offer_id, kind, subject, given_at) values ($1, $2, $3, $4)
  on conflict (offer_id, kind, subject) do update set given_at = excluded.given_at`;
