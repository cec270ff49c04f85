import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { type ScenarioComment, ScenarioRepository } from '../storage/scenario.repository';

/** A member of the committee writes under a scenario; the words stay in this service (BR-114). */
export class CommentScenario {
  constructor(
    readonly planId: string,
    readonly comment: Omit<ScenarioComment, 'writtenAt'>,
    readonly by: string,
  ) {}
}

@CommandHandler(CommentScenario)
export class CommentScenarioHandler implements ICommandHandler<CommentScenario> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly scenarios: ScenarioRepository,
  ) {}

  execute({ planId, comment, by }: CommentScenario): Promise<void> {
    return this.unitOfWork.run([], async (tx) => {
      await this.scenarios.get(tx, planId, comment.scenarioId);
      await this.scenarios.comment(tx, { ...comment, writtenAt: tx.now }, by);
    });
  }
}
