import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Reads a JSON file of ours; undefined when it is missing or was cut short. */
export function readState<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Writes it whole, readable by its owner alone: whoever reads beside sees the old or the new one. */
export function writeState(file: string, content: unknown): void {
  const fresh = `${file}.${process.pid}`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, file);
}
