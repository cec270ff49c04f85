import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { allLeadsEnded } from '../domain/permission';
import { LineageRepository, type Move } from '../storage/lineage.repository';
import { PermissionRepository } from '../storage/permission.repository';
import { PlanEventRepository } from '../storage/plan-event.repository';
import { HandRecontacts } from './hand-recontacts';

/**
 * Employers stand elsewhere from now on (BR-07). In the territory nothing is to do: lead, cool-down, oppositions and
 * contacts belong to the lineage and follow it. Out of it the lead ends; all the rest follows all the same. A territory
 * that is drawn anew moves nobody: open plans keep their grid (BR-116).
 */
export class EndMovedOut {
  constructor(readonly moves: readonly Move[]) {}
}

@CommandHandler(EndMovedOut)
export class EndMovedOutHandler implements ICommandHandler<EndMovedOut> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lineages: LineageRepository,
    private readonly permissions: PermissionRepository,
    private readonly planEvents: PlanEventRepository,
    private readonly commands: CommandBus,
  ) {}

  execute({ moves }: EndMovedOut): Promise<void> {
    const territoryOf = new Map(moves.map((move) => [move.employerId, move.territoryId]));
    return this.unitOfWork.run([...territoryOf.keys()], async (tx) => {
      const gone = await this.lineages.movedOut(
        tx,
        [...territoryOf].map(([employerId, territoryId]) => ({ employerId, territoryId })),
      );
      if (gone.length === 0) return;
      await this.permissions.changeMany(gone, (permission, now) =>
        allLeadsEnded(
          permission,
          'MOVED_OUT',
          now,
          (lead) => lead.territoryId !== territoryOf.get(permission.employerId),
        ),
      );
      for (const employerId of gone) await this.commands.execute(new HandRecontacts(employerId, null));
      this.planEvents.note(
        tx,
        gone.map((employerId) => ({
          event: { type: 'AWAY', employerId, reason: 'CLOSED', until: null },
          cause: `${employerId} moved out ${tx.now.toISOString()}`,
          planId: null,
        })),
      );
    });
  }
}
