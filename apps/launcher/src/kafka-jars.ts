import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CannotStart, inWords } from './cannot-start';
import { cloneFolder } from './clone';

const pom = join(cloneFolder, 'deploy', 'kafka', 'pom.xml');

/** The release of Apache Kafka that deploy/kafka/pom.xml pins, such as 4.4.0. */
export function kafkaVersion(): string {
  const version = /<kafka\.version>([^<]+)</.exec(readFileSync(pom, 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${pom} names no kafka.version`);
  return version;
}

/**
 * The folder with the broker's jars, fetched with Maven when no earlier run of any clone has done it. Two runs at once
 * fetch side by side and the first to finish is kept.
 */
export async function kafkaJars(progress: (line: string) => void = () => undefined): Promise<string> {
  const digest = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const cache = cacheFolder();
  const kept = join(cache, `kafka-${kafkaVersion()}-${digest}`);
  if (existsSync(join(kept, 'complete'))) return kept;

  progress(`Fetching Apache Kafka ${kafkaVersion()} from Maven Central (54 MB, once)`);
  const fresh = join(cache, `fetching-${randomUUID()}`);
  try {
    mkdirSync(fresh, { recursive: true });
    await maven(fresh);
    const jars = readdirSync(fresh).filter((name) => name.endsWith('.jar'));
    if (!jars.some((name) => name.startsWith('kafka_')))
      throw new CannotStart(`Maven left no Kafka in ${fresh}: start again.`);
    writeFileSync(join(fresh, 'complete'), `${jars.length} jars\n`);
    keep(fresh, kept);
  } catch (error) {
    throw inWords(error, cache);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return kept;
}

function keep(fresh: string, kept: string): void {
  if (!existsSync(join(kept, 'complete'))) rmSync(kept, { recursive: true, force: true });
  try {
    renameSync(fresh, kept);
  } catch (error) {
    if (!existsSync(join(kept, 'complete'))) throw error;
  }
}

function cacheFolder(): string {
  const cache =
    process.env.CONCERTO_CACHE ?? join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'concerto');
  try {
    mkdirSync(cache, { recursive: true });
    return cache;
  } catch {
    return join(cloneFolder, '.concerto', 'cache');
  }
}

async function maven(into: string): Promise<void> {
  const args = ['-B', '-ntp', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime'];
  const child = spawn('mvn', [...args, `-DoutputDirectory=${into}`], { stdio: ['ignore', 'pipe', 'pipe'] });
  // Our own stop must not wait for a download.
  const end = () => child.kill();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  })
    .catch((error) => {
      if (error.code === 'ENOENT')
        throw new CannotStart(
          'Maven is missing: install it (on Debian: apt-get install maven), then start again.',
        );
      throw error;
    })
    .finally(() => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, end);
    });
  if (code === 0) return;
  const cause = /\[ERROR\] (.*)/.exec(said)?.[1]?.slice(0, 300) ?? `exit code ${code}`;
  throw new CannotStart(
    `Maven could not fetch Apache Kafka, check the network or the proxy in ~/.m2/settings.xml: ${cause}`,
  );
}
