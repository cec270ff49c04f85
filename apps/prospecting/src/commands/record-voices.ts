import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Plan, type Said, voiced } from '../domain/plan';
import { PlanRepository } from '../storage/plan.repository';
import { TerritoryRepository } from '../storage/territory.repository';

/** A member of the steering body speaks for or against a submitted plan. */
export class RecordVoices {
  constructor(
    readonly planId: string,
    readonly said: Said,
  ) {}
}

@CommandHandler(RecordVoices)
export class RecordVoicesHandler implements ICommandHandler<RecordVoices> {
  constructor(
    private readonly plans: PlanRepository,
    private readonly territories: TerritoryRepository,
  ) {}

  execute({ planId, said }: RecordVoices): Promise<Plan> {
    return this.plans.change(planId, async (plan, tx) => {
      const territory = (await this.territories.byId([plan.territoryId])).get(plan.territoryId);
      return voiced(plan, territory?.body ?? { members: [], quorum: 0 }, said, tx.now);
    });
  }
}
