import { createHash } from 'node:crypto';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Invalid } from '#domain/refused';

/** What the sender declared of the file, and the two signs by which its content is recognised. */
export interface DeclaredContent {
  readonly bytes: number;
  readonly sha256: string;
}

const PIECE = 65_536;

/**
 * A received file, whole and checked, on disk while it is read. It has no name there: the file is unlinked as soon as
 * it is open, so that nothing stays behind after a crash.
 */
export class SpooledFile {
  private constructor(
    private readonly handle: FileHandle,
    /** What the first bytes say; names and media types are not believed. */
    readonly form: 'gzip' | 'zip' | 'plain',
  ) {}

  /**
   * Receives a body to its end and checks it against what was declared, then that a gzip unpacks to its end.
   * Refused (422) when it differs: nothing of a damaged file is ever applied.
   */
  static async receive(body: Readable, declared: DeclaredContent): Promise<SpooledFile> {
    const handle = await unnamedFile();
    try {
      const { sha256, head } = await write(body, handle, declared.bytes);
      if (sha256 !== declared.sha256) {
        throw new Invalid(
          'content-differs',
          'Le contenu reçu n’est pas le fichier annoncé (empreinte ou taille différente) : envoyez-le de nouveau en entier.',
        );
      }
      const file = new SpooledFile(handle, formOf(head));
      await file.checkWhole();
      return file;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** The content from its beginning, unpacked when it is a gzip. May be read several times, to the end or not. */
  content(): AsyncIterable<Buffer> {
    if (this.form !== 'gzip') return this.raw();
    const unpacked = createGunzip();
    // Who reads gets the error; pipeline takes care that neither side outlives the other.
    pipeline(Readable.from(this.raw()), unpacked, () => undefined);
    return unpacked;
  }

  /** The bytes as they were received. */
  async *raw(): AsyncGenerator<Buffer> {
    for (let at = 0; ; ) {
      const { bytesRead, buffer } = await this.handle.read(Buffer.allocUnsafe(PIECE), 0, PIECE, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  private async checkWhole(): Promise<void> {
    if (this.form !== 'gzip') return;
    try {
      for await (const _piece of this.content());
    } catch (error) {
      if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
      throw new Invalid(
        'gzip-damaged',
        'Le fichier compressé est incomplet ou abîmé : compressez-le de nouveau, ou envoyez-le sans compression.',
      );
    }
  }
}

function formOf(head: Buffer): SpooledFile['form'] {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return head.toString('latin1') === 'PK' ? 'zip' : 'plain';
}

async function unnamedFile(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'concerto-import-'));
  try {
    return await open(join(folder, 'content'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function write(
  body: Readable,
  handle: FileHandle,
  declaredBytes: number,
): Promise<{ sha256: string; head: Buffer }> {
  const hash = createHash('sha256');
  let size = 0;
  let head = Buffer.alloc(0);
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    // No more is taken than was declared: the disk is not the sender's.
    if (size > declaredBytes) {
      throw new Invalid(
        'content-too-long',
        'Le contenu reçu est plus long que le fichier annoncé : vérifiez le fichier et recommencez.',
      );
    }
    if (head.length < 2) head = Buffer.concat([head, chunk.subarray(0, 2)]);
    hash.update(chunk);
    await handle.write(chunk);
  }
  return { sha256: hash.digest('hex'), head };
}
