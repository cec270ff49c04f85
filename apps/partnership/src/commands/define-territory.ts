import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { defineTerritory, type Territory } from '../domain/territory';
import { TerritoryRepository } from '../storage/territory.repository';

export class DefineTerritory {
  constructor(readonly territory: Territory) {}
}

@CommandHandler(DefineTerritory)
export class DefineTerritoryHandler implements ICommandHandler<DefineTerritory> {
  constructor(private readonly territories: TerritoryRepository) {}

  execute({ territory }: DefineTerritory): Promise<Territory> {
    return this.territories.add(territory, defineTerritory);
  }
}
