import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { factOf } from '#contracts/contract';
import { PlanEvaluated } from '#contracts/prospecting';
import { UnitOfWork } from '#messaging/unit-of-work';
import { type Evaluation, evaluated } from '../domain/plan';
import { PlanRepository } from '../storage/plan.repository';

/** What a closed plan came to; may be asked again when late visits have come (BR-42, BR-98). */
export class EvaluatePlan {
  constructor(readonly planId: string) {}
}

@CommandHandler(EvaluatePlan)
export class EvaluatePlanHandler implements ICommandHandler<EvaluatePlan> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanRepository,
  ) {}

  execute({ planId }: EvaluatePlan): Promise<Evaluation> {
    return this.unitOfWork.run([planId], async (tx) => {
      const plan = evaluated(await this.plans.get(tx, planId));
      const evaluation = await this.plans.evaluate(tx, plan);
      await this.plans.save(tx, plan);
      await this.plans.keepEvaluation(tx, planId, evaluation);
      tx.tell([factOf(PlanEvaluated, planId, { planId, territoryId: plan.territoryId, ...evaluation })]);
      return evaluation;
    });
  }
}
