import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Invalid, NotFound } from '#domain/refused';
import { UnitOfWork } from '#messaging/unit-of-work';
import { PresenceRepository } from '../storage/presence.repository';

/** A manager names who stands in for an agent whenever it is away, or nobody any more (BR-36). */
export class NameBackup {
  constructor(
    readonly partnerId: string,
    readonly agentId: string,
    readonly backupAgentId: string | null,
    readonly by: string,
  ) {}
}

@CommandHandler(NameBackup)
export class NameBackupHandler implements ICommandHandler<NameBackup> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly presences: PresenceRepository,
  ) {}

  execute({ partnerId, agentId, backupAgentId, by }: NameBackup): Promise<void> {
    return this.unitOfWork.run([], async (tx) => {
      const agents = await this.presences.ofAgents(tx, [agentId, ...(backupAgentId ? [backupAgentId] : [])]);
      if (agents.get(agentId)?.partnerId !== partnerId)
        throw new NotFound('agent-unknown', 'Cette personne n’est pas un agent de votre structure.');
      if (backupAgentId === null) return this.presences.endBackup(tx, agentId);
      const backup = agents.get(backupAgentId);
      if (backupAgentId === agentId || !backup?.active || backup.partnerId !== partnerId) {
        const detail = 'Le suppléant doit être un autre agent en activité de votre structure.';
        throw new Invalid('backup-unknown', detail, [
          { pointer: '/agentId', code: 'backup-unknown', detail },
        ]);
      }
      await this.presences.keepBackup(tx, { agentId, partnerId, backupAgentId, by });
    });
  }
}
