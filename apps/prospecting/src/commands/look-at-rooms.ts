import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { PARIS } from '#domain/local-date';
import { UnitOfWork } from '#messaging/unit-of-work';
import { PlanRepository } from '../storage/plan.repository';
import { PlanEventRepository } from '../storage/plan-event.repository';
import { PlanRoomRepository } from '../storage/plan-room.repository';
import { TerritoryRepository } from '../storage/territory.repository';

/** Agents came, went or are away: the units of a running plan have more visits for it, or fewer (BR-26, BR-35, BR-36). */
export class LookAtRooms {
  constructor(readonly planId: string) {}
}

@CommandHandler(LookAtRooms)
export class LookAtRoomsHandler implements ICommandHandler<LookAtRooms> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanRepository,
    private readonly rooms: PlanRoomRepository,
    private readonly planEvents: PlanEventRepository,
    private readonly territories: TerritoryRepository,
  ) {}

  execute({ planId }: LookAtRooms): Promise<void> {
    return this.unitOfWork.run([planId], async (tx) => {
      const plan = await this.plans.get(tx, planId);
      const zone = (await this.territories.byId([plan.territoryId])).get(plan.territoryId)?.zone ?? PARIS;
      this.planEvents.note(tx, await this.rooms.lookAgain(tx, plan, zone, uuidv7()));
    });
  }
}
