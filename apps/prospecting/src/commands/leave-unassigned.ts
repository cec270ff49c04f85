import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { factOf } from '#contracts/contract';
import { ProspectUnassigned } from '#contracts/prospecting';
import type { UnassignedReason } from '#contracts/vocabulary';
import { UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import { leadAt } from '../domain/lead';
import { closedTo } from '../domain/openness';
import { OptOutRepository } from '../storage/opt-out.repository';
import { PermissionRepository } from '../storage/permission.repository';
import { PlanRepository } from '../storage/plan.repository';
import { PlanEventRepository } from '../storage/plan-event.repository';
import { TerritoryRepository } from '../storage/territory.repository';

/** The engine of a running plan finds nobody for a prospect that was let go: coordinators see it, with the reason (BR-27). */
export class LeaveUnassigned {
  constructor(
    readonly planId: string,
    readonly position: number,
    readonly employerId: string,
  ) {}
}

@CommandHandler(LeaveUnassigned)
export class LeaveUnassignedHandler implements ICommandHandler<LeaveUnassigned> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanRepository,
    private readonly territories: TerritoryRepository,
    private readonly employers: EmployerRefs,
    private readonly permissions: PermissionRepository,
    private readonly optOuts: OptOutRepository,
    private readonly planEvents: PlanEventRepository,
  ) {}

  execute({ planId, position, employerId }: LeaveUnassigned): Promise<void> {
    return this.unitOfWork.run([employerId], async (tx) => {
      const plan = await this.plans.get(tx, planId);
      const employer = (await this.employers.byId([employerId])).get(employerId);
      const territory = (await this.territories.byId([plan.territoryId])).get(plan.territoryId);
      const [permission] = await this.permissions.load(tx, [employerId]);
      if (!employer?.active || !territory || leadAt(permission!.leads, tx.now)) return;
      const optOuts = (await this.optOuts.of(tx, [employer])).get(employerId) ?? [];
      const partnerIds = await this.territories.partnersIn(plan.territoryId);
      const closed = closedTo({ ...permission!, optOuts }, partnerIds, territory, tx.now);
      const reason = reasonOf(closed, partnerIds);
      this.planEvents.note(tx, [
        { event: { type: 'LEFT', employerId, reason }, cause: `left ${position} ${employerId}`, planId },
      ]);
      tx.tell([
        factOf(ProspectUnassigned, employerId, { employerId, territoryId: plan.territoryId, planId, reason }),
      ]);
    });
  }
}

/** Closed to all, and why; else the visits that are left are worth more elsewhere. */
function reasonOf(closed: ReturnType<typeof closedTo>, partnerIds: readonly string[]): UnassignedReason {
  const everybody = closed.find((one) => one.partnerId === null);
  if (everybody) return everybody.reason;
  const all = partnerIds.every((partnerId) => closed.some((one) => one.partnerId === partnerId));
  if (!all) return 'CAPACITY_EXHAUSTED';
  return closed.some((one) => one.reason === 'DECLINED_BY_ALL') ? 'DECLINED_BY_ALL' : closed[0]!.reason;
}
