import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { awayUntil } from '../domain/plan-event';
import { PermissionRepository } from '../storage/permission.repository';
import { PlanEventRepository } from '../storage/plan-event.repository';

/** A cool-down of a prospect of a running plan is over: its engine may count on it again, or is told until when not. */
export class ReturnProspect {
  constructor(
    readonly planId: string,
    readonly position: number,
    readonly employerId: string,
  ) {}
}

@CommandHandler(ReturnProspect)
export class ReturnProspectHandler implements ICommandHandler<ReturnProspect> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permissions: PermissionRepository,
    private readonly planEvents: PlanEventRepository,
  ) {}

  execute({ planId, position, employerId }: ReturnProspect): Promise<void> {
    return this.unitOfWork.run([employerId], async (tx) => {
      const [permission] = await this.permissions.load(tx, [employerId]);
      const until = awayUntil(permission!, tx.now);
      this.planEvents.note(tx, [
        {
          event: until
            ? { type: 'AWAY', employerId, reason: 'COOL_DOWN', until: until.toISOString() }
            : { type: 'BACK', employerId },
          cause: `returns ${position} ${employerId}`,
          planId,
        },
      ]);
    });
  }
}
