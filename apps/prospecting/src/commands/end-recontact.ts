import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { RecontactRepository } from '../storage/recontact.repository';

/** A recontact has its outcome, or the respondent withdrew: it is erased here at once (BR-53). */
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
  ) {}

  execute({ recontactId, employerId }: EndRecontact): Promise<void> {
    return this.unitOfWork.run([employerId], (tx) => this.recontacts.forget(tx, [recontactId]));
  }
}
