import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { OptOutPurpose } from '#contracts/vocabulary';
import { unchanged } from '#domain/decision';
import { refusePublication } from '../domain/changes';
import { OfferRepository } from '../storage/offer.repository';

/** The employer opposed something; when it is publication, its live offers are exempt, and taken back if they are published (BR-73, BR-110). */
export class HonourOpposition {
  constructor(
    readonly employerId: string,
    readonly partnerId: string | null,
    readonly purpose: OptOutPurpose,
  ) {}
}

@CommandHandler(HonourOpposition)
export class HonourOppositionHandler implements ICommandHandler<HonourOpposition> {
  constructor(private readonly offers: OfferRepository) {}

  async execute({ employerId, partnerId, purpose }: HonourOpposition): Promise<void> {
    if (purpose !== 'PUBLICATION' && purpose !== 'ALL') return;
    await this.offers.changeAllOf(employerId, (offer, { now }) =>
      partnerId === null || partnerId === offer.partnerId
        ? refusePublication(offer, null, now)
        : unchanged(offer),
    );
  }
}
