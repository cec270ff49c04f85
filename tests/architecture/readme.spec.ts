import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];
const textOf = (name: string): string => readFileSync(join(root, name), 'utf8');
const scripts = Object.keys((JSON.parse(textOf('package.json')) as { scripts: object }).scripts);

describe.each(documents)('%s', (name) => {
  it('names only paths that exist', () => {
    const links = [...textOf(name).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((link) => link[1]!);
    const paths = [...textOf(name).matchAll(/`((?:apps|libs|tests|deploy)\/[\w./-]+)`/g)].map(
      (path) => path[1]!,
    );
    expect([...links, ...paths].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names only scripts that exist', () => {
    const named = [...textOf(name).matchAll(/npm run ([\w:-]+)/g)].map((script) => script[1]!);
    expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
  });
});

it('The README opens with what Concerto is, and gives the two commands', () => {
  const lines = textOf('README.md').split('\n');
  expect(lines[0]).toBe('# Concerto');
  expect(textOf('README.md')).toMatch(/npm start[\s\S]*npm test/);
});
