import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { mustBeDraft, type Plan, replanned } from '../domain/plan';
import { Drafting } from '../planning/drafting';
import { PinRepository } from '../storage/pin.repository';
import { PlanRepository } from '../storage/plan.repository';

/** The committee takes its word back: the draft is planned again without it. */
export class WithdrawPin {
  constructor(
    readonly planId: string,
    readonly pinId: string,
  ) {}
}

@CommandHandler(WithdrawPin)
export class WithdrawPinHandler implements ICommandHandler<WithdrawPin> {
  constructor(
    private readonly plans: PlanRepository,
    private readonly pins: PinRepository,
    private readonly drafting: Drafting,
  ) {}

  execute({ planId, pinId }: WithdrawPin): Promise<Plan> {
    return this.plans.change(planId, async (plan, tx) => {
      mustBeDraft(plan);
      await this.pins.remove(tx, planId, pinId);
      return replanned(plan, await this.drafting.recompute(tx, plan));
    });
  }
}
