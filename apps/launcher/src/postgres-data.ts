import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start';
import { makeTemporaryFolder } from './clone';
import { type Launch, stopForeign } from './owned-process';
import { majorVersionOf, mayEnter, type RunAs } from './postgres-binaries';
import { commandOf, identityOf } from './process-identity';

export const diskFull = 'The disk is full, PostgreSQL cannot start: free some space, then start again.';

interface DataFolder {
  folder: string;
  binaries: string;
  as: RunAs | undefined;
  password: string;
  progress?: (line: string) => void;
}

/** Makes the data folder when there is none; refuses one of another major version. */
export async function initialise({ folder, binaries, as, password, progress }: DataFolder): Promise<void> {
  const data = join(folder, 'data');
  const mark = join(folder, 'initialised');
  const versionFile = join(data, 'PG_VERSION');
  if (existsSync(mark) && existsSync(versionFile))
    return refuseOtherVersion(readFileSync(versionFile, 'utf8').trim(), data, binaries);
  progress?.('Making the PostgreSQL data folder');
  // An initdb that was cut short left nothing worth keeping.
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const secret = join(folder, `password-${randomUUID()}`);
  writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  try {
    if (as !== undefined) for (const path of [data, secret]) chownSync(path, as.uid, as.gid);
    await initdb(data, secret, binaries, as);
    writeFileSync(mark, '');
  } finally {
    rmSync(secret, { force: true });
  }
}

/** The folder itself, or its stand-in when PostgreSQL's user may not go down to it. */
export function reachable(folder: string, as: RunAs | undefined, progress?: (line: string) => void): string {
  mkdirSync(folder, { recursive: true });
  if (as !== undefined) chmodSync(folder, 0o711);
  if (mayEnter(folder, as)) return folder;
  const standIn = standInFor(folder, makeTemporaryFolder());
  mkdirSync(standIn, { recursive: true });
  chmodSync(standIn, 0o711);
  progress?.(`PostgreSQL's user may not enter ${folder}: its data is in ${standIn}`);
  return standIn;
}

/** Where the data is when it cannot be in the folder itself. */
export const standInFor = (folder: string, temporary: string): string =>
  join(temporary, `data${folder.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(-60)}`);

/** Stops a server of this data folder that our pid file does not know; a lock of a dead one, or of a reused pid, goes. */
export async function stopPostmaster(data: string, stop: Launch['stop']): Promise<void> {
  const lock = join(data, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  const identity = pid > 1 ? identityOf(pid) : undefined;
  if (identity !== undefined && commandOf(pid).includes(data)) await stopForeign(pid, identity, stop);
  rmSync(lock, { force: true });
}

async function initdb(data: string, secret: string, binaries: string, as: RunAs | undefined): Promise<void> {
  const args = [`--pgdata=${data}`, '--username=postgres', `--pwfile=${secret}`, '--auth=scram-sha-256'];
  args.push(
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  );
  const child = spawn(join(binaries, 'bin', 'initdb'), args, {
    ...as,
    cwd: '/',
    env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (/No space left on device/.test(said)) throw new CannotStart(diskFull);
  if (code !== 0)
    throw new CannotStart(
      `PostgreSQL could not make its data folder ${data}: ${said.trim().split('\n').pop()}`,
    );
}

function refuseOtherVersion(madeBy: string, data: string, binaries: string): void {
  const ours = String(majorVersionOf(binaries));
  if (madeBy !== ours)
    throw new CannotStart(
      `${data} was made by PostgreSQL ${madeBy} and this is ${ours}: use the Concerto that made it, or empty it with npm run reset.`,
    );
}
