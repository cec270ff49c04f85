import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { NotFound } from '#domain/refused';
import { UnitOfWork } from '#messaging/unit-of-work';
import type { Asker } from '../domain/caller';
import { liftedFact } from '../domain/opt-out';
import { OptOutRepository } from '../storage/opt-out.repository';
import { PlanEventRepository } from '../storage/plan-event.repository';

/** The employer itself asks for the end of its opposition, with proof (BR-111). */
export class LiftOptOut {
  constructor(
    readonly optOutId: string,
    readonly proof: string,
    readonly asker: Asker,
  ) {}
}

@CommandHandler(LiftOptOut)
export class LiftOptOutHandler implements ICommandHandler<LiftOptOut> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly optOuts: OptOutRepository,
    private readonly planEvents: PlanEventRepository,
  ) {}

  async execute({ optOutId, proof, asker }: LiftOptOut): Promise<void> {
    const found = await this.unitOfWork.run([], (tx) => this.optOuts.byId(tx, optOutId));
    const mayLift = asker.roles.includes('COORDINATOR') || found?.recordedByPartner === asker.partnerId;
    if (!found || !mayLift) throw new NotFound('opt-out-unknown', 'Cette opposition n’existe pas.');
    await this.unitOfWork.run(found.employerId ? [found.employerId] : [], async (tx) => {
      const current = await this.optOuts.byId(tx, optOutId);
      if (!current || current.liftedAt) return;
      await this.optOuts.lift(tx, optOutId, proof);
      if (!current.employerId) return;
      tx.tell([liftedFact(optOutId, current.employerId, tx.now)]);
      this.planEvents.note(tx, [
        {
          event: { type: 'BACK', employerId: current.employerId },
          cause: `${optOutId} lifted`,
          planId: null,
        },
      ]);
    });
  }
}
