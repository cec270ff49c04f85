import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import { CannotStart } from '../../apps/launcher/src/cannot-start';
import { temporaryFolderOf } from '../../apps/launcher/src/clone';
import { EmbeddedKafka } from '../../apps/launcher/src/embedded-kafka';
import { EmbeddedPostgres } from '../../apps/launcher/src/embedded-postgres';
import { freePort } from '../../apps/launcher/src/free-port';
import { standInFor } from '../../apps/launcher/src/postgres-data';
import { Link } from '../support/link';
import { remove, stateFolder } from './launched';

jest.setTimeout(120_000);

const state = stateFolder();
const logFolder = join(state, 'logs');
const toStop: { stop(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const each of toStop.splice(0)) await each.stop();
});
afterAll(() => remove(state));

describe('the embedded PostgreSQL', () => {
  const settings = { folder: join(state, 'postgres'), logFolder, password: 'secret' };

  test('keeps its data and its address through a power cut', async () => {
    const postgres = await started(EmbeddedPostgres.start(settings));
    await ask(postgres, 'create table visits (id int)');
    await ask(postgres, 'insert into visits values (1), (2)');
    const address = postgres.url();
    await postgres.kill();
    await postgres.start();
    expect(postgres.url()).toBe(address);
    expect(await ask(postgres, 'select count(*)::int as n from visits')).toEqual([{ n: 2 }]);
  });

  test('that a killed launcher left running is stopped, and its data taken over', async () => {
    const left = await started(EmbeddedPostgres.start(settings));
    const pid = left.pid;
    const next = await started(EmbeddedPostgres.start(settings));
    expect(left.pid).toBeUndefined();
    expect(next.pid).not.toBe(pid);
    expect(await ask(next, 'select count(*)::int as n from visits')).toEqual([{ n: 2 }]);
  });

  test('does not fall over a lock whose process number went to somebody else', async () => {
    writeFileSync(join(settings.folder, 'data', 'postmaster.pid'), `${process.pid}\n`);
    const postgres = await started(EmbeddedPostgres.start(settings));
    expect(await ask(postgres, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  test('says in one sentence that its port is taken', async () => {
    const port = await taken();
    await expect(EmbeddedPostgres.start({ ...settings, port })).rejects.toThrow(
      new CannotStart(
        `Port ${port}, wanted for PostgreSQL, is taken: stop what listens there or choose another port.`,
      ),
    );
  });

  test('says in one sentence that its folder is of another version', async () => {
    const folder = join(state, 'old');
    mkdirSync(join(folder, 'data'), { recursive: true });
    writeFileSync(join(folder, 'data', 'PG_VERSION'), '15\n');
    writeFileSync(join(folder, 'initialised'), '');
    await expect(EmbeddedPostgres.start({ ...settings, folder })).rejects.toThrow(
      /^\S+ was made by PostgreSQL 15 and this is 18: .*npm run reset\.$/,
    );
  });

  test('runs for root also below a folder that its user may not enter', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'concerto-closed-'));
    const postgres = await started(EmbeddedPostgres.start({ ...settings, folder: join(closed, 'postgres') }));
    expect(await ask(postgres, 'select 1 as n')).toEqual([{ n: 1 }]);
    await postgres.stop();
    remove(closed);
    remove(standInFor(join(closed, 'postgres'), temporaryFolderOf()));
  });
});

describe('the embedded Kafka', () => {
  const folder = join(state, 'kafka');

  test('keeps its messages through a power cut, and gives each service an address of its own', async () => {
    const link = await Link.to();
    toStop.push({ stop: () => link.cut() });
    const listeners = { 'job-board': { advertisedPort: link.port }, offers: {} };
    const kafka = await started(EmbeddedKafka.start({ folder, logFolder, listeners }));
    link.leadTo(kafka.port('job-board'));
    const client = clientOf(kafka.brokers('offers'));
    const admin = client.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'facts', numPartitions: 1 }], waitForLeaders: true });
    await admin.disconnect();
    const producer = client.producer();
    await producer.connect();
    await producer.send({
      topic: 'facts',
      messages: [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ],
    });
    await producer.disconnect();

    await kafka.kill();
    await kafka.start();
    const again = clientOf(kafka.brokers()).admin();
    await again.connect();
    expect(await again.fetchTopicOffsets('facts')).toEqual([
      { partition: 0, offset: '2', high: '2', low: '0' },
    ]);
    await again.disconnect();

    expect(await reaches(kafka.brokers('job-board'))).toBe(true);
    await link.cut();
    expect(await reaches(kafka.brokers('job-board'))).toBe(false);
    expect(await reaches(kafka.brokers('offers'))).toBe(true);
  });

  test('says in one sentence that its port is taken', async () => {
    const port = await taken();
    await expect(EmbeddedKafka.start({ folder, logFolder, listeners: { main: { port } } })).rejects.toThrow(
      new CannotStart(
        `Port ${port}, wanted for Kafka, is taken: stop what listens there or choose another port.`,
      ),
    );
  });

  test('says in one sentence that its folder is of a newer release', async () => {
    const newer = join(state, 'newer');
    mkdirSync(newer);
    writeFileSync(join(newer, 'formatted-by'), '5.1.0\n');
    await expect(EmbeddedKafka.start({ folder: newer, logFolder })).rejects.toThrow(
      /^\S+ was made by Kafka 5\.1\.0 and this is \d\S+: use the newer Concerto, or empty it with npm run reset\.$/,
    );
    expect(readFileSync(join(newer, 'formatted-by'), 'utf8')).toBe('5.1.0\n');
  });
});

async function started<T extends { stop(): Promise<unknown> }>(starting: Promise<T>): Promise<T> {
  const store = await starting;
  toStop.push(store);
  return store;
}

async function ask(postgres: EmbeddedPostgres, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: postgres.url() });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

const clientOf = (broker: string) =>
  new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING, retry: { initialRetryTime: 100, retries: 20 } });

async function reaches(broker: string): Promise<boolean> {
  const admin = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING, retry: { retries: 1 } }).admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).controller === 1;
  } catch {
    return false;
  } finally {
    await admin.disconnect();
  }
}

/** A port on which somebody else listens until the end of the test. */
async function taken(): Promise<number> {
  const port = await freePort();
  const server: Server = createServer().listen(port, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  toStop.push({ stop: () => new Promise((resolve) => server.close(resolve)) });
  return port;
}
