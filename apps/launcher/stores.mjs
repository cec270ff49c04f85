// Keeps one PostgreSQL and one Kafka running for many test runs, and prints the two lines to paste into their shell.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const clone = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const require = createRequire(import.meta.url);
execFileSync(join(clone, 'node_modules', '.bin', 'swc'), ['apps/launcher', '-d', 'dist', '--quiet'], {
  cwd: clone,
  stdio: 'inherit',
});
const { throwawayStores } = require(join(clone, 'dist/apps/launcher/src/throwaway-stores.js'));

try {
  const stores = await throwawayStores({ postgres: true, kafka: true }, (line) =>
    process.stderr.write(`${line}\n`),
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, async () => {
      await stores.stop();
      process.exit(0);
    });
  process.stdout.write(
    `export TEST_DATABASE_URL=${stores.postgres.url()}\nexport TEST_KAFKA_BROKERS=${stores.kafka.brokers()}\n`,
  );
  process.stderr.write('Ctrl-C stops and empties them.\n');
  setInterval(() => undefined, 3_600_000);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
