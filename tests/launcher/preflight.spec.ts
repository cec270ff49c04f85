import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloneFolder } from '../../apps/launcher/src/clone';
import { remove } from './launched';

const folder = mkdtempSync(join(tmpdir(), 'concerto-preflight-'));
afterAll(() => remove(folder));

test.each(['start.mjs', 'test.mjs'])('without Java, %s says in one sentence what to install', (script) => {
  expect(answer(script, pathWith('no-java', { mvn: 'exit 0' }))).toEqual(
    refused(/^Java is missing, .*install Java 17 or later \(.*\), then start again\.$/),
  );
});

test('a Java that is too old is named', () => {
  const java = 'echo \'openjdk version "11.0.2" 2019-01-15\' >&2';
  expect(answer('start.mjs', pathWith('old-java', { java, mvn: 'exit 0' }))).toEqual(
    refused(/^Java 11 is too old for the Kafka broker: install Java 17 or later .*\.$/),
  );
});

test('the Java 8 that calls itself 1.8 is named as well', () => {
  const java = 'echo \'java version "1.8.0_391"\' >&2';
  expect(answer('start.mjs', pathWith('java-8', { java, mvn: 'exit 0' }))).toEqual(
    refused(/^Java 8 is too old .*\.$/),
  );
});

test('without Maven, the sentence says what to install', () => {
  const java = 'echo \'openjdk version "17.0.15" 2025-04-15\' >&2';
  expect(answer('start.mjs', pathWith('no-maven', { java }))).toEqual(refused(/^Maven is missing, .*\.$/));
});

test('a Node that is too old is told to be replaced, whatever else is missing', () => {
  const clone = join(folder, 'clone');
  mkdirSync(join(clone, 'apps'), { recursive: true });
  cpSync(join(cloneFolder, 'apps/launcher'), join(clone, 'apps/launcher'), { recursive: true });
  writeFileSync(
    join(clone, 'old-node.cjs'),
    "Object.defineProperty(process.versions, 'node', { value: '18.20.4' });",
  );
  const ran = spawnSync(
    process.execPath,
    ['-r', join(clone, 'old-node.cjs'), join(clone, 'apps/launcher/start.mjs')],
    {
      encoding: 'utf8',
    },
  );
  expect(ran).toEqual(
    refused(/^Concerto needs Node 20\.19 or later and this is 18\.20\.4: install it .*\.$/),
  );
});

/** A search path that holds Node and these commands only. */
function pathWith(name: string, commands: Record<string, string>): string {
  const bin = join(folder, name);
  mkdirSync(bin, { recursive: true });
  for (const [command, body] of Object.entries(commands))
    writeFileSync(join(bin, command), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return bin;
}

function answer(script: string, path: string) {
  return spawnSync(process.execPath, [join(cloneFolder, 'apps/launcher', script)], {
    env: { ...process.env, PATH: path, KAFKA_BROKERS: '' },
    encoding: 'utf8',
  });
}

/** One sentence on one line, and exit code 1. */
const refused = (sentence: RegExp) =>
  expect.objectContaining({
    status: 1,
    stderr: expect.stringMatching(new RegExp(`${sentence.source.slice(0, -1)}\\n$`)),
  });
