import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { type Report, visitKeyOf } from '../domain/visit';
import { ConflictRepository } from '../storage/conflict.repository';
import { pauseOf, subjectOf } from '../storage/conflict.rows';
import { visitsByKey } from '../storage/visit.rows';

/**
 * The same visit was told under two SIRETs (BR-05): a typed error or a site that moved, its partner knows. It stays with
 * the first, and meanwhile its cool-down keeps everybody away from both.
 */
export class ProtectBothSites {
  constructor(
    /** Reports of visits that were first told of another establishment. */
    readonly reports: readonly Report[],
  ) {}
}

@CommandHandler(ProtectBothSites)
export class ProtectBothSitesHandler implements ICommandHandler<ProtectBothSites> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conflicts: ConflictRepository,
  ) {}

  execute({ reports }: ProtectBothSites): Promise<void> {
    const held = reports.filter((report) => report.status === 'HELD' && !report.backfill);
    return this.unitOfWork.run([], async (tx) => {
      if (held.length === 0) return;
      const keyOf = (report: Report) => visitKeyOf(report.partnerId, report.visitId);
      const visits = await visitsByKey(tx, held.map(keyOf));
      const doubts = held.flatMap((report) => {
        const visit = visits.get(keyOf(report));
        if (visit?.status !== 'HELD') return [];
        const { employerId, partnerId, unitId, coolDownUntil } = visit;
        const subject = subjectOf([keyOf(report), report.siret]);
        const kind = 'DIVERGING_SIRET' as const;
        return [
          {
            kind,
            employerId,
            subject,
            sides: [{ partnerId, unitId }],
            other: report.employerId,
            coolDownUntil,
          },
        ];
      });
      const opened = await this.conflicts.openConflicts(tx, doubts);
      for (const doubt of doubts)
        if (opened.has(pauseOf(doubt)) && doubt.coolDownUntil && doubt.coolDownUntil > tx.now)
          await this.conflicts.pause(tx, doubt.other, pauseOf(doubt), doubt.coolDownUntil);
    });
  }
}
