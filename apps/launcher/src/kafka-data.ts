import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CannotStart } from './cannot-start';
import { cloneFolder } from './clone';
import { kafkaVersion } from './kafka-jars';

/** `main` comes first: the broker talks to itself through it. */
export interface Addresses {
  controllerPort: number;
  listeners: readonly { name: string; port: number; advertisedPort: number }[];
}

/** Fills the template of deploy/kafka in; returns the file. */
export function writeSettings(folder: string, { controllerPort, listeners }: Addresses): string {
  const values: Record<string, string> = {
    controllerPort: String(controllerPort),
    firstListener: wireName('main'),
    listeners: listeners.map(({ name, port }) => `${wireName(name)}://127.0.0.1:${port}`).join(),
    advertisedListeners: listeners
      .map(({ name, advertisedPort }) => `${wireName(name)}://127.0.0.1:${advertisedPort}`)
      .join(),
    protocols: listeners.map(({ name }) => `${wireName(name)}:PLAINTEXT`).join(),
    dataFolder: dataFolder(folder),
  };
  const template = readFileSync(join(cloneFolder, 'deploy', 'kafka', 'server.properties'), 'utf8');
  const file = join(folder, 'server.properties');
  writeFileSync(
    file,
    template.replace(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? ''),
  );
  return file;
}

/**
 * Formats the data folder once. The mark is written after a complete format: a folder without it holds nothing yet and
 * is formatted afresh. Refuses a folder of a newer Kafka, which an older one would spoil.
 */
export async function format(folder: string, settings: string, java: readonly string[]): Promise<void> {
  const mark = join(folder, 'formatted-by');
  if (existsSync(mark)) return refuseNewer(readFileSync(mark, 'utf8').trim(), dataFolder(folder));
  rmSync(dataFolder(folder), { recursive: true, force: true });
  mkdirSync(dataFolder(folder), { recursive: true });
  const tool = [...java, 'kafka.tools.StorageTool', 'format', '-t', clusterId(), '-c', settings];
  await promisify(execFile)('java', tool).catch((error) => {
    if (error.code === 'ENOENT') throw error;
    throw new CannotStart(whyNoFormat(`${error.stdout}\n${error.stderr}`, folder));
  });
  writeFileSync(mark, `${kafkaVersion()}\n`);
}

function whyNoFormat(said: string, folder: string): string {
  if (/No space left on device/.test(said))
    return 'The disk is full, Kafka cannot start: free some space, then start again.';
  if (/UnsupportedClassVersionError/.test(said))
    return 'Java is too old for Kafka: install Java 17 or later, then start again.';
  const reason = said.split('\n').find((line) => /exception|error/i.test(line)) ?? said.trim().split('\n')[0];
  return `Kafka could not make its data folder ${folder}: ${reason}`;
}

function refuseNewer(madeBy: string, folder: string): void {
  const [major = 0, minor = 0] = madeBy.split('.').map(Number);
  const [ourMajor = 0, ourMinor = 0] = kafkaVersion().split('.').map(Number);
  if (major > ourMajor || (major === ourMajor && minor > ourMinor))
    throw new CannotStart(
      `${folder} was made by Kafka ${madeBy} and this is ${kafkaVersion()}: use the newer Concerto, or empty it with npm run reset.`,
    );
}

const dataFolder = (folder: string): string => join(folder, 'data');

/** What `StorageTool random-uuid` prints, without a JVM: 16 bytes in base64url that are not taken for an option. */
const clusterId = (): string => `C${randomBytes(16).toString('base64url').slice(1)}`;

/** A listener's name as Kafka takes it: job-board -> JOB_BOARD. */
const wireName = (name: string): string => name.toUpperCase().replaceAll('-', '_');
