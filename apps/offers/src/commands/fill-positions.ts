import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { LocalDate } from '#domain/local-date';
import { Refused } from '#domain/refused';
import { advance, type Introduction } from '../domain/introduction';
import type { Offer } from '../domain/offer';
import { fill } from '../domain/positions';
import { HeldOffers, type HolderOrder } from '../storage/held-offers';
import { IntroductionRepository, NoSuchIntroduction } from '../storage/introduction.repository';

/** Positions were filled, by an introduction or not: one hire either way (BR-99). */
export class FillPositions {
  constructor(
    readonly order: HolderOrder,
    readonly positions: number,
    readonly filledOn: LocalDate | null,
    readonly introductionId: string | null,
  ) {}
}

@CommandHandler(FillPositions)
export class FillPositionsHandler implements ICommandHandler<FillPositions> {
  constructor(
    private readonly held: HeldOffers,
    private readonly introductions: IntroductionRepository,
  ) {}

  execute({ order, positions, filledOn, introductionId }: FillPositions): Promise<Offer> {
    return this.held.change(order, async (offer, { now }) => {
      const hired = introductionId === null ? null : await this.hiredBy(introductionId, offer, positions);
      return fill(offer, { positions, filledOn, introducedByPartnerId: hired?.partnerId ?? null }, now);
    });
  }

  /** The introduction ends with the hire that the collector declares, unless its partner said so before. */
  private async hiredBy(introductionId: string, offer: Offer, positions: number): Promise<Introduction> {
    if (positions !== 1)
      throw new Refused(
        'one-hire-each',
        'Une mise en relation pourvoit un poste : déclarez un poste à la fois.',
      );
    return this.introductions.change(introductionId, (introduction, now) => {
      if (introduction.offerId !== offer.offerId) throw new NoSuchIntroduction();
      return advance(introduction, 'HIRED', null, now);
    });
  }
}
