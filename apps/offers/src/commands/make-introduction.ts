import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { Forbidden } from '#domain/refused';
import { type Introduction, introduce } from '../domain/introduction';
import { maySee, NoSuchOffer, type Reader } from '../domain/rights';
import { HeldOffers } from '../storage/held-offers';
import { IntroductionRepository } from '../storage/introduction.repository';
import { OfferRepository } from '../storage/offer.repository';
import { TermsRepository } from '../storage/terms.repository';

/** A partner introduces somebody for an offer that it sees, under its own opaque reference (BR-85, BR-87). */
export class MakeIntroduction {
  constructor(
    readonly by: Reader,
    readonly offerId: string,
    readonly candidateRef: string,
  ) {}
}

@CommandHandler(MakeIntroduction)
export class MakeIntroductionHandler implements ICommandHandler<MakeIntroduction> {
  constructor(
    private readonly introductions: IntroductionRepository,
    private readonly offers: OfferRepository,
    private readonly held: HeldOffers,
    private readonly terms: TermsRepository,
  ) {}

  async execute({ by, offerId, candidateRef }: MakeIntroduction): Promise<Introduction> {
    const { partnerId } = by;
    if (partnerId === null)
      throw new Forbidden('not-a-partner', 'Seul un partenaire peut faire une mise en relation.');
    const known = await this.offers.find(offerId);
    if (!known) throw new NoSuchOffer();
    return this.introductions.add(known.employerId, async (tx) => {
      const offer = (await this.offers.find(offerId))!;
      if (!maySee(await this.held.sightOf(by, tx.now), offer)) throw new NoSuchOffer();
      const { policy } = await this.terms.of(offer.territoryId, tx.now);
      const already = await this.introductions.pending(tx, offerId, partnerId, candidateRef);
      const made = { introductionId: uuidv7(), partnerId, candidateRef };
      return introduce(made, offer, already, policy, tx.now);
    });
  }
}
