import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { refusePublication } from '../domain/changes';
import type { Offer } from '../domain/offer';
import { HeldOffers, type HolderOrder } from '../storage/held-offers';

/** The employer refuses that its offer be published; `proof` says where its refusal is kept (BR-73). */
export class RefusePublication {
  constructor(
    readonly order: HolderOrder,
    readonly proof: string,
  ) {}
}

@CommandHandler(RefusePublication)
export class RefusePublicationHandler implements ICommandHandler<RefusePublication> {
  constructor(private readonly held: HeldOffers) {}

  execute({ order, proof }: RefusePublication): Promise<Offer> {
    return this.held.change(order, (offer, { now }) => refusePublication(offer, proof, now));
  }
}
