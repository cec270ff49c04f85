import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { localDateOf } from '#domain/local-date';
import { NotFound, Refused } from '#domain/refused';
import { UnitOfWork } from '#messaging/unit-of-work';
import type { Plan } from '../domain/plan';
import { PlanRepository } from '../storage/plan.repository';
import { TerritoryRepository } from '../storage/territory.repository';

/** The draft of a plan for a territory and a period. */
export class DraftPlan {
  constructor(
    readonly planId: string,
    readonly territoryId: string,
    readonly name: string,
    readonly from: string,
    readonly until: string,
  ) {}
}

@CommandHandler(DraftPlan)
export class DraftPlanHandler implements ICommandHandler<DraftPlan> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanRepository,
    private readonly territories: TerritoryRepository,
  ) {}

  execute({ planId, territoryId, name, from, until }: DraftPlan): Promise<Plan> {
    return this.unitOfWork.run([planId], async (tx) => {
      const territory = (await this.territories.byId([territoryId])).get(territoryId);
      if (!territory) throw new NotFound('territory-unknown', 'Ce territoire n’existe pas.');
      if (from >= until || until <= localDateOf(tx.now, territory.zone))
        throw new Refused('period-unusable', 'La période doit finir après son début, et après aujourd’hui.');
      const plan: Plan = {
        planId,
        territoryId,
        name,
        from,
        until,
        state: 'DRAFT',
        version: 1,
        policyVersion: null,
        segmentationId: null,
        inputsHash: null,
        voices: [],
        adoptedAt: null,
        closedOn: null,
      };
      await this.plans.save(tx, plan);
      return plan;
    });
  }
}
