import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Offer } from '../domain/offer';
import { reopen } from '../domain/positions';
import { HeldOffers, type HolderOrder } from '../storage/held-offers';

/** A hire failed: the same offer again (BR-71). */
export class ReopenOffer {
  constructor(
    readonly order: HolderOrder,
    readonly positions: number,
  ) {}
}

@CommandHandler(ReopenOffer)
export class ReopenOfferHandler implements ICommandHandler<ReopenOffer> {
  constructor(private readonly held: HeldOffers) {}

  execute({ order, positions }: ReopenOffer): Promise<Offer> {
    return this.held.change(order, (offer, { now, policy }) => reopen(offer, positions, policy, now));
  }
}
