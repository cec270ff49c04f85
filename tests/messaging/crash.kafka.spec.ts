import { Client } from 'pg';
import { databaseName, databaseUrlOf } from '#service/config';
import { registerTypes } from '#service/database';
import { createTopics, teller, testKafka } from '../support/broker';
import { createDatabases, freshPrefix, serverUrl } from '../support/database';
import { compiledFixture, type ServiceProcess, serviceProcess } from '../support/service-process';
import { settled } from '../support/settled';
import { registered } from './fixture';

const MAIN = 'tests/messaging/counting-main.js';
const FACTS = 1200;
const KEYS = 60;

beforeAll(() => {
  registerTypes();
  compiledFixture('tests/messaging/fixture.ts', 'tests/messaging/counting-main.ts');
});

/** What stands on the broker under a topic: `key version` of each message, in the order of the log of its key. */
async function onTheBroker(topic: string): Promise<Map<string, number[]>> {
  const consumer = testKafka().consumer({ groupId: `${topic}.seen` });
  const admin = testKafka().admin();
  await admin.connect();
  let left = (await admin.fetchTopicOffsets(topic)).reduce((sum, one) => sum + Number(one.high), 0);
  await admin.disconnect();
  const seen = new Map<string, number[]>();
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve) => {
    if (left === 0) resolve();
    void consumer.run({
      eachMessage: async ({ message }) => {
        const key = String(message.key);
        seen.set(key, [...(seen.get(key) ?? []), Number(message.headers?.ce_version)]);
        left -= 1;
        if (left === 0) resolve();
      },
    });
  });
  await consumer.disconnect();
  return seen;
}

describe.each([
  ['after its transaction, before the offset', 'after_commit_before_offset:2'],
  ['in the middle of its transaction', 'in_consumer_transaction:2'],
  ['after the broker’s answer, before the outbox is emptied', 'after_ack_before_delete:2'],
  ['just before a commit', 'before_commit:3'],
])('A service killed %s', (_, crashAt) => {
  it('loses nothing and applies nothing twice', async () => {
    const prefix = freshPrefix();
    const drop = await createDatabases(prefix, ['prospecting']);
    await createTopics(prefix);
    const tell = teller(prefix);
    const database = new Client({
      connectionString: databaseUrlOf(serverUrl(), databaseName(prefix, 'prospecting')),
    });
    let service: ServiceProcess | undefined;
    try {
      const messages = tell.make(Array.from({ length: FACTS }, (_one, n) => registered(n % KEYS)));
      await tell.send(messages.slice(0, FACTS / 2));
      service = await serviceProcess(MAIN, { prefix, environment: { CRASH_AT: crashAt }, unready: true });
      expect(await service.ended).toBe('SIGKILL');
      service = await serviceProcess(MAIN, { prefix });
      await tell.send(messages.slice(FACTS / 2));
      await database.connect();
      const count = (sql: string) => async () => (await database.query<{ n: number }>(sql)).rows[0]!.n;
      await settled('all applied', count('select count(*) as n from heard'), (n) => n >= FACTS, 60_000);
      await settled('outbox empty', count('select count(*) as n from outbox_pending'), (n) => n === 0);
      expect(await count('select count(*) as n from heard')()).toBe(FACTS);
      expect(await count('select sum(changes) as n from seen')()).toBe(FACTS);
      expect(await count('select count(*) as n from event_log')()).toBe(FACTS);
      expect(await count('select count(*) as n from parked_key')()).toBe(0);
      const told = await onTheBroker(`${prefix}.prospecting`);
      expect(told.size).toBe(KEYS);
      for (const versions of told.values()) {
        const first = versions.filter((version, at) => versions.indexOf(version) === at);
        expect(first).toEqual(Array.from({ length: FACTS / KEYS }, (_one, n) => n + 1));
      }
    } finally {
      await service?.kill();
      await tell.close();
      await database.end();
      await drop();
    }
  });
});
