import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const LONG = 20 * 1_048_576;

/** Opens a log to append to; one that has grown long is kept once as `.1`, and a new one begun. */
export function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LONG) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}

/** The end of a log file, at most so many lines of its last 64 kB; empty when there is none. */
export function lastLines(file: string, count: number): string {
  try {
    const handle = openSync(file, 'r');
    try {
      const { size } = fstatSync(handle);
      const tail = Buffer.alloc(Math.min(size, 65_536));
      readSync(handle, tail, 0, tail.length, size - tail.length);
      return tail.toString('utf8').split('\n').slice(-count).join('\n');
    } finally {
      closeSync(handle);
    }
  } catch {
    return '';
  }
}
