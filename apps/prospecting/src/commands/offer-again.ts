import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { PermissionRepository } from '../storage/permission.repository';
import { OfferToNext } from './offer-to-next';

/** What kept a prospect from the next partner was denied: it goes there now, for the time that is left (BR-33). */
export class OfferAgain {
  constructor(
    readonly employerId: string,
    /** The lead that was given back. */
    readonly leadId: string,
  ) {}
}

@CommandHandler(OfferAgain)
export class OfferAgainHandler implements ICommandHandler<OfferAgain> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permissions: PermissionRepository,
    private readonly commands: CommandBus,
  ) {}

  execute({ employerId, leadId }: OfferAgain): Promise<void> {
    return this.unitOfWork.run([employerId], async (tx) => {
      const [permission] = await this.permissions.load(tx, [employerId]);
      const ended = permission!.leads.find((lead) => lead.leadId === leadId);
      if (ended?.endedAt) await this.commands.execute(new OfferToNext(employerId, ended));
    });
  }
}
