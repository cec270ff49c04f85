import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { type Asker, partnerOf } from '../domain/caller';
import { answered, type Conflict, type ConflictOutcome } from '../domain/conflict';
import { ConflictRepository } from '../storage/conflict.repository';
import { unknownConflict } from '../storage/conflict.rows';
import { CarryOutConflict } from './carry-out-conflict';

/** A partner says what it knows of a question that concerns it (BR-46). */
export class AnswerConflict {
  constructor(
    readonly conflictId: string,
    readonly answer: ConflictOutcome,
    readonly asker: Asker,
    readonly by: string,
  ) {}
}

@CommandHandler(AnswerConflict)
export class AnswerConflictHandler implements ICommandHandler<AnswerConflict> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conflicts: ConflictRepository,
    private readonly commands: CommandBus,
  ) {}

  async execute({ conflictId, answer, asker, by }: AnswerConflict): Promise<Conflict> {
    const partnerId = partnerOf(asker);
    const employerId = await this.conflicts.employerOf(conflictId);
    return this.unitOfWork.run([employerId], async (tx) => {
      const conflict = await this.conflicts.concerning(tx, conflictId, asker);
      if (!conflict.partnerIds.includes(partnerId)) throw unknownConflict();
      const after = answered(conflict, partnerId, answer, tx.now);
      await this.conflicts.keepAnswer(tx, after, partnerId, by);
      if (after.state === 'OPEN') return after;
      await this.conflicts.settle(tx, after, by, null);
      await this.commands.execute(new CarryOutConflict(after, by, partnerId));
      return after;
    });
  }
}
