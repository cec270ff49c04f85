import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { share } from '../domain/changes';
import type { Offer } from '../domain/offer';
import { HeldOffers, type HolderOrder } from '../storage/held-offers';

/** The collecting partner shows the offer to the partners bound by an agreement of the territory. */
export class ShareOffer {
  constructor(readonly order: HolderOrder) {}
}

@CommandHandler(ShareOffer)
export class ShareOfferHandler implements ICommandHandler<ShareOffer> {
  constructor(private readonly held: HeldOffers) {}

  execute({ order }: ShareOffer): Promise<Offer> {
    return this.held.change(order, (offer, { now }) => share(offer, now));
  }
}
