import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { DATABASES } from '../../apps/cli/src/services';

const root = resolve(__dirname, '../..');

/** A file of the house and what it imports, as written. */
interface Source {
  readonly path: string;
  readonly imports: readonly string[];
  readonly lines: number;
}

const sources: Source[] = ['apps', 'libs']
  .flatMap((top) => filesBelow(join(root, top)))
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => {
    const text = readFileSync(path, 'utf8');
    const { importedFiles } = ts.preProcessFile(text, true, true);
    return {
      path: relative(root, path),
      imports: importedFiles.map((one) => one.fileName),
      lines: text.split('\n').length,
    };
  });

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'published') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** `apps/offers`, `libs/messaging`: the room that a path is in. */
const roomOf = (path: string): string => path.split('/').slice(0, 2).join('/');

/** The path of the house that an import leads to, or the package's name. */
function targetOf(source: Source, imported: string): string {
  const alias = /^#(\w+)\/(.*)$/.exec(imported);
  if (alias) return `libs/${alias[1]}/src/${alias[2]}`;
  if (imported.startsWith('.')) return relative(root, resolve(root, source.path, '..', imported));
  return imported;
}

const arrows = sources.flatMap((source) =>
  source.imports.map((imported) => ({ from: source.path, to: targetOf(source, imported), imported })),
);

const offences = (wrong: (arrow: (typeof arrows)[number]) => boolean): string[] =>
  arrows.filter(wrong).map((arrow) => `${arrow.from} -> ${arrow.imported}`);

describe('Who may import whom', () => {
  it('no service imports another: facts and the gateway are the only roads between them', () => {
    expect(
      offences(
        ({ from, to }) => from.startsWith('apps/') && to.startsWith('apps/') && roomOf(from) !== roomOf(to),
      ),
    ).toEqual([]);
  });

  it('no lib imports an app', () => {
    expect(offences(({ from, to }) => from.startsWith('libs/') && to.startsWith('apps/'))).toEqual([]);
  });

  it('the shared kernel imports nothing of the house', () => {
    expect(
      offences(
        ({ from, to }) =>
          from.startsWith('libs/domain/') && to.startsWith('libs/') && !to.startsWith('libs/domain/'),
      ),
    ).toEqual([]);
  });

  it('contracts import only contracts and the kernel; the engine as well', () => {
    const allowed = /^libs\/(contracts|domain)\//;
    expect(
      offences(
        ({ from, to }) => from.startsWith('libs/contracts/') && to.startsWith('libs/') && !allowed.test(to),
      ),
    ).toEqual([]);
    const engine = /^libs\/(allocation|domain|contracts)\//;
    expect(
      offences(
        ({ from, to }) => from.startsWith('libs/allocation/') && to.startsWith('libs/') && !engine.test(to),
      ),
    ).toEqual([]);
  });

  it('rules know no framework, no store and no clock: a domain folder imports itself, the kernel and contracts', () => {
    const allowed = /^(libs\/(domain|contracts|allocation)\/|node:crypto$)/;
    expect(
      offences(({ from, to }) => {
        const domain = /^apps\/[^/]+\/src\/domain\//.exec(from)?.[0];
        return domain !== undefined && !to.startsWith(domain) && !allowed.test(to);
      }),
    ).toEqual([]);
  });

  it('facts travel by the outbox alone: no event handler, saga or stock Kafka client', () => {
    const banned =
      /\b(EventsHandler|AggregateRoot|EventPublisher|ClientKafka|MessagePattern|EventPattern|Transport\.KAFKA)\b|@Saga\b/;
    const found = sources.filter(({ path }) => banned.test(readFileSync(join(root, path), 'utf8')));
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it('a rule draws no id and reads no clock', () => {
    const impure = /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|\brandomUUID\(|\bv7\(|\buuidv7\(/;
    const found = sources.filter(
      ({ path }) => /\/src\/domain\//.test(path) && impure.test(withoutComments(path)),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});

describe('The house', () => {
  it('keeps a file to one idea: at most 250 lines', () => {
    const long = sources.filter(({ path, lines }) => lines > 250 && !/\/codes\/|\/fr\.ts$/.test(path));
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it('has no barrel, and no name that says nothing', () => {
    const empty =
      /(^|\/)(index\.tsx?|(common|utils?|shared|helpers?|misc|base)(\/|\.ts)|.*(manager|helper|util|impl|dto)\.tsx?$)/i;
    expect(
      sources.map(({ path }) => path).filter((path) => empty.test(path) && path !== 'apps/web/index.html'),
    ).toEqual([]);
  });

  it('has paths in ASCII', () => {
    expect(sources.map(({ path }) => path).filter((path) => !/^[\x20-\x7e]+$/.test(path))).toEqual([]);
  });

  it('keeps its top level closed', () => {
    const known = new Set([
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'nest-cli.json',
      'apps',
      'libs',
      'deploy',
      'tests',
      'node_modules',
      'dist',
    ]);
    const documents = new Set([
      'README.md',
      'ARCHITECTURE.md',
      'CONTRIBUTING.md',
      'CHANGELOG.md',
      'SECURITY.md',
      'LICENSE',
    ]);
    const strange = readdirSync(root).filter(
      (name) => !name.startsWith('.') && !known.has(name) && !documents.has(name),
    );
    expect(strange).toEqual([]);
  });

  it('is known whole to the command line: a new service is in its lists', () => {
    const stored = readdirSync(join(root, 'apps')).filter((name) =>
      existsSync(join(root, 'apps', name, 'src', `${name}.module.ts`)),
    );
    expect([...DATABASES].sort()).toEqual(stored.sort());
  });

  it('gives every service a table of contents, a main, and a page that says what it decides', () => {
    const services = readdirSync(join(root, 'apps')).filter((name) =>
      existsSync(join(root, 'apps', name, 'src', `${name}.module.ts`)),
    );
    for (const name of services) {
      expect([name, existsSync(join(root, 'apps', name, 'src/main.ts'))]).toEqual([name, true]);
      expect([name, existsSync(join(root, 'apps', name, 'README.md'))]).toEqual([name, true]);
    }
  });
});

function withoutComments(path: string): string {
  return readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}
