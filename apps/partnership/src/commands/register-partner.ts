import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Partner, registerPartner } from '../domain/partner';
import { PartnerRepository } from '../storage/partner.repository';
import { TerritoryRepository } from '../storage/territory.repository';

export class RegisterPartner {
  constructor(readonly partner: Partner) {}
}

@CommandHandler(RegisterPartner)
export class RegisterPartnerHandler implements ICommandHandler<RegisterPartner> {
  constructor(
    private readonly partners: PartnerRepository,
    private readonly territories: TerritoryRepository,
  ) {}

  async execute({ partner }: RegisterPartner): Promise<Partner> {
    await this.territories.mustExist(partner.territoryIds);
    return this.partners.add(partner, registerPartner);
  }
}
