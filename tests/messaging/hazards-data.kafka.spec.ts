import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { kafkaJars } from '../../apps/launcher/src/kafka-jars';
import { brokers, testKafka } from '../support/broker';
import { type Installation, installation } from '../support/installation';
import { settled } from '../support/settled';
import { CountingModule, employerKey, registered } from './fixture';

jest.setTimeout(120_000);

const WAIT = Number(process.env.TEST_WAIT_MS ?? 90_000);
let house: Installation;
let topic: string;

beforeAll(async () => {
  house = await installation(['prospecting']);
  topic = `${house.prefix}.segmentation`;
  await house.start(CountingModule);
});

afterAll(() => house.close());

const applied = (n: number, version: number) =>
  settled(
    `version ${version} of ${n}`,
    () =>
      house.query<{ version: number; parked: boolean }>(
        'select version, parked from applied_version where key = $1',
        [employerKey(n)],
      ),
    ([row]) => row?.version === version && !row.parked,
    WAIT,
  );

/** Sends one fact with the producer that comes with the broker, which compresses as it is told. */
async function sendWithJava(codec: string, n: number): Promise<void> {
  const jars = await kafkaJars();
  const [made] = house.tell.make([registered(n)]);
  const headers = Object.entries(made!.message.headers)
    .filter(([name]) => name !== 'ce_contenthash')
    .map(([name, value]) => `${name}:${value}`)
    .join('\u0003');
  const args = ['-Xmx96m', '-cp', join(jars, '*'), 'org.apache.kafka.tools.ConsoleProducer'];
  const settings = [
    'parse.headers=true',
    'parse.key=true',
    'headers.separator=\u0003',
    'headers.delimiter=\u0001',
  ];
  const java = spawn('java', [
    ...args,
    '--bootstrap-server',
    brokers()[0]!,
    '--topic',
    topic,
    '--compression-codec',
    codec,
    ...[...settings, 'key.separator=\u0002'].flatMap((one) => ['--reader-property', one]),
  ]);
  let saidWrong = '';
  java.stderr.on('data', (data) => {
    saidWrong += data;
  });
  try {
    java.stdin.end(`${headers}\u0001${made!.message.key}\u0002${made!.message.value}\n`);
    const [code] = await once(java, 'exit');
    if (code !== 0) throw new Error(`the producer ended with ${code}: ${saidWrong.slice(0, 2000)}`);
  } finally {
    java.kill('SIGKILL');
  }
}

describe('What comes from outside', () => {
  it('D1: is read whatever it was compressed with: the broker packs it anew', async () => {
    await Promise.all([sendWithJava('zstd', 1), sendWithJava('snappy', 2), sendWithJava('lz4', 3)]);
    for (const n of [1, 2, 3]) await applied(n, 1);
  });

  it('D2: is parked when a byte of it changed on its way, and other keys go on', async () => {
    const [whole] = house.tell.make([registered(20)]);
    const changed = {
      ...whole!,
      message: { ...whole!.message, value: whole!.message.value.replace('57463', '57464') },
    };
    await house.tell.send([changed]);
    await settled(
      'the key is parked',
      () => house.query<{ reason: string; error: string }>('select reason, error from parked_key'),
      ([row]) => row?.reason === 'INVALID' && row.error.includes('does not match its hash'),
      WAIT,
    );
    const others = house.tell.make([registered(21)]);
    await house.tell.send(others);
    await applied(21, 1);
  });

  it('D3: is kept at the broker’s time, whatever time its sender says', async () => {
    const [made] = house.tell.make([registered(30)]);
    const producer = testKafka().producer();
    await producer.connect();
    const far = Date.now() + 50 * 365 * 24 * 3600 * 1000;
    await producer.send({ topic, messages: [{ ...made!.message, timestamp: String(far) }] });
    await producer.disconnect();
    await applied(30, 1);
    const consumer = testKafka().consumer({ groupId: `${house.prefix}.times` });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const kept = await new Promise<number>((resolve) => {
      void consumer.run({
        eachMessage: async ({ message }) => {
          if (String(message.key) === employerKey(30)) resolve(Number(message.timestamp));
        },
      });
    });
    await consumer.disconnect();
    expect(Math.abs(kept - Date.now())).toBeLessThan(WAIT);
  });

  it('P3: has a key always, so that a fact told again goes where it went before', async () => {
    const key = employerKey(40);
    await house.tell.send(house.tell.make([registered(40), registered(40)]));
    await applied(40, 2);
    const told = `${house.prefix}.prospecting`;
    const outbox = house.count('select count(*) as n from outbox_pending');
    await settled('told on', outbox, (n) => n === 0, WAIT);
    await house.query(
      `insert into outbox_pending (shard, topic, key, version)
         select (hashtext(key) & 2147483647) % 4, topic, key, version from event_log where key = $1`,
      [key],
    );
    await settled('told again', outbox, (n) => n === 0, WAIT);
    const partitions = new Set<number>();
    let times = 0;
    const consumer = testKafka().consumer({ groupId: `${house.prefix}.places` });
    await consumer.connect();
    await consumer.subscribe({ topic: told, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message, partition }) => {
        if (String(message.key) !== key) return;
        times += 1;
        partitions.add(partition);
      },
    });
    await settled(
      'both came twice',
      () => times,
      (n) => n === 4,
      WAIT,
    );
    await consumer.disconnect();
    expect(partitions.size).toBe(1);
  });

  it('K2: is read on from the oldest that is left when the place of the group is gone from the broker', async () => {
    const before = house.tell.make(Array.from({ length: 5 }, () => registered(50)));
    await house.tell.send(before.slice(0, 2));
    await applied(50, 2);
    await house.started().stop();
    const admin = testKafka().admin();
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(topic);
    await admin.setOffsets({
      groupId: `${house.prefix}.prospecting`,
      topic,
      partitions: ends.map(({ partition, high }) => ({ partition, offset: String(Number(high) + 1_000) })),
    });
    await admin.disconnect();
    await house.start(CountingModule);
    await house.tell.send(before.slice(2));
    await applied(50, 5);
    expect(await house.count(`select count(*) as n from heard where key = '${employerKey(50)}'`)()).toBe(5);
  });

  it('is kept apart when it is none of our facts, and stops nothing', async () => {
    const producer = testKafka().producer();
    await producer.connect();
    const strange = [
      { key: null, value: 'no key' },
      { key: employerKey(60), value: 'no headers' },
      { key: employerKey(60), value: null, headers: { ce_id: uuidv7(), ce_type: 'EmployerRegistered.v1' } },
    ];
    await producer.send({ topic, messages: strange });
    await producer.disconnect();
    await settled(
      'three are kept',
      house.count('select count(*) as n from unreadable_message'),
      (n) => n === 3,
      WAIT,
    );
    await house.tell.send(house.tell.make([registered(60)]));
    await applied(60, 1);
  });
});
