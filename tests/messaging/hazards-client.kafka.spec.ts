import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { Commits } from '#messaging/commits';
import { GroupMember } from '#messaging/group-member';
import { connectKafka, watchedSocket } from '#messaging/kafka';
import { Relay } from '#messaging/relay';
import { applyTopics } from '#messaging/topics';
import { UnitOfWork } from '#messaging/unit-of-work';
import { databaseName, databaseUrlOf } from '#service/config';
import { EmbeddedKafka } from '../../apps/launcher/src/embedded-kafka';
import { serverUrl } from '../support/database';
import { Link } from '../support/link';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { settled } from '../support/settled';
import { CountingModule, employerKey, leadEnded } from './fixture';
import { firstTimes, toldOnBroker, upTo } from './told-on-broker';

jest.setTimeout(120_000);

const WAIT = Number(process.env.TEST_WAIT_MS ?? 90_000);
const folder = mkdtempSync(join(tmpdir(), 'concerto-hazards-'));
let service: ServiceUnderTest;
let broker: EmbeddedKafka;
/** The wire of the client under test; the test itself asks over the broker's other address. */
let link: Link;
let direct: Kafka;
/** What members of the group logged. */
const said: string[] = [];
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  link = await Link.to();
  broker = await EmbeddedKafka.start({
    folder: join(folder, 'kafka'),
    logFolder: join(folder, 'logs'),
    listeners: { wire: { advertisedPort: link.port } },
  });
  link.leadTo(broker.port('wire'));
  direct = new Kafka({ clientId: 'test', brokers: [broker.brokers()], logLevel: logLevel.NOTHING });
  service = await serviceUnderTest(CountingModule);
  await applyTopics(direct, service.prefix);
}, 180_000);

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await link.mend();
  said.length = 0;
});

afterAll(async () => {
  await service?.close();
  await link.cut();
  await broker?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const overTheWire = (clientId = 'client') =>
  connectKafka([broker.brokers('wire')], clientId, () => undefined);

function relay(): Relay {
  const connectionString = databaseUrlOf(serverUrl(), databaseName(service.prefix, 'prospecting'));
  const commits = service.app.get(Commits);
  const one = new Relay(overTheWire('relay'), { connectionString }, service.prefix, commits, () => undefined);
  closing.push(() => one.stop());
  one.start();
  return one;
}

function member(read: (values: string[]) => void): GroupMember {
  const clientId = `${service.prefix}.prospecting.1`;
  const one = new GroupMember(
    {
      kafka: overTheWire(clientId),
      prefix: service.prefix,
      service: 'prospecting',
      clientId,
      log: (_level, message) => said.push(message),
      fail: () => undefined,
    },
    [`${service.prefix}.prospecting`],
    async (_consumer, { batch, resolveOffset }) => {
      read(batch.messages.map((message) => String(message.key)));
      resolveOffset(batch.lastOffset());
    },
    () => undefined,
  );
  closing.push(() => one.close());
  return one;
}

async function tell(key: string, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    await service.app.get(UnitOfWork).run([key], async (tx) => tx.tell([leadEnded(key)]));
  }
}

const outboxEmpty = () =>
  settled(
    'outbox empty',
    async () => (await service.query<{ n: number }>('select count(*) as n from outbox_pending'))[0]!.n,
    (n) => n === 0,
    WAIT,
  );
const told = async (key: string) =>
  (await toldOnBroker(`${service.prefix}.prospecting`, direct)).get(key) ?? [];

describe('The client of Kafka', () => {
  it('C1: joins as soon as the broker can be reached, however long that was not the case', async () => {
    await link.cut();
    const one = member(() => undefined);
    const opening = one.open();
    await settled(
      'it has given up twice',
      () => said.length,
      (n) => n >= 2,
      WAIT,
    );
    expect(one.joined).toBe(false);
    await link.mend();
    await opening;
    expect(one.joined).toBe(true);
  });

  it('C2: leaves a connection that is half open, and goes on with a new one', async () => {
    const kafka = new Kafka({
      clientId: 'watched',
      brokers: [broker.brokers('wire')],
      socketFactory: watchedSocket(1_000),
      logLevel: logLevel.NOTHING,
    });
    const admin = kafka.admin();
    await admin.connect();
    closing.push(() => admin.disconnect());
    await admin.describeCluster();
    const before = link.made;
    link.silence();
    const answers = () =>
      admin.describeCluster().then(
        ({ brokers }) => brokers.length,
        () => 0,
      );
    await settled('it answers again', answers, (n) => n === 1, 20_000);
    expect(link.made).toBeGreaterThan(before);
  });

  it('C3: says good-bye in time also when nobody answers any more', async () => {
    const one = member(() => undefined);
    await one.open();
    link.silence();
    const from = Date.now();
    await one.close();
    expect(Date.now() - from).toBeLessThan(15_000);
  });

  it('R1: rests while nothing is asked: no look at the queue of requests every millisecond', async () => {
    const RequestQueue = require('kafkajs/src/network/requestQueue') as {
      prototype: { checkPendingRequests(): void };
    };
    const looks = jest.spyOn(RequestQueue.prototype, 'checkPendingRequests');
    const one = member(() => undefined);
    await one.open();
    let fetches = 0;
    one.current!.on('consumer.fetch', () => {
      fetches += 1;
    });
    await settled(
      'it is at rest',
      () => fetches,
      (n) => n >= 1,
      WAIT,
    );
    looks.mockClear();
    await settled(
      'three rounds',
      () => fetches,
      (n) => n >= 4,
      WAIT,
    );
    expect(looks.mock.calls.length).toBeLessThan(200);
    looks.mockRestore();
  });

  it('P1, P1b: tells again what the broker has kept without being able to say so; nothing is lost', async () => {
    const key = employerKey(1);
    relay();
    await tell(key, 1);
    await outboxEmpty();
    link.loseAnswerTo();
    await tell(key, 1);
    await outboxEmpty();
    await tell(key, 2);
    await outboxEmpty();
    expect(link.lost).toBe(1);
    expect((await told(key)).length).toBeGreaterThan(4);
    expect(firstTimes(await told(key))).toEqual(upTo(4));
  });

  it('P2: gives up a send that nobody answers, and tells the facts once it is answered again', async () => {
    const key = employerKey(2);
    const one = relay();
    await tell(key, 1);
    await outboxEmpty();
    await link.cut();
    await tell(key, 3);
    await settled(
      'it has given up once',
      () => one.state.unknownOutcomes,
      (n) => n >= 1,
      WAIT,
    );
    await link.mend();
    await outboxEmpty();
    expect(firstTimes(await told(key))).toEqual(upTo(4));
  });

  it('lives through the death of the broker in the middle of its work, and nothing is lost', async () => {
    const key = employerKey(3);
    const read: string[] = [];
    relay();
    const one = member((keys) => read.push(...keys));
    await one.open();
    await tell(key, 20);
    const killed = broker.kill();
    await tell(key, 20);
    await killed;
    await tell(key, 20);
    await broker.start();
    await outboxEmpty();
    expect(firstTimes(await told(key))).toEqual(upTo(60));
    await settled(
      'all are read',
      () => read.filter((one) => one === key).length,
      (n) => n >= 60,
      WAIT,
    );
  });
});
