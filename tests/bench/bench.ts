import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedKafka } from '../../apps/launcher/src/embedded-kafka';
import { EmbeddedPostgres } from '../../apps/launcher/src/embedded-postgres';
import { measureAccept } from './accept';
import { measureApplied } from './applied';
import { measureLatency } from './latency';
import { type Row, rendered } from './rows';

/** `npm run bench`: what Concerto takes and applies a second, as a ratio against a floor of the same run. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'concerto-bench-'));
  chmodSync(folder, 0o711);
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const options = { logFolder: join(folder, 'logs'), progress: say };
  const postgres = await EmbeddedPostgres.start({
    ...options,
    folder: join(folder, 'postgres'),
    password: 'bench',
    durable: true,
  });
  const kafka = await EmbeddedKafka.start({ ...options, folder: join(folder, 'kafka') });
  try {
    process.env.TEST_DATABASE_URL = postgres.url();
    process.env.TEST_KAFKA_BROKERS = kafka.brokers();
    const rows: Row[] = [];
    for (const measure of [measureAccept, measureApplied, measureLatency]) rows.push(...(await measure(say)));
    process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify({ rows })}\n` : rendered(rows));
  } finally {
    await kafka.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
