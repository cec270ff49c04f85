import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import type { LocalDate } from '#domain/local-date';
import { Forbidden, Invalid } from '#domain/refused';
import { UnitOfWork } from '#messaging/unit-of-work';
import { type Asker, sightOf } from '../domain/caller';
import { type Conflict, type ConflictOutcome, settled } from '../domain/conflict';
import { ConflictRepository } from '../storage/conflict.repository';
import { Arbitrate } from './arbitrate';
import { CarryOutConflict } from './carry-out-conflict';

/** What the coordination decides of a question. */
export interface Settlement {
  readonly outcome: ConflictOutcome;
  /** With LEAD_TO: to whom, until which day included (BR-40). */
  readonly partnerId: string | null;
  readonly until: LocalDate | null;
  readonly reason: string;
}

/** The coordination of the territory decides a question, with its reason. */
export class SettleConflict {
  constructor(
    readonly conflictId: string,
    readonly settlement: Settlement,
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

  async execute({ conflictId, settlement, asker, by }: SettleConflict): Promise<Conflict> {
    if (sightOf(asker).of !== 'territory')
      throw new Forbidden(
        'not-the-coordination',
        'Seule la coordination du territoire tranche une question.',
      );
    const employerId = await this.conflicts.employerOf(conflictId);
    return this.unitOfWork.run([employerId], async (tx) => {
      const conflict = await this.conflicts.concerning(tx, conflictId, asker);
      const after = settled(conflict, settlement.outcome, settlement.partnerId, tx.now);
      await this.conflicts.settle(tx, after, by, settlement.reason);
      if (settlement.partnerId) await this.give(after, settlement, settlement.partnerId, asker, by);
      await this.commands.execute(new CarryOutConflict(after, by, null));
      return after;
    });
  }

  /** BR-40: a lead that a settlement gives is an arbitration, with its reason and its last day. */
  private async give(
    { employerId }: Conflict,
    { reason, until }: Settlement,
    partnerId: string,
    { territoryId }: Asker,
    who: string,
  ): Promise<void> {
    if (!until) {
      const detail = 'Dites jusqu’à quel jour ce partenaire est chef de file, dans six mois au plus.';
      throw new Invalid('until-needed', detail, [{ pointer: '/until', code: 'required', detail }]);
    }
    await this.commands.execute(
      new Arbitrate(uuidv7(), uuidv7(), uuidv7(), { employerId }, partnerId, null, reason, until, {
        territoryId,
        who,
      }),
    );
  }
}
