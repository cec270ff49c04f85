import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Policy } from '#contracts/policy';
import type { Decision } from '#domain/decision';
import { openUnit, type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { agendaOf } from '../domain/agenda';
import { alertAt } from '../domain/attempt';
import type { Notice, Offer } from '../domain/offer';
import { type Publication } from '../domain/publication';
import { NoSuchOffer } from '../domain/rights';
import { loadOffers } from './load-offers';
import { OfferSchema } from './offer.schema';
import { PublicationSchema } from './publication.schema';
import { TermsRepository } from './terms.repository';

/** What a change of an offer is decided under. */
export interface Moment {
  readonly now: Date;
  readonly policy: Policy;
  readonly tx: Transaction;
}

/** Offers, each with the order of its current cycle and its notices, under the lock of their employer. */
@Injectable()
export class OfferRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly terms: TermsRepository,
  ) {}

  /** A new offer of this employer: `decide` may read whatever it needs under the employer's lock. */
  add(employerId: string, decide: (tx: Transaction) => Promise<Decision<Offer>>): Promise<Offer> {
    return this.unitOfWork.run([employerId], async (tx) => {
      const { state, facts } = await decide(tx);
      const { policy } = await this.terms.of(state.territoryId, tx.now);
      await tx.manager.insert(OfferSchema, rowOf(state, policy));
      await saveNotices(tx, state, []);
      tx.tell(facts);
      return state;
    });
  }

  /** Loads under lock, lets the rule decide, keeps the state and tells the facts; NotFound when there is no such offer. */
  async change(
    offerId: string,
    decide: (offer: Offer, moment: Moment) => Decision<Offer> | Promise<Decision<Offer>>,
  ): Promise<Offer> {
    const employerId = await this.employerOf(offerId);
    return this.unitOfWork.run([employerId], async (tx) => {
      const before = (await loadOffers(tx.manager, [offerId]))[0]!;
      const { policy } = await this.terms.of(before.territoryId, tx.now);
      const { state, facts } = await decide(before, { now: tx.now, policy, tx });
      if (state === before) return before;
      const after = { ...state, version: before.version + 1 };
      await save(tx, before, after, policy);
      tx.tell(facts);
      return after;
    });
  }

  /** Every live offer of an employer, changed one by one under its lock. */
  async changeAllOf(
    employerId: string,
    decide: (offer: Offer, moment: Moment) => Decision<Offer>,
  ): Promise<void> {
    await this.unitOfWork.run([employerId], async (tx) => {
      const rows = await tx.query<{ offer_id: string }>(
        `select offer_id from offer where employer_id = $1 and status in ('OPEN', 'PAUSED') order by offer_id`,
        [employerId],
      );
      for (const { offer_id } of rows) await this.change(offer_id, decide);
    });
  }

  /** The offer, or undefined; in the open unit of work when there is one. */
  async find(offerId: string): Promise<Offer | undefined> {
    return (await this.findAll([offerId]))[0];
  }

  /** These offers, by id; unknown ones are absent. */
  findAll(offerIds: readonly string[]): Promise<Offer[]> {
    return loadOffers(openUnit()?.manager ?? this.dataSource.manager, offerIds);
  }

  /** The last offers of this partner, employer and job that were withdrawn or expired (BR-70). */
  async formerSimilar(partnerId: string, employerId: string, romeCode: string): Promise<Offer[]> {
    const manager = openUnit()?.manager ?? this.dataSource.manager;
    const rows = await manager.find(OfferSchema, {
      where: [
        { partnerId, employerId, romeCode, status: 'WITHDRAWN' },
        { partnerId, employerId, romeCode, status: 'EXPIRED' },
      ],
      order: { closedOn: 'DESC', offerId: 'DESC' },
      take: 10,
    });
    return rows.map((row) => ({ ...row, publication: null, notices: [] }));
  }

  private async employerOf(offerId: string): Promise<string> {
    const sql = 'select employer_id from offer where offer_id = $1';
    const rows = await (openUnit()?.query<{ employer_id: string }>(sql, [offerId]) ??
      this.dataSource.query<{ employer_id: string }[]>(sql, [offerId]));
    if (!rows[0]) throw new NoSuchOffer();
    return rows[0].employer_id;
  }
}

async function save(tx: Transaction, before: Offer, after: Offer, policy: Policy): Promise<void> {
  const { offerId } = after;
  await tx.manager.update(OfferSchema, { offerId }, rowOf(after, policy));
  await saveNotices(tx, after, before.notices);
  const { publication } = after;
  if (publication === null || publication === before.publication) return;
  const row = orderRowOf(publication, policy);
  // An order is inserted, never upserted: the unique key (offer, cycle) is what makes the act single (BR-78).
  if (before.publication === null) await tx.manager.insert(PublicationSchema, row);
  else await tx.manager.update(PublicationSchema, { offerId, cycle: publication.cycle }, row);
}

async function saveNotices(tx: Transaction, after: Offer, before: readonly Notice[]): Promise<void> {
  const fresh = after.notices.filter((notice) => !before.includes(notice));
  if (fresh.length === 0) return;
  await tx.query(
    `insert into notice (offer_id, kind, subject, given_at)
       select $1, * from unnest($2::text[], $3::text[], $4::timestamptz[]) on conflict do nothing`,
    [
      after.offerId,
      fresh.map(({ kind }) => kind),
      fresh.map(({ subject }) => subject),
      fresh.map(({ givenAt }) => givenAt),
    ],
  );
}

const rowOf = (offer: Offer, policy: Policy) => {
  const { publication: _publication, notices: _notices, ...own } = offer;
  return { ...own, ...agendaOf(offer, policy) };
};

/** The row of an order, with the instant from which its silence deserves a person. */
export const orderRowOf = (publication: Publication, policy: Policy) => ({
  ...publication,
  alertAt: alertAt(publication, policy.publicationAlertHours),
});
