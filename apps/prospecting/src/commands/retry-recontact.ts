import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { RecontactRepository } from '../storage/recontact.repository';
import { AssignRecontact } from './assign-recontact';

/** A recontact that found nobody is looked at anew. */
export class RetryRecontact {
  constructor(readonly recontactId: string) {}
}

@CommandHandler(RetryRecontact)
export class RetryRecontactHandler implements ICommandHandler<RetryRecontact> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recontacts: RecontactRepository,
    private readonly commands: CommandBus,
  ) {}

  async execute({ recontactId }: RetryRecontact): Promise<void> {
    const recontact = await this.unitOfWork.run([], (tx) => this.recontacts.get(tx, recontactId));
    if (recontact?.state === 'WAITING') await this.commands.execute(new AssignRecontact(recontact));
  }
}
