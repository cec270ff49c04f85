import { Commits } from '#messaging/commits';
import { connectKafka } from '#messaging/kafka';
import { Relay } from '#messaging/relay';
import { UnitOfWork } from '#messaging/unit-of-work';
import { databaseName, databaseUrlOf } from '#service/config';
import { brokers, createTopics } from '../support/broker';
import { serverUrl } from '../support/database';
import { Link } from '../support/link';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { settled } from '../support/settled';
import { CountingModule, employerKey, leadEnded } from './fixture';
import { firstTimes, toldOnBroker, upTo } from './told-on-broker';

jest.setTimeout(180_000);

const WAIT = 60_000;
let service: ServiceUnderTest;
let url: string;
const running: Relay[] = [];

beforeAll(async () => {
  service = await serviceUnderTest(CountingModule);
  await createTopics(service.prefix);
  url = databaseUrlOf(serverUrl(), databaseName(service.prefix, 'prospecting'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((relay) => relay.stop()));
});
afterAll(() => service.close());

function relayOn(connectionString: string, extra: object = {}): Relay {
  const kafka = connectKafka(brokers(), 'relay', () => undefined);
  const database = { connectionString, ...extra };
  const relay = new Relay(kafka, database, service.prefix, service.app.get(Commits), () => undefined);
  running.push(relay);
  relay.start();
  return relay;
}

const pending = async (where = 'true') =>
  (await service.query<{ n: number }>(`select count(*) as n from outbox_pending where ${where}`))[0]!.n;
const outboxEmpty = () =>
  settled(
    'outbox empty',
    () => pending(),
    (n) => n === 0,
    WAIT,
  );

async function tell(keys: readonly string[]): Promise<void> {
  await service.app.get(UnitOfWork).run([...new Set(keys)], async (tx) => {
    tx.tell(keys.map((key) => leadEnded(key)));
  });
}

/** Keys that fall into a shard of the outbox. */
async function keysOfShard(shard: number, count: number): Promise<string[]> {
  const all = Array.from({ length: count * 12 }, (_, n) => employerKey(0xc0000 + shard * 0x10000 + n));
  const rows = await service.query<{ key: string }>(
    'select key from unnest($1::text[]) key where (hashtext(key) & 2147483647) % 4 = $2 limit $3',
    [all, shard, count],
  );
  return rows.map((row) => row.key);
}

describe('The relay', () => {
  it('takes the oldest facts first, whatever shard they are in', async () => {
    const [last] = await keysOfShard(3, 1);
    await tell([last!]);
    await tell(await keysOfShard(0, 1500));
    relayOn(url);
    const left = await settled(
      'a first batch is gone',
      () => pending(),
      (n) => n < 1501,
      WAIT,
    );
    if (left > 0) expect(await pending(`key = '${last}'`)).toBe(0);
    await outboxEmpty();
  });

  it('sets a fact that the broker will never take apart with its key, and goes on with all others', async () => {
    const [large, other] = [employerKey(0xd01), employerKey(0xd02)];
    await tell([large, large, other]);
    await service.query(
      "update event_log set payload = json_build_object('much', repeat(md5(random()::text), 60000)) where key = $1 and version = 1",
      [large],
    );
    const relay = relayOn(url);
    await settled(
      'one is refused',
      () => relay.state.refused,
      (n) => n === 1,
      WAIT,
    );
    await tell([other]);
    await settled(
      'the others are told',
      () => pending(`key <> '${large}'`),
      (n) => n === 0,
      WAIT,
    );
    expect(await pending(`key = '${large}'`)).toBe(2);
    const told = await toldOnBroker(`${service.prefix}.prospecting`);
    expect(firstTimes(told.get(other)!)).toEqual([1, 2]);
    expect(told.has(large)).toBe(false);
    await service.query('delete from outbox_pending');
  });

  it('keeps the order of every key when another takes over from one whose session was ended', async () => {
    const keys = Array.from({ length: 20 }, (_, n) => employerKey(0xe00 + n));
    relayOn(url);
    relayOn(url);
    for (let turn = 1; turn <= 12; turn += 1) {
      await tell([...keys, ...keys]);
      if (turn % 3 === 0) {
        await service.query(
          `select pg_terminate_backend(l.pid) from pg_locks l
            where l.locktype = 'advisory' and l.classid = 4431002
              and l.database = (select oid from pg_database where datname = current_database())`,
        );
      }
    }
    await outboxEmpty();
    const told = await toldOnBroker(`${service.prefix}.prospecting`);
    for (const key of keys) expect(firstTimes(told.get(key)!)).toEqual(upTo(24));
  });

  it('leaves a PostgreSQL that fell silent, and goes on with a new connection', async () => {
    const real = new URL(url);
    const link = await Link.to(Number(real.port));
    try {
      real.port = String(link.port);
      const relay = relayOn(real.toString(), { query_timeout: 1_000, options: '-c idle_session_timeout=2s' });
      await settled(
        'it holds the shards',
        () => relay.state.shards,
        (n) => n === 4,
        WAIT,
      );
      link.silence();
      await tell([employerKey(0xf01)]);
      await outboxEmpty();
      expect(link.made).toBeGreaterThan(1);
    } finally {
      await Promise.all(running.splice(0).map((relay) => relay.stop()));
      await link.cut();
    }
  });

  it('stops in time also when the broker does not answer', async () => {
    const silent = await Link.to(Number(brokers()[0]!.split(':')[1]));
    try {
      const kafka = connectKafka([`127.0.0.1:${silent.port}`], 'relay', () => undefined);
      const relay = new Relay(
        kafka,
        { connectionString: url },
        service.prefix,
        service.app.get(Commits),
        () => undefined,
      );
      await silent.cut();
      await tell([employerKey(0xf02)]);
      relay.start();
      await settled(
        'it holds the shards',
        () => relay.state.shards,
        (n) => n === 4,
        WAIT,
      );
      const from = Date.now();
      await relay.stop();
      expect(Date.now() - from).toBeLessThan(15_000);
      expect(await pending()).toBe(1);
      relayOn(url);
      await outboxEmpty();
    } finally {
      await silent.cut();
    }
  });
});
