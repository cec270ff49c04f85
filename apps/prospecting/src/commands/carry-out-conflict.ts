import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { addDays, localDateOf } from '#domain/local-date';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import type { Conflict } from '../domain/conflict';
import { endOfDay } from '../domain/ladder';
import { midnight } from '../domain/midnight';
import { policyAt } from '../domain/territory';
import { madeTogether, toldTwice } from '../domain/visit-questions';
import { ConflictRepository } from '../storage/conflict.repository';
import { keysOf, pauseOf } from '../storage/conflict.rows';
import { PermissionRepository } from '../storage/permission.repository';
import { OfferAgain } from './offer-again';
import { RecordOptOut } from './record-opt-out';

/** What follows from the outcome of a question, in the transaction that settles it. */
export class CarryOutConflict {
  constructor(
    readonly conflict: Conflict,
    readonly by: string,
    readonly byPartner: string | null,
  ) {}
}

@CommandHandler(CarryOutConflict)
export class CarryOutConflictHandler implements ICommandHandler<CarryOutConflict> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conflicts: ConflictRepository,
    private readonly permissions: PermissionRepository,
    private readonly employers: EmployerRefs,
    private readonly commands: CommandBus,
  ) {}

  execute(carried: CarryOutConflict): Promise<void> {
    const { conflict } = carried;
    return this.unitOfWork.run([conflict.employerId], async (tx) => {
      switch (conflict.outcome) {
        case 'JOINT':
          await this.permissions.change(conflict.employerId, (one) => madeTogether(one, keysOf(conflict)));
          return;
        case 'SAME':
          await this.permissions.change(conflict.employerId, (one) => toldTwice(one, keysOf(conflict)));
          return;
        case 'OPT_OUT':
          return this.oppose(carried);
        case 'NOT_NOW':
          return this.leaveInPeace(tx, conflict);
        case 'NO_OPPOSITION':
        case 'STILL_OPEN':
        case 'NO_DUPLICATE':
          await this.conflicts.pause(tx, conflict.employerId, pauseOf(conflict), tx.now);
          return this.commands.execute(new OfferAgain(conflict.employerId, conflict.subject));
        case 'IS_CLOSED':
        case 'IS_DUPLICATE':
          return this.keepAway(tx, conflict);
        // The cool-down of the visit goes on at the site where it took place, until its partner corrects it (BR-05).
        case 'FIRST_SIRET':
          return this.conflicts.endPauses(tx, conflict);
        default:
          return;
      }
    });
  }

  /** BR-110: said to one partner, it holds for all. */
  private async oppose({ conflict, by, byPartner }: CarryOutConflict): Promise<void> {
    const employer = (await this.employers.byId([conflict.employerId])).get(conflict.employerId);
    if (!employer) return;
    await this.commands.execute(
      new RecordOptOut(
        uuidv7(),
        employer.siret,
        'PROSPECTING',
        null,
        'ESTABLISHMENT',
        'EMPLOYER',
        null,
        by,
        byPartner,
      ),
    );
  }

  /** Confirmed: nobody is sent there until the register, or whoever knows who the employer is, says more (BR-09). */
  private async keepAway(tx: Transaction, conflict: Conflict): Promise<void> {
    const [permission] = await this.permissions.load(tx, [conflict.employerId]);
    const { territory } = permission!;
    const { policy } = policyAt(territory, tx.now);
    const until = endOfDay(tx.now, policy.confirmedAwayDays, territory.zone);
    await this.conflicts.pause(tx, conflict.employerId, pauseOf(conflict), until);
  }

  /** BR-30: « pas maintenant », without a date, from the day on which the employer refused. */
  private async leaveInPeace(tx: Transaction, conflict: Conflict): Promise<void> {
    const [permission] = await this.permissions.load(tx, [conflict.employerId]);
    const { territory } = permission!;
    const { policy } = policyAt(territory, conflict.openedAt);
    const refusedOn = localDateOf(conflict.openedAt, territory.zone);
    const until = midnight(addDays(refusedOn, policy.coolDownNotNowDays), territory.zone);
    await this.conflicts.pause(tx, conflict.employerId, pauseOf(conflict), until);
  }
}
