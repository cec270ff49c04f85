import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { Contender, Solved } from './contenders';
import type { StreamFigures } from './event-stream';
import { rendered } from './rendered';
import { SIZES, type SizeName } from './sizes';
import { type Figures, judged, type Measured, type SizeFigures } from './targets';

/** What is measured at each size: contenders with how many plans follow the first, and how many events. */
const PROGRAMME: Record<
  SizeName,
  { solve: Partial<Record<Contender, number>>; events: number; abc: boolean }
> = {
  S: {
    solve: { concerto: 15, prototype: 15, highs: 0, greedy: 15, 'greedy-quotas': 15 },
    events: 5_000,
    abc: true,
  },
  M: { solve: { concerto: 3, prototype: 3, greedy: 1, 'greedy-quotas': 1 }, events: 20_000, abc: true },
  L: { solve: { concerto: 0, prototype: 0, greedy: 0, 'greedy-quotas': 0 }, events: 0, abc: false },
  toy: {
    solve: { concerto: 2, prototype: 2, highs: 0, greedy: 2, 'greedy-quotas': 2 },
    events: 200,
    abc: true,
  },
};

/** `npm run bench:allocation`: value, time and memory of the plan against others, on the same instances in the same run. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, sizes: { type: 'string', default: 'S,M,L' } },
  });
  const sizes = values.sizes.split(',').filter((one): one is SizeName => one in SIZES);
  const folder = mkdtempSync(join(tmpdir(), 'concerto-bench-allocation-'));
  try {
    const figures: Figures = {};
    for (const size of sizes) figures[size] = await measureSize(size, join(folder, size));
    const targets = judged(figures);
    process.stdout.write(
      values.json ? `${JSON.stringify({ figures, targets })}\n` : rendered(figures, targets),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureSize(size: SizeName, file: string): Promise<SizeFigures> {
  const { solve, events, abc } = PROGRAMME[size];
  const made = await child<{ pairs: number; capacity: number }>('make', size, file);
  const solved: Partial<Record<Contender, Measured<Solved | null>>> = {};
  for (const [contender, again] of Object.entries(solve) as [Contender, number][])
    solved[contender] = await child('solve', contender, file, String(again));
  return {
    ...SIZES[size],
    ...made.answer,
    solved,
    ...(abc
      ? {
          threeLevels: {
            concerto: await child<Solved>('solve', 'concerto', `${file}.abc`, '0'),
            prototype: await child<Solved | null>('solve', 'prototype', `${file}.abc`, '0'),
          },
        }
      : {}),
    ...(events > 0
      ? {
          events: {
            concerto: await child<StreamFigures>('events', 'concerto', file, String(events)),
            prototype: await child<StreamFigures | null>('events', 'prototype', file, String(events)),
          },
        }
      : {}),
  };
}

async function child<T>(...task: string[]): Promise<Measured<T>> {
  process.stderr.write(`${task.filter((one) => !one.includes('/')).join(' ')}…\n`);
  const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, 'child.js'), ...task], {
    maxBuffer: 2 ** 24,
  });
  return JSON.parse(stdout) as Measured<T>;
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
