// npm test: every check, every test; the last line printed is exactly "N passed, N failed".
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { clone, inOneSentence, preflight } from './preflight.mjs';

const LIMIT_MS = 19 * 60_000;
const count = { passed: 0, failed: 0 };
let running;
let asked = false;

inOneSentence(async () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));
  const late = setTimeout(() => {
    process.stderr.write(`The tests took longer than ${LIMIT_MS / 60_000} minutes: they are stopped.\n`);
    stop('SIGTERM');
  }, LIMIT_MS);
  await preflight();
  await check('types', ['npm', ['run', '--silent', 'types']]);
  await check('lint', ['npm', ['run', '--silent', 'lint']]);
  await check('dead code', ['npm', ['run', '--silent', 'dead-code']]);
  await checkContracts();
  await runTests();
  clearTimeout(late);
  await sweepStores();
  // Whole before the process ends, also where it goes to a pipe.
  process.stdout.write(`${count.passed} passed, ${count.failed} failed\n`, () =>
    process.exit(count.failed > 0 || asked ? 1 : 0),
  );
});

/** One check, one count: its output is shown when it fails. */
async function check(title, [command, args]) {
  if (asked) return;
  process.stderr.write(`Checking ${title}\n`);
  const { code, said } = await ended(command, args, 'pipe');
  if (code !== 0) process.stderr.write(`${said}\n`);
  judge(title, code === 0);
}

function judge(title, good) {
  good ? count.passed++ : count.failed++;
  process.stderr.write(`${good ? 'passed' : 'FAILED'}  ${title}\n`);
}

/** What is published from the contracts is what they say today. */
async function checkContracts() {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(clone, 'package.json'), 'utf8'));
  if (!scripts.contracts || asked) return;
  const before = digestOfPublished();
  await check('that the contracts can be published', ['npm', ['run', '--silent', 'contracts']]);
  if (asked) return;
  const fresh = digestOfPublished() === before;
  if (!fresh)
    process.stderr.write(
      'libs/contracts/published or an apps/*/openapi.json was stale: commit what npm run contracts has just written.\n',
    );
  judge('published contracts are fresh', fresh);
}

function digestOfPublished() {
  const digest = createHash('sha256');
  const published = path.join(clone, 'libs', 'contracts', 'published');
  const files = fs.existsSync(published)
    ? fs.readdirSync(published, { recursive: true }).map((name) => path.join(published, name))
    : [];
  for (const app of fs.readdirSync(path.join(clone, 'apps')))
    files.push(path.join(clone, 'apps', app, 'openapi.json'));
  for (const file of files.sort())
    if (fs.existsSync(file) && fs.statSync(file).isFile()) digest.update(file).update(fs.readFileSync(file));
  return digest.digest('hex');
}

async function runTests() {
  if (asked) return;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'concerto-result-'));
  const result = path.join(folder, 'result.json');
  const args = [
    '-c',
    'tests/jest.config.cjs',
    '--forceExit',
    '--json',
    `--outputFile=${result}`,
    ...process.argv.slice(2),
  ];
  const { code } = await ended(...npx('jest', ...args), 'inherit');
  const told = fs.existsSync(result) ? JSON.parse(fs.readFileSync(result, 'utf8')) : undefined;
  fs.rmSync(folder, { recursive: true, force: true });
  if (told === undefined) return judge('the tests ran to their end', false);
  count.passed += told.numPassedTests;
  count.failed += told.numFailedTests + told.numRuntimeErrorTestSuites;
  // Red for a reason that no test carries, such as a store that did not stop.
  if (code !== 0 && told.numFailedTests + told.numRuntimeErrorTestSuites === 0)
    judge('the test run ended well', false);
}

/** Ends the stores of this run, had it been killed before it could. */
async function sweepStores() {
  const built = path.join(clone, 'dist', 'apps', 'launcher', 'src', 'throwaway-stores.js');
  if (fs.existsSync(built)) await createRequire(import.meta.url)(built).sweep();
}

function npx(name, ...args) {
  return [path.join(clone, 'node_modules', '.bin', name), args];
}

/** Runs a command in a process group of its own, which we end as a whole. */
function ended(command, args, output) {
  return new Promise((resolve, reject) => {
    running = spawn(command, args, {
      cwd: clone,
      detached: true,
      // Jest writes its JSON to a file and the rest to stderr; what it says on stdout must not follow our last line.
      stdio: ['ignore', output === 'pipe' ? 'pipe' : 2, output === 'pipe' ? 'pipe' : 2],
      env: { ...process.env, TZ: 'UTC', CONCERTO_BUILT: '1' },
    });
    let said = '';
    for (const stream of [running.stdout, running.stderr])
      stream?.on('data', (chunk) => {
        said += chunk;
      });
    running.once('error', reject);
    running.once('close', (code) => {
      running = undefined;
      resolve({ code, said });
    });
  });
}

/** Asks what runs to stop, and ends its whole group when it has not within ten seconds. */
function stop(signal) {
  asked = true;
  count.failed++;
  const group = running?.pid;
  if (group === undefined) return;
  send(group, signal);
  setTimeout(() => send(-group, 'SIGKILL'), 10_000).unref();
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
