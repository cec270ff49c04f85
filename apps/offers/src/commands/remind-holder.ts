import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { remind } from '../domain/agenda';
import type { Offer } from '../domain/offer';
import { OfferRepository } from '../storage/offer.repository';

/** The time of a reminder came (BR-77, BR-82). */
export class RemindHolder {
  constructor(readonly offerId: string) {}
}

@CommandHandler(RemindHolder)
export class RemindHolderHandler implements ICommandHandler<RemindHolder> {
  constructor(private readonly offers: OfferRepository) {}

  execute({ offerId }: RemindHolder): Promise<Offer> {
    return this.offers.change(offerId, (offer, { now, policy }) => remind(offer, policy, now));
  }
}
