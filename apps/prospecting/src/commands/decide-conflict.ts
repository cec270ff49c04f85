import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { decidedByRule } from '../domain/conflict';
import { ConflictRepository } from '../storage/conflict.repository';
import { CarryOutConflict } from './carry-out-conflict';

/** A question stayed without an answer: the rule says what silence means, once, however late (BR-46, BR-121). */
export class DecideConflict {
  constructor(readonly conflictId: string) {}
}

@CommandHandler(DecideConflict)
export class DecideConflictHandler implements ICommandHandler<DecideConflict> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conflicts: ConflictRepository,
    private readonly commands: CommandBus,
  ) {}

  async execute({ conflictId }: DecideConflict): Promise<void> {
    const employerId = await this.conflicts.employerOf(conflictId);
    await this.unitOfWork.run([employerId], async (tx) => {
      const conflict = await this.conflicts.byId(tx, conflictId);
      const after = decidedByRule(conflict, tx.now);
      if (after === conflict) return;
      await this.conflicts.settle(tx, after, 'rule', null);
      await this.commands.execute(new CarryOutConflict(after, 'rule', null));
    });
  }
}
