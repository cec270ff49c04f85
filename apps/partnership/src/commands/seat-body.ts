import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type BodyVoice, seatBody, type Territory } from '../domain/territory';
import { PartnerRepository } from '../storage/partner.repository';
import { TerritoryRepository } from '../storage/territory.repository';

export class SeatBody {
  constructor(
    readonly territoryId: string,
    readonly voices: readonly BodyVoice[],
    readonly quorum: number,
  ) {}
}

@CommandHandler(SeatBody)
export class SeatBodyHandler implements ICommandHandler<SeatBody> {
  constructor(
    private readonly territories: TerritoryRepository,
    private readonly partners: PartnerRepository,
  ) {}

  async execute({ territoryId, voices, quorum }: SeatBody): Promise<Territory> {
    const partners = await this.partners.partners();
    return this.territories.change(territoryId, (territory) => seatBody(territory, voices, quorum, partners));
  }
}
