import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import type { Lead } from '../domain/lead';
import { coolDownUntil } from '../domain/openness';
import { assignedTo } from '../domain/recontact';
import { PermissionRepository } from '../storage/permission.repository';
import { RecontactRepository } from '../storage/recontact.repository';

/** A BMO recontact follows the lead; it waits when there is none (BR-55). */
export class HandRecontacts {
  constructor(
    readonly employerId: string,
    readonly lead: Lead | null,
  ) {}
}

@CommandHandler(HandRecontacts)
export class HandRecontactsHandler implements ICommandHandler<HandRecontacts> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permissions: PermissionRepository,
    private readonly recontacts: RecontactRepository,
  ) {}

  execute({ employerId, lead }: HandRecontacts): Promise<void> {
    return this.unitOfWork.run([employerId], async (tx) => {
      for (const one of await this.recontacts.of(tx, [employerId])) {
        if (!lead) {
          await this.recontacts.save(tx, { ...one, state: 'WAITING', partnerId: null, unitId: null }, tx.now);
          continue;
        }
        const [permission] = await this.permissions.load(tx, [employerId]);
        const { territory } = permission!;
        const coolDown = coolDownUntil({ ...permission!, optOuts: [] }, lead.partnerId, territory, tx.now);
        const { partnerId, unitId } = lead;
        const next = assignedTo(one, { partnerId, unitId }, coolDown, territory.zone, tx.now);
        await this.recontacts.save(tx, next.recontact);
        tx.tell(next.facts);
      }
    });
  }
}
