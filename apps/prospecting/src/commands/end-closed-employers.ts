import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { allLeadsEnded } from '../domain/permission';
import { PermissionRepository } from '../storage/permission.repository';

/** Establishments closed: nobody leads them any more (BR-09). Oppositions stay. */
export class EndClosedEmployers {
  constructor(readonly employerIds: readonly string[]) {}
}

@CommandHandler(EndClosedEmployers)
export class EndClosedEmployersHandler implements ICommandHandler<EndClosedEmployers> {
  constructor(private readonly permissions: PermissionRepository) {}

  async execute({ employerIds }: EndClosedEmployers): Promise<void> {
    await this.permissions.changeMany([...new Set(employerIds)], (permission, now) =>
      allLeadsEnded(permission, 'EMPLOYER_CLOSED', now),
    );
  }
}
