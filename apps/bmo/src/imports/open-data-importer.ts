import { Injectable } from '@nestjs/common';
import { Forbidden } from '#domain/refused';
import type { Transaction } from '#messaging/unit-of-work';
import type { CallerIdentity } from '#service/identity';
import type { AppliedCounts, ImportJob } from '#service/imports/import-job';
import type { Importer } from '#service/imports/importer';
import type { SpooledFile } from '#service/imports/spooled-file';
import { OpenFiguresRepository } from '../storage/open-figures.repository';
import { looksLikeHeader, type OpenFigure, openDataLayout } from './open-data-file';
import { workbookOrText } from './workbook';

/** `bmo`: the survey's open data by family of jobs and bassin, XLSX or CSV, of any year. Everybody's context. */
@Injectable()
export class OpenDataImporter implements Importer<OpenFigure> {
  readonly kind = 'bmo';

  constructor(private readonly figures: OpenFiguresRepository) {}

  /** What everybody reads is deposited by the operator or the coordination, not by one partner. */
  async admit(caller: CallerIdentity): Promise<null> {
    if (
      caller.kind === 'operator' ||
      caller.roles.some((role) => role === 'OPERATOR' || role === 'COORDINATOR')
    )
      return null;
    throw new Forbidden(
      'operator-file',
      'Ce fichier sert à tous : demandez à l’opérateur ou à la coordination de le déposer.',
    );
  }

  records(file: SpooledFile) {
    return workbookOrText(file, looksLikeHeader);
  }

  layout(header: readonly string[], job: ImportJob) {
    return openDataLayout(header, job.asOf ? Number(job.asOf.slice(0, 4)) : null);
  }

  async apply(tx: Transaction, rows: readonly OpenFigure[]): Promise<AppliedCounts> {
    // A file that says a cell twice means its last word; the one before counts as older.
    const last = new Map(rows.map((row) => [keyOf(row), row]));
    const kept = await this.figures.keep(tx, [...last.values()]);
    return { ...kept, same: last.size - kept.new - kept.changed, older: rows.length - last.size };
  }
}

const keyOf = ({ year, basin, fapCode, departement }: OpenFigure): string =>
  [year, basin, fapCode, departement].join(' ');
