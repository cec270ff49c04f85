import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { changeUnit, type PartnerUnit, type UnitChanges } from '../domain/partner';
import { PartnerRepository } from '../storage/partner.repository';

export class ChangeUnit {
  constructor(
    readonly partnerId: string,
    readonly unitId: string,
    readonly changes: UnitChanges,
  ) {}
}

@CommandHandler(ChangeUnit)
export class ChangeUnitHandler implements ICommandHandler<ChangeUnit> {
  constructor(private readonly partners: PartnerRepository) {}

  execute({ partnerId, unitId, changes }: ChangeUnit): Promise<PartnerUnit> {
    return this.partners.changeUnit({ partnerId, unitId }, (unit) => changeUnit(unit, changes));
  }
}
