import { Worker } from 'node:worker_threads';
import type { CellValue, Sheet } from 'read-excel-file/node';
import { Invalid } from '#domain/refused';
import { delimitedRecords, type RawRecord } from '#service/imports/delimited-records';
import type { SpooledFile } from '#service/imports/spooled-file';

/** A workbook is unpacked in memory: the national one of 2024 is 3.5 MB, and takes 100 MB once. */
const AT_MOST_BYTES = 32 * 1024 * 1024;
const AT_MOST_HEAP_MB = 1024;
const BLOCK = 1_000;

const read = new WeakMap<SpooledFile, Promise<RawRecord[] | null>>();

/**
 * The records of a workbook, from the sheet and row where `isHeader` finds the header; the records of a delimited text
 * when the file is none. A workbook is read once, although its records are asked for twice (header, then lines).
 */
export async function* workbookOrText(
  file: SpooledFile,
  isHeader: (cells: readonly string[]) => boolean,
): AsyncGenerator<RawRecord[]> {
  if (!read.has(file)) read.set(file, workbookRecords(file, isHeader));
  const records = await read.get(file)!;
  if (!records) {
    yield* delimitedRecords(file.content());
    return;
  }
  for (let from = 0; from < records.length; from += BLOCK) yield records.slice(from, from + BLOCK);
}

async function workbookRecords(
  file: SpooledFile,
  isHeader: (cells: readonly string[]) => boolean,
): Promise<RawRecord[] | null> {
  const bytes = await workbookBytes(file);
  if (!bytes) return null;
  for (const { data } of await sheetsOf(bytes)) {
    const header = data.slice(0, 20).findIndex((row) => isHeader(row.map(textOf)));
    if (header < 0) continue;
    return data
      .slice(header)
      .map((row, index) => ({ line: header + index + 1, cells: row.map(textOf) }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
  }
  throw new Invalid(
    'workbook-without-table',
    'Aucune feuille de ce classeur ne porte le tableau attendu : vérifiez que c’est le bon fichier.',
  );
}

const READ_IN_A_THREAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { default: readWorkbook } = require(workerData.reader);
  readWorkbook(Buffer.from(workerData.bytes)).then((sheets) => parentPort.postMessage(sheets));
`;

/** Unpacks in a thread of its own: a second of work would keep the consumer from its heartbeat, and a bomb is contained. */
async function sheetsOf(bytes: Buffer): Promise<Sheet[]> {
  const worker = new Worker(READ_IN_A_THREAD, {
    eval: true,
    workerData: { reader: require.resolve('read-excel-file/node'), bytes },
    resourceLimits: { maxOldGenerationSizeMb: AT_MOST_HEAP_MB },
  });
  try {
    return await new Promise<Sheet[]>((resolve, reject) => {
      worker.once('message', resolve).once('error', reject);
    });
  } catch {
    throw new Invalid(
      'workbook-unreadable',
      'Le classeur ne peut pas être lu : enregistrez-le de nouveau en XLSX, ou en CSV.',
    );
  } finally {
    await worker.terminate();
  }
}

/** The whole file when it is a ZIP, as every XLSX is; null otherwise. */
async function workbookBytes(file: SpooledFile): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of file.raw() as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (
      size >= 4 &&
      !Buffer.concat(chunks.slice(0, 2)).subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))
    )
      return null;
    if (size > AT_MOST_BYTES)
      throw new Invalid(
        'workbook-too-large',
        'Ce classeur est trop grand : enregistrez-le en CSV, qui n’a pas de limite.',
      );
  }
  return size >= 4 ? Buffer.concat(chunks) : null;
}

const textOf = (cell: CellValue | null): string => {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString() : String(cell).trim();
};
