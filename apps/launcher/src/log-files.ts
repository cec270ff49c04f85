import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

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
