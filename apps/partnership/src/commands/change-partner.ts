import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { changePartner, type Partner, type PartnerChanges } from '../domain/partner';
import { PartnerRepository } from '../storage/partner.repository';
import { TerritoryRepository } from '../storage/territory.repository';

export class ChangePartner {
  constructor(
    readonly partnerId: string,
    readonly changes: PartnerChanges,
  ) {}
}

@CommandHandler(ChangePartner)
export class ChangePartnerHandler implements ICommandHandler<ChangePartner> {
  constructor(
    private readonly partners: PartnerRepository,
    private readonly territories: TerritoryRepository,
  ) {}

  async execute({ partnerId, changes }: ChangePartner): Promise<Partner> {
    await this.territories.mustExist(changes.territoryIds ?? []);
    return this.partners.change(partnerId, (partner) => changePartner(partner, changes));
  }
}
