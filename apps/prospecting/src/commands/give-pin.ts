import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { localDateOf, PARIS } from '#domain/local-date';
import { checkEnd, checkPair, type Pin } from '../domain/pin';
import { mustBeDraft, type Plan, replanned } from '../domain/plan';
import { Drafting } from '../planning/drafting';
import { FrozenPlanRepository } from '../storage/frozen-plan.repository';
import { PinRepository } from '../storage/pin.repository';
import { PlanRepository } from '../storage/plan.repository';

/** The committee's word on one pair of a draft, which is planned again with it (BR-40). */
export class GivePin {
  constructor(
    readonly pin: Pin,
    readonly by: string,
  ) {}
}

@CommandHandler(GivePin)
export class GivePinHandler implements ICommandHandler<GivePin> {
  constructor(
    private readonly plans: PlanRepository,
    private readonly frozen: FrozenPlanRepository,
    private readonly pins: PinRepository,
    private readonly drafting: Drafting,
  ) {}

  execute({ pin, by }: GivePin): Promise<Plan> {
    return this.plans.change(pin.planId, async (plan, tx) => {
      mustBeDraft(plan);
      checkEnd(pin.until, localDateOf(tx.now, PARIS));
      checkPair((await this.frozen.inputsOf(tx, pin.planId)).inputs, pin);
      await this.pins.give(tx, pin, by);
      return replanned(plan, await this.drafting.recompute(tx, plan));
    });
  }
}
