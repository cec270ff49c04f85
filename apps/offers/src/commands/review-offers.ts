import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { reviewAfterClosure } from '../domain/changes';
import { OfferRepository } from '../storage/offer.repository';

/** The establishment is said to be closed: its offers go to their holders for review (BR-09). */
export class ReviewOffers {
  constructor(
    readonly employerId: string,
    readonly siret: string,
  ) {}
}

@CommandHandler(ReviewOffers)
export class ReviewOffersHandler implements ICommandHandler<ReviewOffers> {
  constructor(private readonly offers: OfferRepository) {}

  execute({ employerId, siret }: ReviewOffers): Promise<void> {
    return this.offers.changeAllOf(employerId, (offer, { now }) => reviewAfterClosure(offer, siret, now));
  }
}
