import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { localDateOf, PARIS } from '#domain/local-date';
import { UnitOfWork } from '#messaging/unit-of-work';
import { turned } from '../domain/plan';
import { PlanRepository } from '../storage/plan.repository';
import { ClosePlan } from './close-plan';

/** A plan's first or last day has come. */
export class TurnPlan {
  constructor(readonly planId: string) {}
}

@CommandHandler(TurnPlan)
export class TurnPlanHandler implements ICommandHandler<TurnPlan> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanRepository,
    private readonly commands: CommandBus,
  ) {}

  async execute({ planId }: TurnPlan): Promise<void> {
    const over = await this.unitOfWork.run([planId], async (tx) => {
      const plan = await this.plans.get(tx, planId);
      const next = turned(plan, localDateOf(tx.now, PARIS));
      if (next.state === 'CLOSED') return next !== plan;
      if (next !== plan) await this.plans.save(tx, next);
      return false;
    });
    // Its leads are locked with it: a unit of work of its own.
    if (over) await this.commands.execute(new ClosePlan(planId));
  }
}
