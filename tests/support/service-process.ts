import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { brokers } from './broker';
import { serverUrl } from './database';
import { TEST_SECRET } from './secret';
import { settled } from './settled';

/** The clone, whether this file runs from tests/ or, compiled for a bench, from dist/tests/. */
const above = resolve(__dirname, '../..');
const root = basename(above) === 'dist' ? dirname(above) : above;

export interface ServiceProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** Settled when the process has ended, with its signal or exit code. */
  readonly ended: Promise<string>;
  kill(signal?: NodeJS.Signals): Promise<string>;
}

interface Options {
  readonly prefix: string;
  readonly environment?: Record<string, string>;
  /** Do not wait until it is ready: it is expected to die early. */
  readonly unready?: boolean;
}

/** Compiles a test's own main beside the built libs, once a run: a process runs JavaScript. */
export function compiledFixture(...sources: string[]): void {
  const swc = join(root, 'node_modules/.bin/swc');
  execFileSync(swc, [...sources, '-d', 'dist', '--quiet', '--config-file', '.swcrc'], { cwd: root });
}

/** A service as a process of its own, on the stores of this run: what kill -9 needs. `main` is under dist/. */
export async function serviceProcess(
  main: string,
  { prefix, environment, unready }: Options,
): Promise<ServiceProcess> {
  const script = join(root, 'dist', main);
  if (!existsSync(script)) throw new Error(`${main} is not built: run npm run build`);
  const child = spawn(process.execPath, [script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      TZ: 'UTC',
      CONCERTO_PREFIX: prefix,
      DATABASE_URL: serverUrl(),
      KAFKA_BROKERS: brokers().join(','),
      CONCERTO_IDENTITY_SECRET: TEST_SECRET,
      CONCERTO_DEMO: '1',
      CONCERTO_PORT: '0',
      CONCERTO_LOG_LEVEL: 'info',
      ...environment,
    },
  });
  let printed = '';
  child.stdout.on('data', (data: Buffer) => {
    printed += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    printed += data.toString();
  });
  const ended = new Promise<string>((resolveEnd) => {
    child.once('exit', (code, signal) => resolveEnd(signal ?? String(code)));
  });
  const kill = (signal: NodeJS.Signals = 'SIGKILL'): Promise<string> => {
    child.kill(signal);
    return ended;
  };
  if (unready) return { child, url: '', ended, kill };
  const url = await settled(
    `${main} listens`,
    () => {
      if (child.exitCode !== null)
        throw new Error(`${main} ended with ${child.exitCode}:\n${printed.slice(-3000)}`);
      return /"url":"([^"]+)"/.exec(printed)?.[1] ?? printed.slice(-300);
    },
    (seen) => seen.startsWith('http'),
  );
  return { child, url, ended, kill };
}
