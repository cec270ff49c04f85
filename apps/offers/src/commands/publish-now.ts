import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { publishNow } from '../domain/due';
import type { Offer } from '../domain/offer';
import { HeldOffers, type HolderOrder } from '../storage/held-offers';
import { TermsRepository } from '../storage/terms.repository';

/** The holder publishes without waiting for the due time, or without having committed to (BR-74, BR-77). */
export class PublishNow {
  constructor(readonly order: HolderOrder) {}
}

@CommandHandler(PublishNow)
export class PublishNowHandler implements ICommandHandler<PublishNow> {
  constructor(
    private readonly held: HeldOffers,
    private readonly terms: TermsRepository,
  ) {}

  execute({ order }: PublishNow): Promise<Offer> {
    return this.held.change(order, async (offer, { now }) =>
      publishNow(offer, await this.terms.optedOut(offer.employerId, offer.partnerId), now),
    );
  }
}
