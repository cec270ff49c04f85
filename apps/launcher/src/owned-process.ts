import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openLog } from './log-files';
import { identityOf, stillRuns } from './process-identity';

export interface Launch {
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  /** Where its output goes: a file, not a pipe, so that it can go on writing when the launcher was killed. */
  logFile: string;
  /** Notes who was started, for the next start to find it. */
  pidFile: string;
  /** How it is asked to stop, and for how long it may finish its work before it is killed. */
  stop: { signal: NodeJS.Signals; withinMs: number };
  cwd?: string;
  uid?: number;
  gid?: number;
}

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/**
 * A process of ours. It leads its own process group, so that Ctrl-C at the terminal reaches the launcher alone and the
 * order of the stop is ours; nothing is left of it when `stop` resolves.
 */
export class OwnedProcess {
  /** Resolves when it has ended, for whatever reason; never rejects. */
  readonly ended: Promise<Ending>;
  ending: Ending | undefined;

  private constructor(
    private readonly child: ChildProcess,
    private readonly launch: Launch,
  ) {
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.ending = { code, signal };
        rmSync(launch.pidFile, { force: true });
        resolve(this.ending);
      });
    });
  }

  /** Starts it; rejects when it cannot be started at all (the program is missing, or may not be run). */
  static async start(launch: Launch): Promise<OwnedProcess> {
    mkdirSync(dirname(launch.pidFile), { recursive: true });
    const log = openLog(launch.logFile);
    try {
      const { uid, gid } = launch;
      const child = spawn(launch.command, launch.args, {
        env: launch.env,
        cwd: launch.cwd,
        detached: true,
        stdio: ['ignore', log, log],
        ...(uid === undefined ? {} : { uid, gid }),
      });
      // Before anything is awaited: were the launcher killed here, the next start still finds it.
      if (child.pid !== undefined) note(launch.pidFile, { pid: child.pid, identity: identityOf(child.pid) });
      const owned = new OwnedProcess(child, launch);
      await new Promise<void>((resolve, reject) => {
        child.once('spawn', resolve);
        child.on('error', reject);
      });
      return owned;
    } finally {
      closeSync(log);
    }
  }

  get pid(): number {
    return this.child.pid!;
  }

  get running(): boolean {
    return this.ending === undefined;
  }

  signal(signal: NodeJS.Signals): void {
    if (this.running) this.child.kill(signal);
  }

  /** Asks it to stop, waits, kills it when it does not; resolves when it is gone. */
  async stop(): Promise<Ending> {
    const { signal, withinMs } = this.launch.stop;
    this.signal(signal);
    const late = setTimeout(() => killGroup(this.pid), withinMs);
    try {
      return await this.ended;
    } finally {
      clearTimeout(late);
    }
  }
}

/** Stops what an earlier launcher left running under this pid file; a reused pid is left alone. True when it stopped one. */
export async function stopLeftover(pidFile: string, stop: Launch['stop']): Promise<boolean> {
  const left = noted(pidFile);
  if (left === undefined) return false;
  const ran = stillRuns(left.pid, left.identity);
  if (ran) await stopForeign(left.pid, left.identity, stop);
  rmSync(pidFile, { force: true });
  return ran;
}

/** Stops a process that is not our child. */
export async function stopForeign(pid: number, identity: string, stop: Launch['stop']): Promise<void> {
  const end = Date.now() + stop.withinMs;
  sendTo(pid, stop.signal);
  while (stillRuns(pid, identity)) {
    if (Date.now() > end) killGroup(pid);
    await wait(50);
  }
}

/** Who this pid file speaks of, or undefined when it is missing or was cut short. */
export function noted(pidFile: string): { pid: number; identity: string } | undefined {
  try {
    const { pid, identity } = JSON.parse(readFileSync(pidFile, 'utf8'));
    return Number.isInteger(pid) && pid > 1 && typeof identity === 'string' ? { pid, identity } : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a pid file in one step: a reader sees the old or the new one. */
export function note(pidFile: string, who: { pid: number; identity: string | undefined }): void {
  mkdirSync(dirname(pidFile), { recursive: true });
  writeFileSync(`${pidFile}.new`, JSON.stringify(who));
  renameSync(`${pidFile}.new`, pidFile);
}

function killGroup(pid: number): void {
  sendTo(-pid, 'SIGKILL');
  sendTo(pid, 'SIGKILL');
}

function sendTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
