/** Exit codes of every command. */
export const EXIT = { ok: 0, error: 1, usage: 2, partial: 3 } as const;

/** A command that ends early, with one French sentence that says what to do. */
export class CommandFailed extends Error {
  constructor(
    readonly sentence: string,
    readonly exit: number = EXIT.error,
  ) {
    super(sentence);
    this.name = 'CommandFailed';
  }
}

/** Data: to standard output, where a pipe takes it. */
export const data = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** A value as one line of JSON on standard output. */
export const json = (value: unknown): void => data(JSON.stringify(value));

/** What is under way: to standard error. */
export const progress = (text: string): void => {
  clearLine();
  process.stderr.write(`${text}\n`);
};

/** A line that replaces itself on a terminal; elsewhere, one line every two seconds at most. */
export function liveProgress(text: string): void {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r\u001b[K${text}`);
    live = true;
    return;
  }
  const now = Date.now();
  if (now - lastAt < 2000) return;
  lastAt = now;
  process.stderr.write(`${text}\n`);
}

/** Two columns, the second to the right, as text for people. */
export function table(rows: readonly (readonly [string, string | number])[]): string {
  const shown = rows.map(
    ([label, value]) => [label, typeof value === 'number' ? french(value) : value] as const,
  );
  const left = Math.max(...shown.map(([label]) => label.length));
  const right = Math.max(...shown.map(([, value]) => value.length));
  return shown.map(([label, value]) => `${label.padEnd(left)}  ${value.padStart(right)}`).join('\n');
}

const french = (value: number): string => value.toLocaleString('fr-FR');

function clearLine(): void {
  if (live) process.stderr.write('\r\u001b[K');
  live = false;
}

let live = false;
let lastAt = 0;
