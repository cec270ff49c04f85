import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { LocalDate } from '#domain/local-date';
import type { Offer } from '../domain/offer';
import { resume } from '../domain/pauses';
import { HeldOffers, type HolderOrder } from '../storage/held-offers';

/** The offer is to be filled again (BR-69). */
export class ResumeOffer {
  constructor(
    readonly order: HolderOrder,
    readonly on: LocalDate | null,
  ) {}
}

@CommandHandler(ResumeOffer)
export class ResumeOfferHandler implements ICommandHandler<ResumeOffer> {
  constructor(private readonly held: HeldOffers) {}

  execute({ order, on }: ResumeOffer): Promise<Offer> {
    return this.held.change(order, (offer, { now, policy }) => resume(offer, on, policy, now));
  }
}
