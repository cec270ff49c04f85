import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cloneFolder } from '../../apps/launcher/src/clone';
import type { DemoFile } from '../../apps/launcher/src/demo-file';
import { identityOf } from '../../apps/launcher/src/process-identity';

/** A folder that PostgreSQL's user may enter, removed by `rmSync` at the end of the test. */
export function stateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'concerto-launcher-'));
  execFileSync('chmod', ['711', folder]);
  return folder;
}

/**
 * Brings dist up to what the sources say, for the tests that start a launcher as its own process. Not below `npm test`,
 * which has built already: other tests run from dist beside this one.
 */
export function buildLauncher(): void {
  if (process.env.CONCERTO_BUILT === '1') return;
  execFileSync(
    join(cloneFolder, 'node_modules', '.bin', 'swc'),
    ['apps/launcher', 'libs', '-d', 'dist', '--quiet'],
    {
      cwd: cloneFolder,
    },
  );
}

/** A launcher that runs as its own process, with stubs for services. */
export class Launched {
  said = '';
  readonly ended: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(
    readonly state: string,
    env: NodeJS.ProcessEnv = {},
    script = 'tests/launcher/start-with-stubs.cjs',
  ) {
    // As below npm: it ends when the test run above it is killed.
    const inherited = { ...process.env, DATABASE_URL: '', KAFKA_BROKERS: '', npm_lifecycle_event: 'start' };
    this.child = spawn(process.execPath, [script], {
      cwd: cloneFolder,
      env: { ...inherited, CONCERTO_STATE: state, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Leads a process group, as a command of a terminal does.
      detached: true,
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk) => {
        this.said += chunk;
      });
    this.ended = new Promise((resolve) => this.child.once('close', resolve));
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** What a terminal does: the signal goes to every process of the group. */
  ctrlC(): void {
    process.kill(-this.child.pid!, 'SIGINT');
  }

  /** Resolves once it has said this. */
  async hasSaid(text: string): Promise<void> {
    await until(
      () => this.said.includes(text),
      () => `"${text}" in:\n${this.said}`,
    );
  }

  get demo(): DemoFile {
    return JSON.parse(readFileSync(join(this.state, 'demo.json'), 'utf8'));
  }

  /** The processes that this launcher is responsible for, stores included. */
  get pids(): number[] {
    const stores = ['kafka/kafka.pid', 'postgres/postgres.pid'].map(
      (file) => JSON.parse(readFileSync(join(this.state, file), 'utf8')).pid,
    );
    return [...Object.values(this.demo.services).map(({ pid }) => pid ?? 0), ...stores];
  }
}

export const runs = (pid: number): boolean => identityOf(pid) !== undefined;

/** Waits for a state, and says which one did not come. */
export async function until(holds: () => boolean | Promise<boolean>, what: () => string): Promise<void> {
  for (const late = Date.now() + 90_000; Date.now() < late; await wait(50)) if (await holds()) return;
  throw new Error(`still waiting for ${what()}`);
}

export const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });
