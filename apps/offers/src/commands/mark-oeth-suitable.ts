import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { OethSource } from '#contracts/vocabulary';
import { markOethSuitable } from '../domain/changes';
import type { Offer } from '../domain/offer';
import { HeldOffers, type HolderOrder } from '../storage/held-offers';
import { TermsRepository } from '../storage/terms.repository';

/** The offer may suit a beneficiary of the employment obligation, and who says so; null when nobody does any more (BR-86). */
export class MarkOethSuitable {
  constructor(
    readonly order: HolderOrder,
    readonly source: OethSource | null,
  ) {}
}

@CommandHandler(MarkOethSuitable)
export class MarkOethSuitableHandler implements ICommandHandler<MarkOethSuitable> {
  constructor(
    private readonly held: HeldOffers,
    private readonly terms: TermsRepository,
  ) {}

  execute({ order, source }: MarkOethSuitable): Promise<Offer> {
    return this.held.change(order, async (offer, { now }) =>
      markOethSuitable(offer, source, await this.terms.kindOf(offer.partnerId), now),
    );
  }
}
