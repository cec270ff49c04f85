import { Client } from 'pg';
import { databaseName, databaseUrlOf } from '#service/config';
import { registerTypes } from '#service/database';
import { createTopics, teller } from '../support/broker';
import { createDatabases, freshPrefix, serverUrl } from '../support/database';
import { compiledFixture, type ServiceProcess, serviceProcess } from '../support/service-process';
import { settled } from '../support/settled';
import { registered } from './fixture';
import { firstTimes, toldOnBroker, upTo } from './told-on-broker';

jest.setTimeout(240_000);

const MAIN = 'tests/messaging/counting-main.js';
const KEYS = 40;
const STEP = 600;
const WAIT = 120_000;

beforeAll(() => {
  registerTypes();
  compiledFixture('tests/messaging/fixture.ts', 'tests/messaging/counting-main.ts');
});

/** Ends the sessions of a process that stands still: one that holds the relay's shards, one in mid transaction. */
const END_SESSIONS = `
  select pg_terminate_backend(pid) from pg_stat_activity
   where datname = current_database() and pid <> pg_backend_pid()
     and application_name in ('concerto relay', 'concerto prospecting')
     and state in ('idle', 'idle in transaction') and state_change < clock_timestamp() - interval '2 seconds'`;

describe('Two instances of one service', () => {
  it('lose nothing, repeat nothing and keep every order, while one stands still, wakes as a zombie and is killed', async () => {
    const prefix = freshPrefix();
    const drop = await createDatabases(prefix, ['prospecting']);
    await createTopics(prefix);
    const tell = teller(prefix);
    const database = new Client({
      connectionString: databaseUrlOf(serverUrl(), databaseName(prefix, 'prospecting')),
    });
    const instances: ServiceProcess[] = [];
    try {
      const facts = tell.make(Array.from({ length: 4 * STEP }, (_, n) => registered(n % KEYS)));
      const start = async (instance: string) => {
        const one = await serviceProcess(MAIN, { prefix, environment: { CONCERTO_INSTANCE: instance } });
        instances.push(one);
        return one;
      };
      const first = await start('1');
      await database.connect();
      const count = (sql: string) => async () => (await database.query<{ n: number }>(sql)).rows[0]!.n;
      const heard = count('select count(*) as n from heard');
      const step = (n: number) => tell.send(facts.slice((n - 1) * STEP, n * STEP));

      await step(1);
      await settled('the first is at work', heard, (n) => n > 0, WAIT);
      await start('2');
      await step(2);
      first.child.kill('SIGSTOP');
      await settled(
        'the second does all of the work',
        async () => {
          await database.query(END_SESSIONS);
          return heard();
        },
        (n) => n >= 2 * STEP,
        WAIT,
      );
      first.child.kill('SIGCONT');
      await step(3);
      await settled('both go on', heard, (n) => n >= 3 * STEP, WAIT);
      await first.kill('SIGKILL');
      await step(4);
      await settled('the second goes on alone', heard, (n) => n >= 4 * STEP, WAIT);
      await settled('outbox empty', count('select count(*) as n from outbox_pending'), (n) => n === 0, WAIT);

      expect(await heard()).toBe(4 * STEP);
      expect(await count('select sum(changes) as n from seen')()).toBe(4 * STEP);
      expect(await count('select count(*) as n from event_log')()).toBe(4 * STEP);
      expect(await count('select count(*) as n from parked_key')()).toBe(0);
      const told = await toldOnBroker(`${prefix}.prospecting`);
      expect(told.size).toBe(KEYS);
      for (const versions of told.values()) expect(firstTimes(versions)).toEqual(upTo((4 * STEP) / KEYS));
    } finally {
      await Promise.all(instances.map((one) => one.kill('SIGKILL')));
      await tell.close();
      await database.end();
      await drop();
    }
  });
});
