import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cloneFolder } from '../../apps/launcher/src/clone';
import { buildLauncher, Launched, remove, runs, stateFolder, until } from './launched';

jest.setTimeout(180_000);

const state = stateFolder();
let concerto: Launched;

beforeAll(async () => {
  buildLauncher();
  concerto = new Launched(state);
  await concerto.hasSaid('Concerto is ready');
});

afterAll(async () => {
  concerto.signal('SIGTERM');
  await concerto.ended;
  remove(state);
});

test('whoever looks for the running system finds it in a file that its owner alone may read', () => {
  expect(statSync(join(state, 'demo.json')).mode & 0o777).toBe(0o600);
  expect(statSync(join(state, 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(Object.keys(concerto.demo.services)).toEqual(['gateway', 'offers']);
  expect(concerto.pids.every(runs)).toBe(true);
});

test('a service that was killed runs again, and the file says under which number', async () => {
  const before = concerto.demo.services.offers!;
  process.kill(before.pid!, 'SIGKILL');
  await until(
    () => ![before.pid, null].includes(concerto.demo.services.offers!.pid),
    () => 'another process of offers',
  );
  const { pid, health } = concerto.demo.services.offers!;
  await until(
    () =>
      fetch(health).then(
        ({ ok }) => ok,
        () => false,
      ),
    () => 'the health of offers',
  );
  expect(runs(pid!)).toBe(true);
  expect(concerto.said).toContain('offers ended (SIGKILL): starting it again');
});

test.each(['kafka/kafka.pid', 'postgres/postgres.pid'])(
  'a store that was killed runs again (%s)',
  async (file) => {
    const store = concerto.pids[file.startsWith('kafka') ? 2 : 3]!;
    process.kill(store, 'SIGKILL');
    await until(
      () => !runs(store),
      () => 'its end',
    );
    await until(
      () => existsSync(join(state, file)) && concerto.pids.every(runs),
      () => 'its return',
    );
  },
);

test('a second start beside the first one says so in one sentence and leaves it alone', async () => {
  const second = new Launched(state);
  expect(await second.ended).toBe(1);
  expect(second.said).toMatch(
    /^Concerto already runs from this folder at http:\S+ \(process \d+\): [^\n]+\n$/,
  );
  expect(concerto.pids.every(runs)).toBe(true);
});

test('a start on a port that is taken says so in one sentence', async () => {
  const port = new URL(concerto.demo.url).port;
  const other = new Launched(stateFolder(), { CONCERTO_PORT: port });
  expect(await other.ended).toBe(1);
  expect(other.said).toBe(
    `Port ${port} is taken: stop what listens there, or choose another one with CONCERTO_PORT=8081 npm start.\n`,
  );
  remove(other.state);
});

test('nothing is wiped under a running system', () => {
  const reset = spawnSync(process.execPath, [join(cloneFolder, 'apps/launcher/reset.mjs')], {
    env: { ...process.env, CONCERTO_STATE: state },
    encoding: 'utf8',
  });
  expect(reset.status).toBe(1);
  expect(reset.stderr).toMatch(/^Concerto runs \(process \d+\): [^\n]+\n$/);
});

test('after a kill -9 of the launcher the next start ends what was left, and runs anew on the same data', async () => {
  const left = concerto.pids;
  const { url } = concerto.demo;
  concerto.signal('SIGKILL');
  await concerto.ended;
  expect(left.every(runs)).toBe(true);

  concerto = new Launched(state);
  await concerto.hasSaid('Concerto is ready');
  expect(left.some(runs)).toBe(false);
  expect(concerto.demo.url).toBe(url);
  expect(concerto.said).toContain('Stopped what an earlier start had left running: gateway, offers');
  expect(concerto.said).not.toContain('Making the PostgreSQL data folder');
});

test('Ctrl-C ends everything in order and leaves nothing running', async () => {
  const all = concerto.pids;
  rmSync(join(state, 'stops'), { force: true });
  concerto.ctrlC();
  // What npm sends on: the same Ctrl-C a second time must not turn the ordered stop into a kill.
  concerto.signal('SIGINT');
  expect(await concerto.ended).toBe(0);
  expect(all.some(runs)).toBe(false);
  expect(readFileSync(join(state, 'stops'), 'utf8')).toBe('before the stores\nbefore the stores\n');
  expect(concerto.said.trim().split('\n').at(-1)).toContain('Stopped');
  expect(Object.values(concerto.demo.services).map(({ pid }) => pid)).toEqual([null, null]);
});

test('a stop in the middle of a start leaves nothing running either', async () => {
  const early = new Launched(state);
  await early.hasSaid('PostgreSQL is ready');
  early.signal('SIGTERM');
  expect(await early.ended).toBe(0);
  expect(existsSync(join(state, 'kafka/kafka.pid'))).toBe(false);
  expect(existsSync(join(state, 'postgres/postgres.pid'))).toBe(false);
});

test('wiping what was stopped leaves nothing', () => {
  const reset = spawnSync(process.execPath, [join(cloneFolder, 'apps/launcher/reset.mjs')], {
    env: { ...process.env, CONCERTO_STATE: state },
    encoding: 'utf8',
  });
  expect(reset).toMatchObject({ status: 0, stdout: `Wiped ${state}\n` });
  expect(existsSync(state)).toBe(false);
});
