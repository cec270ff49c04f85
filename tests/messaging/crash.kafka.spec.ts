import { Client } from 'pg';
import { databaseName, databaseUrlOf } from '#service/config';
import { registerTypes } from '#service/database';
import { createTopics, teller } from '../support/broker';
import { createDatabases, freshPrefix, serverUrl } from '../support/database';
import { compiledFixture, type ServiceProcess, serviceProcess } from '../support/service-process';
import { settled } from '../support/settled';
import { registered } from './fixture';
import { firstTimes, toldOnBroker, upTo } from './told-on-broker';

jest.setTimeout(180_000);

const MAIN = 'tests/messaging/counting-main.js';
const FACTS = 1200;
const KEYS = 60;

beforeAll(() => {
  registerTypes();
  compiledFixture('tests/messaging/fixture.ts', 'tests/messaging/counting-main.ts');
});

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
      await settled(
        'outbox empty',
        count('select count(*) as n from outbox_pending'),
        (n) => n === 0,
        60_000,
      );
      expect(await count('select count(*) as n from heard')()).toBe(FACTS);
      expect(await count('select sum(changes) as n from seen')()).toBe(FACTS);
      expect(await count('select count(*) as n from event_log')()).toBe(FACTS);
      expect(await count('select count(*) as n from parked_key')()).toBe(0);
      const told = await toldOnBroker(`${prefix}.prospecting`);
      expect(told.size).toBe(KEYS);
      for (const versions of told.values()) {
        expect(firstTimes(versions)).toEqual(upTo(FACTS / KEYS));
      }
    } finally {
      await service?.kill();
      await tell.close();
      await database.end();
      await drop();
    }
  });
});
