import { Injectable } from '@nestjs/common';
import type { Decision } from '#domain/decision';
import { localDateOf } from '#domain/local-date';
import type { Offer } from '../domain/offer';
import { type Reader, refuseIfOutdated, refuseUnlessHolder, type Sight, sightOf } from '../domain/rights';
import { type Moment, OfferRepository } from './offer.repository';
import { TermsRepository } from './terms.repository';

/** What a holder's order says of itself: who gives it, on which offer, and which version it has read. */
export interface HolderOrder {
  readonly by: Reader;
  readonly offerId: string;
  readonly ifMatch: string | null;
}

/** Changes of an offer by the partner that collected it, and what a reader may see. */
@Injectable()
export class HeldOffers {
  constructor(
    private readonly offers: OfferRepository,
    private readonly terms: TermsRepository,
  ) {}

  /** As OfferRepository.change, once the right and the version are checked; the partner has given a sign of life. */
  change(
    { by, offerId, ifMatch }: HolderOrder,
    decide: (offer: Offer, moment: Moment) => Decision<Offer> | Promise<Decision<Offer>>,
  ): Promise<Offer> {
    return this.offers.change(offerId, async (offer, moment) => {
      if (offer.partnerId !== by.partnerId) refuseUnlessHolder(await this.sightOf(by, moment.now), offer);
      refuseIfOutdated(offer.version, ifMatch);
      await this.terms.heard(offer.partnerId, moment.now);
      return decide(offer, moment);
    });
  }

  /** What this reader may see today, in every territory. */
  async sightOf(reader: Reader, now: Date): Promise<Sight> {
    const [partners, agreements] = await Promise.all([this.terms.partners(), this.terms.agreements()]);
    return sightOf(reader, partners, agreements, localDateOf(now));
  }
}
