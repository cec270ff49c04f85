import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloneFolder } from '../../apps/launcher/src/clone';
import { remove } from './launched';

const folder = mkdtempSync(join(tmpdir(), 'concerto-install-'));
const clone = join(folder, 'clone');
const calls = join(folder, 'calls');

// A clone with one package and one source, and an npm that notes what it is asked: the real one takes a minute.
beforeAll(() => {
  cpSync(join(cloneFolder, 'apps/launcher'), join(clone, 'apps/launcher'), { recursive: true });
  mkdirSync(join(clone, 'libs'));
  for (const file of ['package.json', '.swcrc']) writeFileSync(join(clone, file), '{}');
  lock('1.0.0');
  mkdirSync(join(folder, 'bin'));
  command('java', 'echo \'openjdk version "17.0.15"\' >&2');
  command('mvn', 'exit 0');
  command(
    'npm',
    `echo "$1" >> ${calls}
if [ "$1" = ci ]; then /bin/mkdir -p node_modules; /bin/cp package-lock.json node_modules/.package-lock.json
else /bin/sleep 0.5; /bin/mkdir -p dist/apps/launcher/src; echo 'exports.main = async () => console.log("started")' > dist/apps/launcher/src/main.js; fi`,
  );
});
beforeEach(() => rmSync(calls, { force: true }));
afterAll(() => remove(folder));

test('a clean clone is installed and built, and starts', async () => {
  expect(await start()).toMatchObject({ code: 0, said: expect.stringContaining('started') });
  expect(called()).toEqual(['ci', 'run']);
});

test('a second start neither installs nor builds', async () => {
  expect(await start()).toEqual({ code: 0, said: 'started\n' });
  expect(called()).toEqual([]);
});

test('a changed source is built again', async () => {
  writeFileSync(join(clone, 'libs', 'rule.ts'), 'export const days = 15;');
  await start();
  expect(called()).toEqual(['run']);
});

test('packages that are no longer those of the lock are installed again, and the reason is told', async () => {
  lock('1.0.1');
  expect((await start()).said).toContain('Installing the packages (left-pad is not at 1.0.1)');
  expect(called()).toEqual(['ci', 'run']);
});

test('a package for another platform that is not there is no reason to install', async () => {
  lock('1.0.1', { 'node_modules/for-another-platform': { version: '2.0.0', optional: true } });
  await start();
  expect(called()).toEqual(['run']);
});

test('packages behind a link are nobody’s to replace', async () => {
  lock('1.0.2');
  cpSync(join(clone, 'node_modules'), join(folder, 'elsewhere'), { recursive: true });
  rmSync(join(clone, 'node_modules'), { recursive: true });
  symlinkSync(join(folder, 'elsewhere'), join(clone, 'node_modules'));
  expect(await start()).toEqual({
    code: 1,
    said: expect.stringMatching(/^node_modules is a link and [^\n]+\n$/),
  });
  expect(called()).toEqual([]);
  rmSync(join(clone, 'node_modules'));
});

test('two starts at once install and build once, one after the other', async () => {
  const [one, other] = await Promise.all([start(), start()]);
  expect([one.code, other.code]).toEqual([0, 0]);
  expect(called()).toEqual(['ci', 'run']);
});

test('a preflight that was killed does not hold up the next one', async () => {
  mkdirSync(join(clone, '.concerto'), { recursive: true });
  // No process has this number: it is beyond the largest that Linux gives.
  writeFileSync(join(clone, '.concerto', 'preflight.lock'), '4194305');
  expect((await start()).code).toBe(0);
  expect(existsSync(join(clone, '.concerto', 'preflight.lock'))).toBe(false);
});

test('a build that fails shows its reason and no trace of ours', async () => {
  command('npm', 'echo "rule.ts: unexpected token" >&2; exit 1');
  writeFileSync(join(clone, 'libs', 'rule.ts'), 'export const');
  expect(await start()).toEqual({
    code: 1,
    said: 'Building\nrule.ts: unexpected token\nThe build failed, its reason is above: mend the source, then start again.\n',
  });
});

function lock(version: string, more: object = {}): void {
  const packages = { '': {}, 'node_modules/left-pad': { version }, ...more };
  writeFileSync(join(clone, 'package-lock.json'), JSON.stringify({ packages }));
}

function command(name: string, body: string): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
}

function start(): Promise<{ code: number | null; said: string }> {
  const env = { ...process.env, PATH: join(folder, 'bin'), KAFKA_BROKERS: '', npm_execpath: '' };
  const child = spawn(process.execPath, [join(clone, 'apps/launcher/start.mjs')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

const called = (): string[] => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : []);
