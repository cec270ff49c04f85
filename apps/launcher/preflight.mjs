// Runs before anything is installed or built: Node's own modules only, and no syntax that an old Node cannot read.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const clone = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const stateFolder = process.env.CONCERTO_STATE
  ? path.resolve(process.env.CONCERTO_STATE)
  : path.join(clone, '.concerto');
const modules = path.join(clone, 'node_modules');
const stamp = path.join(clone, 'dist', '.built-from');

/** What is missing on this machine, in one sentence for the person at the terminal. */
export class Missing extends Error {}

/** Checks the machine, installs the packages and builds, each only when it has to; throws Missing. */
export async function preflight(say = (line) => process.stderr.write(`${line}\n`)) {
  checkNode(process.versions.node);
  if (!process.env.KAFKA_BROKERS) {
    checkJava();
    checkMaven();
  }
  const release = await alone();
  try {
    installPackages(say);
    build(say);
  } finally {
    release();
  }
}

/** Runs `main`; whatever it throws reaches the terminal as one sentence, its details a log. */
export async function inOneSentence(main) {
  try {
    await main();
  } catch (error) {
    const sentence = error instanceof Missing || error.constructor.name === 'CannotStart';
    process.stderr.write(
      `${sentence ? error.message : `Concerto cannot go on: ${String(error.message).split('\n')[0]}${keep(error)}`}\n`,
    );
    process.exit(1);
  }
}

function keep(error) {
  const file = path.join(stateFolder, 'logs', 'launcher.log');
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.appendFileSync(file, `${new Date().toISOString()} ${error.stack}\n`);
    return ` (details in ${file})`;
  } catch {
    return '';
  }
}

function checkNode(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Missing(
    `Concerto needs Node 20.19 or later and this is ${version}: install it from https://nodejs.org, then start again.`,
  );
}

function checkJava() {
  const advice =
    'install Java 17 or later (Debian, Ubuntu: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk@17), then start again.';
  const asked = spawnSync('java', ['-version'], { encoding: 'utf8' });
  // macOS has a `java` that only says that there is none.
  if (asked.error || asked.status !== 0)
    throw new Missing(`Java is missing, the Kafka broker needs it: ${advice}`);
  const version = /version "(?:1\.)?(\d+)/.exec(asked.stderr + asked.stdout);
  if (version && Number(version[1]) < 17)
    throw new Missing(`Java ${version[1]} is too old for the Kafka broker: ${advice}`);
}

// Looked up, not run: Maven takes half a second to tell its version.
function checkMaven() {
  const names = process.platform === 'win32' ? ['mvn.cmd', 'mvn.exe'] : ['mvn'];
  const found = (process.env.PATH || '')
    .split(path.delimiter)
    .some((folder) => names.some((name) => canRun(path.join(folder, name))));
  if (!found)
    throw new Missing(
      'Maven is missing, it fetches the Kafka broker: install it (Debian, Ubuntu: apt-get install maven; macOS: brew install maven), then start again.',
    );
}

function canRun(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

function installPackages(say) {
  const why = stale();
  if (why === undefined) return;
  if (fs.existsSync(modules) && fs.lstatSync(modules).isSymbolicLink())
    throw new Missing(
      `node_modules is a link and its packages are not those of package-lock.json (${why}): install where it leads.`,
    );
  say(`Installing the packages (${why}); this takes about a minute`);
  const ended = npm(
    ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'],
    'inherit',
  );
  if (ended.status !== 0)
    throw new Missing(
      'npm ci failed, its reason is above (network, disk, proxy): mend it, then start again.',
    );
}

/** Why node_modules does not hold what package-lock.json asks for; undefined when it does. npm notes what it installed. */
function stale() {
  const wanted = read(path.join(clone, 'package-lock.json'));
  const installed = read(path.join(modules, '.package-lock.json'));
  if (!wanted)
    throw new Missing(
      'package-lock.json is missing or cut short: take it back with git checkout package-lock.json.',
    );
  if (!installed) return 'none is installed yet';
  for (const [name, { version, optional, devOptional, link }] of Object.entries(wanted.packages)) {
    if (name === '' || link) continue;
    const has = installed.packages[name];
    if (!has && (optional || devOptional)) continue;
    if (!has || has.version !== version) return `${name.replace('node_modules/', '')} is not at ${version}`;
  }
  return undefined;
}

function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function build(say) {
  const sources = digestOfSources();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === sources) return;
  say('Building');
  fs.rmSync(stamp, { force: true });
  const ended = npm(['run', '--silent', 'build'], 'pipe');
  if (ended.status !== 0) {
    process.stderr.write(`${ended.stdout}${ended.stderr}`);
    throw new Missing('The build failed, its reason is above: mend the source, then start again.');
  }
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, sources);
}

/** A digest of everything that the build reads. */
function digestOfSources() {
  const digest = createHash('sha256').update(process.versions.node);
  for (const file of ['package.json', 'package-lock.json', '.swcrc'])
    digest.update(fs.readFileSync(path.join(clone, file)));
  for (const top of ['apps', 'libs'])
    for (const name of filesUnder(path.join(clone, top))) digest.update(name).update(fs.readFileSync(name));
  return digest.digest('hex');
}

function filesUnder(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = path.join(folder, entry.name);
      if (entry.isDirectory())
        return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : filesUnder(name);
      return entry.isFile() ? [name] : [];
    });
}

/** npm as it was called, or the one of the PATH. */
function npm(args, output) {
  const called = process.env.npm_execpath;
  const [command, first] =
    called && /npm-cli\.c?js$/.test(called) ? [process.execPath, [called]] : ['npm', []];
  const ended = spawnSync(command, [...first, ...args], {
    cwd: clone,
    encoding: 'utf8',
    stdio: ['ignore', output === 'inherit' ? 2 : 'pipe', output === 'inherit' ? 2 : 'pipe'],
    shell: process.platform === 'win32',
    // Installed whole even where production is the default: the build needs the development packages.
    env: { ...process.env, NODE_ENV: undefined },
  });
  if (ended.error)
    throw new Missing(`npm cannot be run (${ended.error.message}): install it with Node, then start again.`);
  return ended;
}

/** Waits for a preflight of this clone that runs already: two would install or build over each other. */
async function alone() {
  const lock = path.join(clone, '.concerto', 'preflight.lock');
  for (let told = false; ; ) {
    try {
      fs.mkdirSync(path.dirname(lock), { recursive: true });
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => fs.rmSync(lock, { force: true });
    } catch (error) {
      if (error.code === 'EACCES' || error.code === 'EROFS')
        throw new Missing(
          `${clone} cannot be written: give your user the right to write there, or clone it elsewhere.`,
        );
      if (error.code === 'ENOSPC') throw new Missing('The disk is full: free some space, then start again.');
      if (error.code !== 'EEXIST') throw error;
    }
    if (!held(lock)) fs.rmSync(lock, { force: true });
    else if (!told) {
      told = true;
      process.stderr.write(
        'Another npm start or npm test of this clone installs or builds: waiting for it\n',
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function held(lock) {
  try {
    const holder = Number(fs.readFileSync(lock, 'utf8'));
    if (holder === 0) return Date.now() - fs.statSync(lock).mtimeMs < 5000;
    process.kill(holder, 0);
    return Date.now() - fs.statSync(lock).mtimeMs < 20 * 60_000;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
