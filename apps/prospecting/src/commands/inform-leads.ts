import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { noticesOf } from '../domain/lead-notice';
import type { Permission } from '../domain/permission';
import { AssignmentRepository } from '../storage/assignment.repository';

/** Contacts were told on employers that others lead: each lead concerned reads it in its feed, once (BR-37, BR-51). */
export class InformLeads {
  constructor(
    readonly permissions: readonly Permission[],
    readonly told: ReadonlySet<string>,
  ) {}
}

@CommandHandler(InformLeads)
export class InformLeadsHandler implements ICommandHandler<InformLeads> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly assignments: AssignmentRepository,
  ) {}

  execute({ permissions, told }: InformLeads): Promise<void> {
    const notices = permissions.flatMap((permission) => noticesOf(permission, told));
    return this.unitOfWork.run([], (tx) => this.assignments.noteContacts(tx, notices));
  }
}
