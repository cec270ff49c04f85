import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { confirm } from '../domain/changes';
import type { Offer } from '../domain/offer';
import { HeldOffers, type HolderOrder } from '../storage/held-offers';

/** The holder says that the offer still stands (BR-82). */
export class ConfirmOffer {
  constructor(readonly order: HolderOrder) {}
}

@CommandHandler(ConfirmOffer)
export class ConfirmOfferHandler implements ICommandHandler<ConfirmOffer> {
  constructor(private readonly held: HeldOffers) {}

  execute({ order }: ConfirmOffer): Promise<Offer> {
    return this.held.change(order, (offer, { now }) => confirm(offer, now));
  }
}
