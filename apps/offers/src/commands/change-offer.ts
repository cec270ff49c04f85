import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Edit, edit } from '../domain/changes';
import type { Offer } from '../domain/offer';
import { HeldOffers, type HolderOrder } from '../storage/held-offers';

/** An edit, which never moves the clock (BR-70). */
export class ChangeOffer {
  constructor(
    readonly order: HolderOrder,
    readonly wanted: Edit,
  ) {}
}

@CommandHandler(ChangeOffer)
export class ChangeOfferHandler implements ICommandHandler<ChangeOffer> {
  constructor(private readonly held: HeldOffers) {}

  execute({ order, wanted }: ChangeOffer): Promise<Offer> {
    return this.held.change(order, (offer, { now }) => edit(offer, wanted, now));
  }
}
