import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { allLeadsEnded } from '../domain/permission';
import { ConflictRepository } from '../storage/conflict.repository';
import { PermissionRepository } from '../storage/permission.repository';
import { PlanEventRepository } from '../storage/plan-event.repository';

/** Establishments closed: nobody leads them any more (BR-09). Oppositions stay. */
export class EndClosedEmployers {
  constructor(readonly employerIds: readonly string[]) {}
}

@CommandHandler(EndClosedEmployers)
export class EndClosedEmployersHandler implements ICommandHandler<EndClosedEmployers> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permissions: PermissionRepository,
    private readonly planEvents: PlanEventRepository,
    private readonly conflicts: ConflictRepository,
  ) {}

  async execute({ employerIds }: EndClosedEmployers): Promise<void> {
    const closed = [...new Set(employerIds)];
    await this.unitOfWork.run(closed, async (tx) => {
      await this.permissions.changeMany(closed, (permission, now) =>
        allLeadsEnded(permission, 'EMPLOYER_CLOSED', now),
      );
      await this.conflicts.withdrawClosures(tx, closed);
      this.planEvents.note(
        tx,
        closed.map((employerId) => ({
          event: { type: 'AWAY', employerId, reason: 'CLOSED', until: null },
          cause: `${employerId} closed ${tx.now.toISOString()}`,
          planId: null,
        })),
      );
    });
  }
}
