import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IntentionsRepository } from '../storage/intentions.repository';

/** The day of a communicable answer has come: prospecting is told (BR-56). */
export class TellRecontactDue {
  constructor(readonly intentionId: string) {}
}

@CommandHandler(TellRecontactDue)
export class TellRecontactDueHandler implements ICommandHandler<TellRecontactDue> {
  constructor(private readonly intentions: IntentionsRepository) {}

  execute({ intentionId }: TellRecontactDue): Promise<void> {
    return this.intentions.tellDue(intentionId);
  }
}
