import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { factOf } from '#contracts/contract';
import { PlanClosed } from '#contracts/prospecting';
import { localDateOf, PARIS } from '#domain/local-date';
import { UnitOfWork } from '#messaging/unit-of-work';
import { allLeadsEnded } from '../domain/permission';
import { closed, type Plan } from '../domain/plan';
import { PermissionRepository } from '../storage/permission.repository';
import { PlanRepository } from '../storage/plan.repository';
import { PlanRoomRepository } from '../storage/plan-room.repository';
import { TerritoryRepository } from '../storage/territory.repository';

/** The plan's period is over, or the body ends it: its leads return to the pool, evidence stays (BR-42). */
export class ClosePlan {
  constructor(readonly planId: string) {}
}

@CommandHandler(ClosePlan)
export class ClosePlanHandler implements ICommandHandler<ClosePlan> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanRepository,
    private readonly permissions: PermissionRepository,
    private readonly territories: TerritoryRepository,
    private readonly rooms: PlanRoomRepository,
  ) {}

  async execute({ planId }: ClosePlan): Promise<Plan> {
    const employerIds = await this.unitOfWork.run([], (tx) => this.plans.employersLed(tx, planId));
    return this.unitOfWork.run([planId, ...employerIds], async (tx) => {
      const plan = await this.plans.get(tx, planId);
      const territory = (await this.territories.byId([plan.territoryId])).get(plan.territoryId);
      const next = closed(plan, localDateOf(tx.now, territory?.zone ?? PARIS));
      await this.plans.save(tx, next);
      await this.rooms.close(tx, planId);
      tx.tell([
        factOf(PlanClosed, planId, { planId, territoryId: plan.territoryId, closedOn: next.closedOn! }),
      ]);
      await this.permissions.changeMany(employerIds, (permission, now) =>
        allLeadsEnded(permission, 'PLAN_CLOSED', now, (lead) => lead.planId === planId),
      );
      return next;
    });
  }
}
