import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { liftExemption } from '../domain/changes';
import type { Offer } from '../domain/offer';
import { HeldOffers, type HolderOrder } from '../storage/held-offers';
import { TermsRepository } from '../storage/terms.repository';

/** The employer agrees to be published after all, or the offer is not on the site as was thought (BR-73, BR-79). */
export class LiftExemption {
  constructor(readonly order: HolderOrder) {}
}

@CommandHandler(LiftExemption)
export class LiftExemptionHandler implements ICommandHandler<LiftExemption> {
  constructor(
    private readonly held: HeldOffers,
    private readonly terms: TermsRepository,
  ) {}

  execute({ order }: LiftExemption): Promise<Offer> {
    return this.held.change(order, async (offer, { now }) =>
      liftExemption(offer, await this.terms.optedOut(offer.employerId, offer.partnerId), now),
    );
  }
}
