import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { mustBeDraft, type Plan, replanned } from '../domain/plan';
import { Drafting } from '../planning/drafting';
import { FrozenPlanRepository } from '../storage/frozen-plan.repository';
import { PlanRepository } from '../storage/plan.repository';
import { ScenarioRepository } from '../storage/scenario.repository';

/**
 * A scenario's rules and capacities become the draft's, which is planned again on its frozen evidence. Its trial pins do
 * not: a pin needs a reason and an end (BR-40).
 */
export class RetainScenario {
  constructor(
    readonly planId: string,
    readonly scenarioId: string,
  ) {}
}

@CommandHandler(RetainScenario)
export class RetainScenarioHandler implements ICommandHandler<RetainScenario> {
  constructor(
    private readonly plans: PlanRepository,
    private readonly scenarios: ScenarioRepository,
    private readonly frozen: FrozenPlanRepository,
    private readonly drafting: Drafting,
  ) {}

  execute({ planId, scenarioId }: RetainScenario): Promise<Plan> {
    return this.plans.change(planId, async (plan, tx) => {
      mustBeDraft(plan);
      const { wishes } = await this.scenarios.get(tx, planId, scenarioId);
      await this.frozen.keepWishes(tx, planId, wishes);
      await this.scenarios.retain(tx, scenarioId);
      return replanned(plan, await this.drafting.recompute(tx, plan));
    });
  }
}
