import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Invalid, Refused } from '#domain/refused';
import { type Context, context, within } from '#messaging/context';
import { delimitedRecords, type RawRecord } from './delimited-records';
import { ApplyImportBatch, StartImport } from './import-commands';
import type { ImportCounts, ImportJob, RefusedLine } from './import-job';
import { IMPORTERS, type Importer } from './importer';
import { lineFault, type ReadLine } from './line-fault';
import { SpooledFile } from './spooled-file';

/** Records applied in one transaction. */
const BATCH = 2_000;
/** Records between two lines of progress. */
const PROGRESS_EVERY = 10_000;

/** A line of the answer to POST /v1/imports/{id}/content. */
export type ImportAnswer =
  | { readonly progress: ImportCounts }
  | { readonly refused: RefusedLine }
  | { readonly done: ImportCounts }
  | { readonly failed: { readonly type: string; readonly detail: string } };

type Line = ReadLine<unknown> & { readonly line: number };

/** Reads the content of a job and applies it in batches. */
@Injectable()
export class ImportRun {
  constructor(
    private readonly commands: CommandBus,
    @Inject(IMPORTERS) private readonly importers: readonly Importer[],
  ) {}

  importerOf(kind: string): Importer {
    const importer = this.importers.find((one) => one.kind === kind);
    if (importer) return importer;
    const kinds = this.importers.map((one) => one.kind).join(', ');
    throw new Invalid('import-kind', `Ce genre d’import n’existe pas ; ceux de ce service : ${kinds}.`, [
      { pointer: '/kind', code: 'not-in-list', detail: `Un de : ${kinds}.` },
    ]);
  }

  /**
   * Receives the content whole, checks it, reads its header and surveys it: until then a bad file is refused (422, 409)
   * and nothing is applied. Then gives the answers, which appear as batches are committed; stopping to read them
   * stops the import after the batch under way, and posting the content again resumes it.
   */
  async receive(job: ImportJob, body: Readable): Promise<AsyncGenerator<ImportAnswer>> {
    const importer = this.importerOf(job.kind);
    const file = await SpooledFile.receive(body, job);
    try {
      const read = await importer.layout(await headerOf(recordsOf(importer, file)), job);
      const lines = () => linesOf(recordsOf(importer, file), read);
      const surveyed = importer.survey ? await importer.survey(rowsOf(lines()), job) : job;
      const started = await this.commands.execute<StartImport, ImportJob>(new StartImport(job.id));
      // The answers are drawn by the socket, outside the request's own context: it is carried there.
      return this.answers({ ...started, asOf: surveyed.asOf }, lines(), file, context());
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  private async *answers(
    job: ImportJob,
    lines: AsyncIterable<readonly Line[]>,
    file: SpooledFile,
    cause: Context,
  ): AsyncGenerator<ImportAnswer> {
    try {
      let current = job;
      let told = current.record;
      for await (const { batch, last } of batchesOf(lines, current.record)) {
        const refused = batch.flatMap((one) => ('fault' in one ? { line: one.line, ...one.fault } : []));
        const rows = batch.flatMap((one) => ('row' in one ? [one.row] : []));
        const command = new ApplyImportBatch(current, rows, refused, last);
        current = await within(cause, () => this.commands.execute<ApplyImportBatch, ImportJob>(command));
        for (const one of refused) yield { refused: one };
        if (current.record - told < PROGRESS_EVERY) continue;
        told = current.record;
        yield { progress: current.counts };
      }
      yield { done: current.counts };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      yield { failed: { type: error.reason, detail: error.sentence } };
    } finally {
      await file.close();
    }
  }
}

function recordsOf(importer: Importer, file: SpooledFile): AsyncIterable<RawRecord[]> {
  if (importer.records) return importer.records(file);
  if (file.form === 'zip')
    throw new Invalid(
      'archive',
      'Le fichier est une archive ZIP ou un classeur : envoyez le fichier CSV qu’il contient, tel quel ou en gzip.',
    );
  return delimitedRecords(file.content());
}

async function headerOf(records: AsyncIterable<RawRecord[]>): Promise<readonly string[]> {
  for await (const [first] of records) {
    if (first && 'cells' in first) return first.cells;
    break;
  }
  throw new Invalid(
    'header-unreadable',
    'Le fichier est vide, ou sa première ligne n’est pas un en-tête lisible.',
  );
}

async function* linesOf(
  records: AsyncIterable<RawRecord[]>,
  read: (cells: readonly string[]) => ReadLine<unknown>,
): AsyncGenerator<readonly Line[]> {
  let width: number | undefined;
  for await (const block of records) {
    const lines: Line[] = [];
    for (const record of block) {
      if ('fault' in record) lines.push(record);
      else if (width === undefined) width = record.cells.length;
      else lines.push({ line: record.line, ...(misshapen(record.cells, width) ?? read(record.cells)) });
    }
    yield lines;
  }
}

function misshapen(cells: readonly string[], width: number): ReadLine<never> | undefined {
  if (cells.length === width) return undefined;
  if (cells.length < width) return { fault: lineFault('ligne', 'cells-missing') };
  const extra = cells.slice(width).some((cell) => cell.trim() !== '');
  return extra ? { fault: lineFault('ligne', 'cells-too-many') } : undefined;
}

async function* rowsOf(lines: AsyncIterable<readonly Line[]>): AsyncGenerator<readonly unknown[]> {
  for await (const block of lines) yield block.flatMap((one) => ('row' in one ? [one.row] : []));
}

/** Batches after the first `skip` records; the last one is marked, and may be empty. */
async function* batchesOf(
  lines: AsyncIterable<readonly Line[]>,
  skip: number,
): AsyncGenerator<{ batch: readonly Line[]; last: boolean }> {
  let waiting: Line[] = [];
  let left = skip;
  for await (const block of lines) {
    const fresh = block.slice(Math.min(left, block.length));
    left -= block.length - fresh.length;
    waiting = waiting.concat(fresh);
    while (waiting.length > BATCH) {
      yield { batch: waiting.slice(0, BATCH), last: false };
      waiting = waiting.slice(BATCH);
    }
  }
  yield { batch: waiting, last: true };
}
