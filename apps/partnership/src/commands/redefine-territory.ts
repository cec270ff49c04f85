import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { redefineTerritory, type Territory, type TerritoryChanges } from '../domain/territory';
import { TerritoryRepository } from '../storage/territory.repository';

export class RedefineTerritory {
  constructor(
    readonly territoryId: string,
    readonly changes: TerritoryChanges,
  ) {}
}

@CommandHandler(RedefineTerritory)
export class RedefineTerritoryHandler implements ICommandHandler<RedefineTerritory> {
  constructor(private readonly territories: TerritoryRepository) {}

  execute({ territoryId, changes }: RedefineTerritory): Promise<Territory> {
    return this.territories.change(territoryId, (territory) => redefineTerritory(territory, changes));
  }
}
