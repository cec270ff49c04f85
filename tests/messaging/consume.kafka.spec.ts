import { DataSource } from 'typeorm';
import { runService, type Started } from '#service/start-service';
import { createTopics, teller } from '../support/broker';
import { createDatabases, freshPrefix, serverUrl } from '../support/database';
import { TEST_SECRET } from '../support/service-under-test';
import { settled } from '../support/settled';
import { CountingModule, registered } from './fixture';

const prefix = freshPrefix();
let drop: () => Promise<void>;
let started: Started;
const tell = teller(prefix);

const count = (sql: string) => async () => {
  const [row] = await started.app.get(DataSource).query<{ n: number }[]>(sql);
  return row!.n;
};

async function start(): Promise<void> {
  started = await runService(CountingModule, (error) => {
    throw error;
  });
}

beforeAll(async () => {
  Object.assign(process.env, {
    CONCERTO_PREFIX: prefix,
    DATABASE_URL: serverUrl(),
    KAFKA_BROKERS: process.env.TEST_KAFKA_BROKERS,
    CONCERTO_IDENTITY_SECRET: TEST_SECRET,
    CONCERTO_LOG_LEVEL: process.env.CONCERTO_LOG_LEVEL ?? 'silent',
  });
  drop = await createDatabases(prefix, ['prospecting']);
  await createTopics(prefix);
  await start();
});

afterAll(async () => {
  await tell.close();
  await started.stop();
  await drop();
});

describe('A service on the real broker', () => {
  it('applies each fact once and tells its consequences on, through repeats and a restart', async () => {
    const facts = Array.from({ length: 600 }, (_, n) => registered(n % 50));
    const messages = tell.make(facts);
    await tell.send(messages.slice(0, 400));
    await settled('400 applied', count('select count(*) as n from heard'), (n) => n === 400);
    await started.stop();
    await tell.send(messages.slice(200));
    await start();
    await settled('600 applied', count('select count(*) as n from heard'), (n) => n === 600);
    await settled('outbox empty', count('select count(*) as n from outbox_pending'), (n) => n === 0);
    expect(await count('select sum(changes) as n from seen')()).toBe(600);
    expect(await count('select count(*) as n from event_log')()).toBe(600);
    expect(await count('select max(version) as n from event_log')()).toBe(12);
  });
});
