import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { openUnit, type PartnerUnit } from '../domain/partner';
import { PartnerRepository } from '../storage/partner.repository';

export class OpenUnit {
  constructor(readonly unit: PartnerUnit) {}
}

@CommandHandler(OpenUnit)
export class OpenUnitHandler implements ICommandHandler<OpenUnit> {
  constructor(private readonly partners: PartnerRepository) {}

  execute({ unit }: OpenUnit): Promise<PartnerUnit> {
    return this.partners.addUnit(unit.partnerId, (siblings) => openUnit(unit, siblings));
  }
}
