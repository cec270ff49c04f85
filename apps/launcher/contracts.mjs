// npm run contracts: writes what services promise (OpenAPI, AsyncAPI, JSON Schemas) from the built code.
// A breaking change of a published type is refused: it needs a new version of the type.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = join(root, 'dist');
const published = join(root, 'libs/contracts/published');

// A service describes itself, in a process of its own: two services may give two classes one name.
const services = readdirSync(join(root, 'apps')).filter((name) =>
  existsSync(join(root, 'apps', name, 'src', `${name}.module.ts`)),
);

const contracts = (file) => createRequire(import.meta.url)(join(built, 'libs/contracts/src', file));
const { publishedFiles, refusedChanges } = contracts('published.js');
const { brokenPromises } = contracts('api-compatibility.js');

const hears = new Map();
const documents = new Map();
const broken = [];
for (const name of services) {
  const printed = execFileSync(process.execPath, [join(built, 'apps', name, 'src/main.js'), 'describe'], {
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const description = JSON.parse(printed.toString('utf8'));
  hears.set(description.service, description.hears);
  const path = join(root, 'apps', name, 'openapi.json');
  documents.set(path, description.openapi);
  if (existsSync(path)) {
    const promises = brokenPromises(JSON.parse(readFileSync(path, 'utf8')), description.openapi);
    broken.push(...promises.map((one) => `${name}: ${one}`));
  }
}

const files = publishedFiles(hears);
const refused = [...broken, ...refusedChanges(files, readPublished())];
if (refused.length > 0) {
  process.stderr.write(
    `Not published, since readers would break:\n${refused.map((one) => `  ${one}\n`).join('')}`,
  );
  process.exit(1);
}
for (const [path, document] of documents) write(path, document);
rmSync(published, { recursive: true, force: true });
for (const { path, content } of files) write(join(published, path), content);
process.stderr.write(`${files.length} contracts and ${services.length} OpenAPI documents written\n`);

function readPublished() {
  const before = new Map();
  const folder = join(published, 'schemas');
  if (!existsSync(folder)) return before;
  for (const name of readdirSync(folder)) {
    before.set(`schemas/${name}`, JSON.parse(readFileSync(join(folder, name), 'utf8')));
  }
  return before;
}

function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
}
