import type { Transaction } from '#messaging/unit-of-work';
import type { CallerIdentity } from '../identity';
import type { BeginImportRequest } from './begin-import.request';
import type { RawRecord } from './delimited-records';
import type { AppliedCounts, ImportJob } from './import-job';
import type { ReadLine } from './line-fault';
import type { SpooledFile } from './spooled-file';

export type LineReader<Row> = (cells: readonly string[]) => ReadLine<Row>;

/** One kind of file that a service imports. All the rest (jobs, resuming, counting, answering) is the same for all. */
export interface Importer<Row = unknown> {
  /** The `kind` of POST /v1/imports. */
  readonly kind: string;

  /** Whose file it is: a partner's id, or null for a file of everybody. Throws Forbidden when the caller may not. */
  admit(caller: CallerIdentity, request: BeginImportRequest): Promise<string | null>;

  /** The records, header first, when the file is no delimited text. */
  records?(file: SpooledFile): AsyncIterable<RawRecord[]>;

  /** Reads the header: throws Invalid for the whole file when it is another one, or gives the reader of its lines. */
  layout(header: readonly string[], job: ImportJob): LineReader<Row> | Promise<LineReader<Row>>;

  /**
   * Reads the whole file once before anything is applied: what a row means may depend on all of them, or the file may
   * be refused. Gives the job as it is to be applied.
   */
  survey?(rows: AsyncIterable<readonly Row[]>, job: ImportJob): Promise<ImportJob>;

  /** Applies one batch inside the unit of work that also keeps the checkpoint. Applying a row again changes nothing. */
  apply(tx: Transaction, rows: readonly Row[], job: ImportJob): Promise<AppliedCounts>;
}

/** Injection token of the importers of a service: a list. */
export const IMPORTERS = Symbol('the importers of this service');
