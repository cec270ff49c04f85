import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { LocalDate } from '#domain/local-date';
import { type WithdrawalReason, withdraw } from '../domain/changes';
import type { Offer } from '../domain/offer';
import { HeldOffers, type HolderOrder } from '../storage/held-offers';

/** The offer no longer stands. */
export class WithdrawOffer {
  constructor(
    readonly order: HolderOrder,
    readonly reason: WithdrawalReason,
    readonly on: LocalDate | null,
  ) {}
}

@CommandHandler(WithdrawOffer)
export class WithdrawOfferHandler implements ICommandHandler<WithdrawOffer> {
  constructor(private readonly held: HeldOffers) {}

  execute({ order, reason, on }: WithdrawOffer): Promise<Offer> {
    return this.held.change(order, (offer, { now }) => withdraw(offer, reason, on, now));
  }
}
