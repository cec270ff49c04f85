import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { UnitOfWork } from '#messaging/unit-of-work';
import { counted, type ImportJob, NOTHING_COUNTED, type RefusedLine } from './import-job';
import { ImportJobs } from './import-jobs.repository';
import { IMPORTERS, type Importer } from './importer';

/** Finds or makes the job of a file. */
export class BeginImport {
  constructor(readonly job: Omit<ImportJob, 'id'>) {}
}

@CommandHandler(BeginImport)
export class BeginImportHandler implements ICommandHandler<BeginImport> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: ImportJobs,
  ) {}

  execute({ job }: BeginImport): Promise<{ job: ImportJob; created: boolean }> {
    return this.unitOfWork.run([], (tx) => this.jobs.begin(tx, job));
  }
}

/** The content of a job is there: a finished job begins again from its first record. */
export class StartImport {
  constructor(readonly id: string) {}
}

@CommandHandler(StartImport)
export class StartImportHandler implements ICommandHandler<StartImport> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: ImportJobs,
  ) {}

  execute({ id }: StartImport): Promise<ImportJob> {
    return this.unitOfWork.run([], (tx) => this.jobs.start(tx, id, NOTHING_COUNTED));
  }
}

/** Applies the next records of a job: rows, refused lines and checkpoint in one transaction. Gives the job after it. */
export class ApplyImportBatch {
  constructor(
    readonly job: ImportJob,
    readonly rows: readonly unknown[],
    readonly refused: readonly RefusedLine[],
    /** True for the last batch, which may be empty: the job is then done. */
    readonly last: boolean,
  ) {}
}

@CommandHandler(ApplyImportBatch)
export class ApplyImportBatchHandler implements ICommandHandler<ApplyImportBatch> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: ImportJobs,
    @Inject(IMPORTERS) private readonly importers: readonly Importer[],
  ) {}

  execute({ job, rows, refused, last }: ApplyImportBatch): Promise<ImportJob> {
    const importer = this.importers.find((one) => one.kind === job.kind)!;
    return this.unitOfWork.run([], async (tx) => {
      const applied = rows.length > 0 ? await importer.apply(tx, rows, job) : {};
      const counts = counted(job.counts, applied, refused.length);
      const record = job.record + rows.length + refused.length;
      const state = last ? 'DONE' : 'RUNNING';
      await this.jobs.advance(tx, job, { record, counts, state }, refused);
      return { ...job, record, counts, state };
    });
  }
}
