import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Forbidden } from '#domain/refused';
import { UnitOfWork } from '#messaging/unit-of-work';
import { type Asker, sightOf } from '../domain/caller';
import { type Conflict, type ConflictOutcome, settled } from '../domain/conflict';
import { ConflictRepository } from '../storage/conflict.repository';
import { CarryOutConflict } from './carry-out-conflict';

/** The coordination of the territory decides a question, with its reason. */
export class SettleConflict {
  constructor(
    readonly conflictId: string,
    readonly outcome: ConflictOutcome,
    readonly partnerId: string | null,
    readonly reason: string,
    readonly asker: Asker,
    readonly by: string,
  ) {}
}

@CommandHandler(SettleConflict)
export class SettleConflictHandler implements ICommandHandler<SettleConflict> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conflicts: ConflictRepository,
    private readonly commands: CommandBus,
  ) {}

  async execute({ conflictId, outcome, partnerId, reason, asker, by }: SettleConflict): Promise<Conflict> {
    if (sightOf(asker).of !== 'territory')
      throw new Forbidden(
        'not-the-coordination',
        'Seule la coordination du territoire tranche une question.',
      );
    const employerId = await this.conflicts.employerOf(conflictId);
    return this.unitOfWork.run([employerId], async (tx) => {
      const conflict = await this.conflicts.concerning(tx, conflictId, asker);
      const after = settled(conflict, outcome, partnerId, tx.now);
      await this.conflicts.settle(tx, after, by, reason);
      await this.commands.execute(new CarryOutConflict(after, by, null));
      return after;
    });
  }
}
