import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { expiresAtOf } from '../domain/agenda';
import { expire } from '../domain/changes';
import type { Offer } from '../domain/offer';
import { OfferRepository } from '../storage/offer.repository';
import { TermsRepository } from '../storage/terms.repository';

const HOUR = 3_600_000;

/** Nobody confirmed the offer in time; it is closed unless its partner's feed is silent altogether (BR-82). */
export class ExpireOffer {
  constructor(readonly offerId: string) {}
}

@CommandHandler(ExpireOffer)
export class ExpireOfferHandler implements ICommandHandler<ExpireOffer> {
  constructor(
    private readonly offers: OfferRepository,
    private readonly terms: TermsRepository,
  ) {}

  execute({ offerId }: ExpireOffer): Promise<Offer> {
    return this.offers.change(offerId, async (offer, { now, policy }) => {
      const heardAt = await this.terms.heardAt(offer.partnerId);
      const silentAfter = policy.feedExpectedEveryHours * policy.feedSilentFactor * HOUR;
      const silent = heardAt === null || now.getTime() - heardAt.getTime() > silentAfter;
      return expire(offer, expiresAtOf(offer, policy), silent, now);
    });
  }
}
