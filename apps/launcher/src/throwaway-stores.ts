import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedKafka } from './embedded-kafka';
import { EmbeddedPostgres } from './embedded-postgres';
import { note, noted, stopLeftover } from './owned-process';
import { identityOf, stillRuns } from './process-identity';

const PREFIX = 'concerto-tests-';

export interface ThrowawayStores {
  postgres?: EmbeddedPostgres;
  kafka?: EmbeddedKafka;
  folder: string;
  /** Ends the stores and removes their folder; may be called twice. */
  stop(): Promise<void>;
}

/**
 * Stores for one test run, on free ports and in a folder of the run's own. What an earlier run that was killed left
 * behind is removed first.
 */
export async function throwawayStores(
  wanted: { postgres: boolean; kafka: boolean },
  progress: (line: string) => void = () => undefined,
): Promise<ThrowawayStores> {
  await sweep();
  const folder = join(tmpdir(), `${PREFIX}${randomUUID()}`);
  mkdirSync(folder);
  // Enterable for PostgreSQL's user, whatever the umask.
  chmodSync(folder, 0o711);
  note(join(folder, 'owner.pid'), { pid: process.pid, identity: identityOf(process.pid) });

  const stores: ThrowawayStores = {
    folder,
    stop: async () => {
      await Promise.allSettled([stores.kafka?.stop(), stores.postgres?.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const logFolder = join(folder, 'logs');
  const started = await Promise.allSettled([
    wanted.postgres &&
      EmbeddedPostgres.start({
        folder: join(folder, 'postgres'),
        logFolder,
        password: 'tests',
        durable: false,
        progress,
      }).then((postgres) => {
        stores.postgres = postgres;
      }),
    wanted.kafka &&
      EmbeddedKafka.start({ folder: join(folder, 'kafka'), logFolder, shortLived: true, progress }).then(
        (kafka) => {
          stores.kafka = kafka;
        },
      ),
  ]);
  for (const outcome of started)
    if (outcome.status === 'rejected') {
      await stores.stop();
      throw outcome.reason;
    }
  return stores;
}

/** Removes the folders of runs that ended without removing them, with the stores that they left running. */
export async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const owner = noted(join(folder, 'owner.pid'));
    if (owner === undefined || stillRuns(owner.pid, owner.identity)) continue;
    try {
      await stopLeftover(join(folder, 'kafka', 'kafka.pid'), { signal: 'SIGKILL', withinMs: 5_000 });
      await stopLeftover(join(folder, 'postgres', 'postgres.pid'), { signal: 'SIGQUIT', withinMs: 5_000 });
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's run: theirs to sweep.
    }
  }
}
