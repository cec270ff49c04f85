import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import type { Permission } from '../domain/permission';
import { isStillAsked, isStillHeld, questionsOn } from '../domain/visit-questions';
import { ConflictRepository } from '../storage/conflict.repository';
import { keysOf, subjectOf } from '../storage/conflict.rows';

/** Visits were just told: asks what only their partners know, and drops the questions that a correction answers (BR-46). */
export class AskAboutVisits {
  constructor(
    readonly permissions: readonly Permission[],
    /** Keys of the visits told, whether or not they were merged into others. */
    readonly told: ReadonlySet<string>,
    /** Employers of which a visit known before was told again. */
    readonly corrected: readonly string[],
  ) {}
}

@CommandHandler(AskAboutVisits)
export class AskAboutVisitsHandler implements ICommandHandler<AskAboutVisits> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conflicts: ConflictRepository,
  ) {}

  execute({ permissions, told, corrected }: AskAboutVisits): Promise<void> {
    return this.unitOfWork.run([], async (tx) => {
      const questions = permissions.flatMap(({ employerId, visits, territory }) =>
        questionsOn(visits, told, territory.zone).map(({ kind, keys, visits: pair }) => ({
          kind,
          employerId,
          subject: subjectOf(keys),
          sides: pair.map(({ partnerId, unitId }) => ({ partnerId, unitId })),
        })),
      );
      await this.conflicts.openConflicts(tx, questions);
      if (corrected.length === 0) return;
      const byEmployer = new Map(permissions.map((one) => [one.employerId, one]));
      const open = await this.conflicts.openAboutVisits(tx, corrected);
      const moot = open.filter((conflict) => {
        const { visits, territory } = byEmployer.get(conflict.employerId)!;
        if (conflict.kind === 'DIVERGING_SIRET') return !isStillHeld(visits, keysOf(conflict)[0]!);
        return !isStillAsked(visits, keysOf(conflict), territory.zone);
      });
      await this.conflicts.withdraw(tx, moot);
      for (const conflict of moot) await this.conflicts.endPauses(tx, conflict);
    });
  }
}
