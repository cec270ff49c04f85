import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { NotFound } from '#domain/refused';
import { type Assignment, assign } from '../domain/recontact';
import { RecontactsRepository } from '../storage/recontacts.repository';

/** Prospecting said who recontacts a respondent (BR-55). */
export class AssignRecontact {
  constructor(
    readonly recontactId: string,
    readonly assignment: Assignment,
  ) {}
}

@CommandHandler(AssignRecontact)
export class AssignRecontactHandler implements ICommandHandler<AssignRecontact> {
  constructor(private readonly recontacts: RecontactsRepository) {}

  /** One that was withdrawn or purged meanwhile is left forgotten: a recorded refusal. */
  async execute({ recontactId, assignment }: AssignRecontact): Promise<void> {
    if (!(await this.recontacts.find(recontactId)))
      throw new NotFound('recontact-forgotten', 'Ce recontact a été retiré ou purgé entre-temps.');
    await this.recontacts.change(recontactId, (recontact) => assign(recontact, assignment));
  }
}
