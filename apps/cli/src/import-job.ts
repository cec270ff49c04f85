import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { asked, linesOf, open, patiently, refuseBadAnswer, Unreachable } from './doors';

export const COUNTS = ['read', 'new', 'changed', 'same', 'older', 'outside', 'inactive', 'refused'] as const;
export type Counts = Record<(typeof COUNTS)[number], number>;

export interface RefusedLine {
  readonly line: number;
  readonly field: string;
  /** A stable slug. */
  readonly cause: string;
  /** The same in a French sentence. */
  readonly detail?: string;
  readonly value?: string;
}

/** A file to import: read from disk, or made in memory by the demonstration. */
export interface ImportFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  open(): Readable;
}

export interface ImportRequest {
  readonly kind: 'sirene' | 'communes' | 'partner-file' | 'bmo' | 'bmo-intentions';
  readonly partner?: string;
  readonly asOf?: string;
  /** A person looked at what the volume guard stopped (BR-13). */
  readonly confirm?: boolean;
  /** The file declares that its SIRETs lost their leading zeros (BR-01). */
  readonly leadingZerosLost?: boolean;
}

/** The file was stopped on the way; `sentence` is the service's own. */
export class ImportStopped extends Error {
  constructor(readonly sentence: string) {
    super(sentence);
  }
}

export interface Watcher {
  progress?(counts: Counts): void;
  refused?(line: RefusedLine): void;
  waiting?(cause: string): void;
}

interface ImportState {
  readonly id: string;
  readonly state: string;
  readonly counts?: Partial<Counts>;
}

/**
 * Imports a file through the gateway: declares it, streams its bytes, reads the lines of progress. When the connection
 * breaks or a service dies, the same bytes are sent again and the owner skips the records that it has committed.
 */
export async function runImport(
  access: { url: string; key: string },
  request: ImportRequest,
  file: ImportFile,
  watcher: Watcher = {},
): Promise<{ id: string; counts: Counts }> {
  const waiting = (cause: string) => watcher.waiting?.(cause);
  const declared = await patiently(
    () =>
      asked<ImportState>(access.url, '/v1/imports', {
        key: access.key,
        json: { ...request, fileName: file.name, sha256: file.sha256, bytes: file.bytes },
      }),
    waiting,
  );
  const counts = await patiently(() => sendContent(access, declared.id, file, watcher), waiting);
  return { id: declared.id, counts };
}

async function sendContent(
  access: { url: string; key: string },
  id: string,
  file: ImportFile,
  watcher: Watcher,
): Promise<Counts> {
  const response = await open(access.url, `/v1/imports/${id}/content`, {
    key: access.key,
    stream: { from: file.open(), type: 'application/octet-stream' },
    headers: { 'content-length': String(file.bytes) },
  });
  await refuseBadAnswer(response);
  for await (const line of linesOf(response)) {
    const { progress, refused, done, failed } = line as {
      progress?: Counts;
      refused?: RefusedLine;
      done?: Counts;
      failed?: { detail: string };
    };
    if (progress) watcher.progress?.(progress);
    if (refused) watcher.refused?.(refused);
    if (failed) throw new ImportStopped(failed.detail);
    if (done) return { ...none(), ...done };
  }
  throw new Unreachable('la réponse s’est interrompue');
}

/** A file of the disk, with its digest; read twice, never held in memory. */
export async function fileOnDisk(path: string, name: string): Promise<ImportFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { name, sha256: hash.digest('hex'), bytes, open: () => createReadStream(path) };
}

/** A file that exists only in memory. */
export function fileInMemory(name: string, content: string): ImportFile {
  const buffer = Buffer.from(content, 'utf8');
  const sha256 = createHash('sha256').update(buffer).digest('hex');
  return { name, sha256, bytes: buffer.length, open: () => Readable.from([buffer]) };
}

/** Every record is in exactly one of the counts: what a report that adds up must satisfy. */
export const addsUp = (counts: Counts): boolean =>
  counts.read === COUNTS.slice(1).reduce((sum, name) => sum + counts[name], 0);

const none = (): Counts => Object.fromEntries(COUNTS.map((name) => [name, 0])) as Counts;
