import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { publishIfDue } from '../domain/due';
import type { Offer } from '../domain/offer';
import { OfferRepository } from '../storage/offer.repository';
import { TermsRepository } from '../storage/terms.repository';

/** The due time came: the rule says, under the lock, whether there is still something to publish (BR-78). */
export class PublishIfDue {
  constructor(readonly offerId: string) {}
}

@CommandHandler(PublishIfDue)
export class PublishIfDueHandler implements ICommandHandler<PublishIfDue> {
  constructor(
    private readonly offers: OfferRepository,
    private readonly terms: TermsRepository,
  ) {}

  execute({ offerId }: PublishIfDue): Promise<Offer> {
    return this.offers.change(offerId, async (offer, { now }) =>
      publishIfDue(offer, await this.terms.optedOut(offer.employerId, offer.partnerId), now),
    );
  }
}
