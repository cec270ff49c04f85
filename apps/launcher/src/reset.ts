import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start';
import { temporaryFolderOf } from './clone';
import { type Layout, layoutOf } from './layout';
import { stopLeftover } from './owned-process';
import { standInFor, stopPostmaster } from './postgres-data';
import { runningLauncher, stopLeftServices } from './single-launcher';

const STOP = { signal: 'SIGTERM', withinMs: 10_000 } as const;

/** `npm run reset`: back to a fresh clone. Refuses while Concerto runs, and ends what a killed launcher has left. */
export async function reset(layout: Layout = layoutOf()): Promise<string> {
  const running = runningLauncher(layout);
  if (running !== undefined)
    throw new CannotStart(
      `Concerto runs (process ${running}): stop it with Ctrl-C or kill ${running}, then reset.`,
    );
  const postgres = join(layout.state, 'postgres');
  const temporary = temporaryFolderOf();
  const standIn = standInFor(postgres, temporary);
  // A folder that is not ours, by a slip in CONCERTO_STATE, is left alone.
  if (!existsSync(layout.run)) return `Nothing to wipe in ${layout.state}`;

  await stopLeftServices(layout);
  await stopLeftover(join(layout.state, 'kafka', 'kafka.pid'), STOP);
  for (const folder of [postgres, standIn]) {
    await stopLeftover(join(folder, 'postgres.pid'), { ...STOP, signal: 'SIGINT' });
    await stopPostmaster(join(folder, 'data'), { ...STOP, signal: 'SIGINT' });
  }
  for (const folder of [layout.state, standIn]) rmSync(folder, { recursive: true, force: true });
  // The copy of the binaries goes with the last data that it served.
  if (existsSync(temporary) && !readdirSync(temporary).some((name) => name.startsWith('data')))
    rmSync(temporary, { recursive: true, force: true });
  return `Wiped ${layout.state}`;
}
