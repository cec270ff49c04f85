import { DataSource } from 'typeorm';
import { runService, type Started } from '#service/start-service';
import { brokers, createTopics, teller, testKafka } from './broker';
import { createDatabases, freshPrefix, serverUrl } from './database';
import { TEST_SECRET } from './service-under-test';

export interface Installation {
  readonly prefix: string;
  readonly brokers: readonly string[];
  readonly tell: ReturnType<typeof teller>;
  start(module: unknown): Promise<Started>;
  started(): Started;
  query<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
  /** A look for `settled`: the single number `n` of a query. */
  count(sql: string): () => Promise<number>;
  /** The next request for facts that never came. */
  nextRequest(): Promise<unknown>;
  close(): Promise<void>;
}

/** Databases and topics of its own on the real stores of this run; a service is started in this process. */
export async function installation(services: readonly string[]): Promise<Installation> {
  const prefix = freshPrefix();
  Object.assign(process.env, {
    CONCERTO_PREFIX: prefix,
    DATABASE_URL: serverUrl(),
    KAFKA_BROKERS: brokers().join(','),
    CONCERTO_IDENTITY_SECRET: TEST_SECRET,
    CONCERTO_DEMO: '1',
    CONCERTO_PORT: '0',
    CONCERTO_LOG_LEVEL: process.env.CONCERTO_LOG_LEVEL ?? 'silent',
  });
  const drop = await createDatabases(prefix, services);
  await createTopics(prefix);
  const tell = teller(prefix);
  let running: Started | undefined;
  const started = (): Started => {
    if (!running) throw new Error('Nothing is started');
    return running;
  };
  const query = <T>(sql: string, parameters?: unknown[]): Promise<T[]> =>
    started().app.get(DataSource).query<T[]>(sql, parameters);

  return {
    prefix,
    brokers: brokers(),
    tell,
    start: async (module) => {
      running = await runService(module as never, (error) => {
        throw error;
      });
      return running;
    },
    started,
    query,
    count: (sql) => async () => (await query<{ n: number }>(sql))[0]!.n,
    nextRequest: async () => {
      const consumer = testKafka().consumer({ groupId: `${prefix}.requests-seen` });
      await consumer.connect();
      await consumer.subscribe({ topic: `${prefix}.requests`, fromBeginning: true });
      const asked = await new Promise<unknown>((resolve) => {
        void consumer.run({ eachMessage: async ({ message }) => resolve(JSON.parse(String(message.value))) });
      });
      await consumer.disconnect();
      return asked;
    },
    close: async () => {
      await tell.close();
      await running?.stop();
      await drop();
    },
  };
}
