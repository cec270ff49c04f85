import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { NotFound } from '#domain/refused';
import { type Asker, mayRead } from '../domain/reach';
import { RecontactsRepository } from '../storage/recontacts.repository';

/** The respondent takes its consent back: the recontact is cancelled at once and its data erased (BR-53). */
export class WithdrawRecontact {
  constructor(
    readonly recontactId: string,
    readonly asker: Asker,
  ) {}
}

@CommandHandler(WithdrawRecontact)
export class WithdrawRecontactHandler implements ICommandHandler<WithdrawRecontact> {
  constructor(private readonly recontacts: RecontactsRepository) {}

  execute({ recontactId, asker }: WithdrawRecontact): Promise<void> {
    return this.recontacts.withdraw(recontactId, (recontact) => {
      if (!mayRead(recontact, asker))
        throw new NotFound('recontact-unknown', 'Ce recontact n’existe pas, ou n’est pas le vôtre.');
    });
  }
}
