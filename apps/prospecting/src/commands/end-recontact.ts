import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { allLeadsEnded } from '../domain/permission';
import { PermissionRepository } from '../storage/permission.repository';
import { RecontactRepository } from '../storage/recontact.repository';

/**
 * A recontact has its outcome, or the respondent withdrew: it is erased here at once (BR-53), and a lead
 * that stood for it alone ends.
 */
export class EndRecontact {
  constructor(
    readonly recontactId: string,
    readonly employerId: string,
  ) {}
}

@CommandHandler(EndRecontact)
export class EndRecontactHandler implements ICommandHandler<EndRecontact> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recontacts: RecontactRepository,
    private readonly permissions: PermissionRepository,
  ) {}

  execute({ recontactId, employerId }: EndRecontact): Promise<void> {
    return this.unitOfWork.run([employerId], async (tx) => {
      await this.recontacts.forget(tx, [recontactId]);
      if ((await this.recontacts.of(tx, [employerId])).length > 0) return;
      await this.permissions.change(employerId, (permission, now) =>
        allLeadsEnded(permission, 'RECONTACT_OVER', now, (lead) => lead.origin === 'RECONTACT'),
      );
    });
  }
}
