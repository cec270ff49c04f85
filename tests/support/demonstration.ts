import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { databaseName, databaseUrlOf } from '#service/config';
import { freePort } from '../../apps/launcher/src/free-port';
import { brokers } from './broker';
import { freshPrefix, serverUrl } from './database';
import { settled } from './settled';

const root = resolve(__dirname, '../..');
const run = promisify(execFile);
const READY_WITHIN_MS = 600_000;

export interface DemoFile {
  readonly url: string;
  readonly operatorKey: string;
  readonly apiKeys: Readonly<Record<string, string>>;
  readonly signIn: Readonly<Record<string, string>>;
  readonly services: Readonly<Record<string, { url: string; health: string; pid: number }>>;
}

export interface Demonstration {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  file(): DemoFile;
  /** `npx concerto …`: standard output; throws with its exit code when it is not 0. */
  concerto(...args: string[]): Promise<string>;
  /** A request with a bearer; the answer as read, whatever its status. */
  call<T = Record<string, unknown>>(
    bearer: string,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: T; headers: Headers }>;
  /** Reads a service's database. */
  query<T extends object>(service: string, sql: string, parameters: unknown[]): Promise<T[]>;
  /** The cookie of somebody who followed a link. */
  session(link: string): Promise<string>;
  stop(): Promise<void>;
}

/** The whole system as `npm start` starts it, with its demonstration territory, on the stores of this run. */
export const startDemonstration = (say: (line: string) => void): Promise<Demonstration> =>
  launched(
    ['apps/launcher/start.mjs'],
    say,
    (folder) =>
      existsSync(join(folder, 'demonstration-loaded')) && Object.keys(readDemo(folder).signIn).length > 0,
  );

/** Every service of the launcher, without a territory: whoever starts it brings one. */
const EMPTY = `
  const { main } = require('./dist/apps/launcher/src/main.js');
  const { serviceNames } = require('./dist/apps/launcher/src/services.js');
  void main({ services: serviceNames().map((name) => ({ name })), territory: false });`;

/** The whole system, with nothing in it. */
export const startEmptySystem = (
  say: (line: string) => void,
  environment: Record<string, string> = {},
): Promise<Demonstration> =>
  launched(
    ['-e', EMPTY],
    say,
    (folder) => {
      if (!existsSync(join(folder, 'demo.json'))) return false;
      const pids = Object.values(readDemo(folder).services ?? {}).map(({ pid }) => pid);
      return pids.length > 0 && pids.every((pid) => pid !== null);
    },
    environment,
  );

const readDemo = (folder: string): DemoFile =>
  JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as DemoFile;

async function launched(
  script: readonly string[],
  say: (line: string) => void,
  isReady: (folder: string) => boolean,
  own: Record<string, string> = {},
): Promise<Demonstration> {
  const folder = mkdtempSync(join(tmpdir(), 'concerto-journey-'));
  const environment = {
    ...process.env,
    CONCERTO_STATE: folder,
    CONCERTO_DEMO: '1',
    CONCERTO_PREFIX: freshPrefix(),
    CONCERTO_PORT: String(await freePort()),
    CONCERTO_LOG_LEVEL: 'info',
    DATABASE_URL: serverUrl(),
    KAFKA_BROKERS: brokers().join(','),
    ...own,
  };
  const launcher = spawn(process.execPath, [...script], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream.on('data', (data: Buffer) => {
      printed += data.toString();
      say(data.toString().trimEnd());
    });
  }
  const file = (): DemoFile => readDemo(folder);
  try {
    await settled(
      'the system is ready',
      () => {
        if (launcher.exitCode !== null)
          throw new Error(`the launcher ended with ${launcher.exitCode}:\n${printed.slice(-4000)}`);
        return isReady(folder);
      },
      (ready) => ready,
      READY_WITHIN_MS,
    );
  } catch (error) {
    await ended(launcher);
    throw error;
  }
  return {
    folder,
    environment,
    file,
    concerto: async (...args) =>
      (
        await run(process.execPath, ['apps/cli/concerto.mjs', ...args], {
          cwd: root,
          env: environment,
          maxBuffer: 32 * 1024 * 1024,
        })
      ).stdout,
    call: async (bearer, method, path, body) => {
      const answer = await fetch(`${file().url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${bearer}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await answer.text();
      return {
        status: answer.status,
        headers: answer.headers,
        body: (text === '' ? {} : JSON.parse(text)) as never,
      };
    },
    query: async <T extends object>(service: string, sql: string, parameters: unknown[]) => {
      const name = databaseName(environment.CONCERTO_PREFIX, service);
      const client = new Client({ connectionString: databaseUrlOf(serverUrl(), name) });
      await client.connect();
      try {
        return (await client.query<T>(sql, parameters)).rows;
      } finally {
        await client.end();
      }
    },
    session: async (link) => {
      const answer = await fetch(link, { redirect: 'manual' });
      return (answer.headers.get('set-cookie') ?? '').split(';')[0]!;
    },
    stop: async () => {
      await ended(launcher);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolveEnd) => {
    child.once('exit', () => resolveEnd());
    child.kill('SIGTERM');
  });
}
