import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../../apps/launcher/src/cannot-start';
import { type ThrowawayStores, throwawayStores } from '../../apps/launcher/src/throwaway-stores';

declare global {
  var storesOfThisRun: ThrowawayStores | undefined;
}

/**
 * One PostgreSQL and one Kafka for the whole run, when one of its files needs them: TEST_DATABASE_URL and
 * TEST_KAFKA_BROKERS say where. DATABASE_URL, KAFKA_BROKERS (or the TEST_ ones) from outside are used as they are.
 */
export default async function startStores(config: RunConfig): Promise<void> {
  process.env.TZ = 'UTC';
  process.env.TEST_DATABASE_URL ||= process.env.DATABASE_URL ?? '';
  process.env.TEST_KAFKA_BROKERS ||= process.env.KAFKA_BROKERS ?? '';
  const files = selected(config);
  const wanted = {
    postgres:
      process.env.TEST_DATABASE_URL === '' && files.some((file) => /\.(pg|kafka|web)\.spec\.ts$/.test(file)),
    kafka:
      process.env.TEST_KAFKA_BROKERS === '' && files.some((file) => /\.(kafka|web)\.spec\.ts$/.test(file)),
  };
  if (!wanted.postgres && !wanted.kafka) return;

  try {
    const stores = await throwawayStores(wanted, (line) => process.stderr.write(`${line}\n`));
    globalThis.storesOfThisRun = stores;
    if (stores.postgres) process.env.TEST_DATABASE_URL = stores.postgres.url();
    if (stores.kafka) process.env.TEST_KAFKA_BROKERS = stores.kafka.brokers();
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    // One sentence for the person at the terminal; a stack would hide it.
    error.stack = error.message;
    throw error;
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      void globalThis.storesOfThisRun?.stop().finally(() => process.exit(130));
    });
}

interface RunConfig {
  rootDir: string;
  runTestsByPath: boolean;
  nonFlagArgs: string[];
  testPathPatterns: { toExecutor(options: { rootDir: string }): { isMatch(path: string): boolean } };
}

/** The test files that this run will take, as jest selects them. */
function selected({ rootDir, runTestsByPath, nonFlagArgs, testPathPatterns }: RunConfig): string[] {
  if (runTestsByPath) return nonFlagArgs;
  const patterns = testPathPatterns.toExecutor({ rootDir });
  return readdirSync(join(rootDir, 'tests'), { recursive: true, encoding: 'utf8' })
    .map((file) => join(rootDir, 'tests', file))
    .filter((file) => file.endsWith('.spec.ts') && patterns.isMatch(file));
}
