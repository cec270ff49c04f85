import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Plan, submitted } from '../domain/plan';
import { PlanRepository } from '../storage/plan.repository';

/** The draft goes before the steering body; its lines no longer move. */
export class SubmitPlan {
  constructor(readonly planId: string) {}
}

@CommandHandler(SubmitPlan)
export class SubmitPlanHandler implements ICommandHandler<SubmitPlan> {
  constructor(private readonly plans: PlanRepository) {}

  execute({ planId }: SubmitPlan): Promise<Plan> {
    return this.plans.change(planId, submitted);
  }
}
