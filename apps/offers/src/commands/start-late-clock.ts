import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { regionOfCommune } from '#domain/holidays';
import { startLateClock } from '../domain/due';
import type { Offer } from '../domain/offer';
import { OfferRepository } from '../storage/offer.repository';
import { TermsRepository } from '../storage/terms.repository';

/** Something was said of the territory's agreements since this offer, which has no clock, was last looked at. */
export class StartLateClock {
  constructor(readonly offerId: string) {}
}

@CommandHandler(StartLateClock)
export class StartLateClockHandler implements ICommandHandler<StartLateClock> {
  constructor(
    private readonly offers: OfferRepository,
    private readonly terms: TermsRepository,
  ) {}

  execute({ offerId }: StartLateClock): Promise<Offer> {
    return this.offers.change(offerId, async (offer, { now, policy }) => {
      const agreements = await this.terms.agreements(offer.territoryId);
      return startLateClock(offer, { agreements, policy, region: regionOfCommune(offer.communeCode) }, now);
    });
  }
}
