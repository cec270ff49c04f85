import { linkSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start';
import type { Layout } from './layout';
import { noted, stopLeftover } from './owned-process';
import { identityOf, stillRuns } from './process-identity';
import { readState } from './state-file';

/** Takes this folder for this launcher; refuses when another one runs on it. The returned function gives it back. */
export function takeFolder(layout: Layout): () => void {
  mkdirSync(layout.run, { recursive: true });
  const mine = `${layout.launcherPid}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) }));
  try {
    while (!linked(mine, layout.launcherPid)) {
      const other = noted(layout.launcherPid);
      if (other !== undefined && stillRuns(other.pid, other.identity)) throw alreadyRuns(layout, other.pid);
      rmSync(layout.launcherPid, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(layout.launcherPid, { force: true });
}

/** The launcher that runs on this folder, if any. */
export function runningLauncher(layout: Layout): number | undefined {
  const other = noted(layout.launcherPid);
  return other !== undefined && stillRuns(other.pid, other.identity) ? other.pid : undefined;
}

/** Stops the services that a killed launcher left; the stores see to theirs when they are prepared. */
export async function stopLeftServices(layout: Layout): Promise<string[]> {
  const left = readdirSync(layout.run).filter((file) => file.startsWith('service-') && file.endsWith('.pid'));
  const stopped = await Promise.all(
    left.map(async (file) => {
      const ran = await stopLeftover(join(layout.run, file), { signal: 'SIGTERM', withinMs: 10_000 });
      return ran ? [file.slice('service-'.length, -'.pid'.length)] : [];
    }),
  );
  return stopped.flat();
}

function linked(file: string, name: string): boolean {
  try {
    linkSync(file, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function alreadyRuns(layout: Layout, pid: number): CannotStart {
  const url = readState<{ url?: string }>(layout.demo)?.url;
  const where = url === undefined ? '' : ` at ${url}`;
  return new CannotStart(
    `Concerto already runs from this folder${where} (process ${pid}): stop that one first with Ctrl-C or kill ${pid}.`,
  );
}
