import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { LocalDate } from '#domain/local-date';
import type { Offer } from '../domain/offer';
import { type PauseReason, pause } from '../domain/pauses';
import { HeldOffers, type HolderOrder } from '../storage/held-offers';

/** The employer asks not to fill the offer for the moment (BR-69). */
export class PauseOffer {
  constructor(
    readonly order: HolderOrder,
    readonly reason: PauseReason,
    readonly on: LocalDate | null,
  ) {}
}

@CommandHandler(PauseOffer)
export class PauseOfferHandler implements ICommandHandler<PauseOffer> {
  constructor(private readonly held: HeldOffers) {}

  execute({ order, reason, on }: PauseOffer): Promise<Offer> {
    return this.held.change(order, (offer, { now }) => pause(offer, on, reason, now));
  }
}
