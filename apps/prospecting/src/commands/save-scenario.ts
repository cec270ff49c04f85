import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { mustBeDraft } from '../domain/plan';
import { type Trial, Trials } from '../planning/trials';
import { PlanRepository } from '../storage/plan.repository';
import { type Scenario, ScenarioRepository } from '../storage/scenario.repository';

/** A what-if on a draft is kept under a name, with what it came to. */
export class SaveScenario {
  constructor(
    readonly scenarioId: string,
    readonly planId: string,
    readonly name: string,
    readonly trial: Trial,
    readonly by: string,
  ) {}
}

@CommandHandler(SaveScenario)
export class SaveScenarioHandler implements ICommandHandler<SaveScenario> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanRepository,
    private readonly scenarios: ScenarioRepository,
    private readonly trials: Trials,
  ) {}

  execute({ scenarioId, planId, name, trial, by }: SaveScenario): Promise<Scenario> {
    return this.unitOfWork.run([planId], async (tx) => {
      const plan = await this.plans.get(tx, planId);
      mustBeDraft(plan);
      const { ground, own, planned } = await this.trials.of(tx, plan, trial);
      const scenario: Scenario = {
        scenarioId,
        planId,
        name,
        wishes: own,
        inputsHash: ground.hash,
        value: planned.territory.value,
        assigned: planned.territory.assignments.length,
        savedAt: tx.now,
        retainedAt: null,
      };
      await this.scenarios.save(tx, scenario, by);
      return scenario;
    });
  }
}
