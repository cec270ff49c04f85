import { createServer, type Server } from 'node:net';
import { checkKafka, checkPostgres } from '../../apps/launcher/src/external-stores';
import { freePort } from '../../apps/launcher/src/free-port';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

test('a PostgreSQL that does not answer is named without its password', async () => {
  const port = await freePort();
  await expect(checkPostgres(`postgres://someone:hidden@127.0.0.1:${port}/`)).rejects.toThrow(
    `PostgreSQL at 127.0.0.1:${port} (DATABASE_URL) does not let us in, connect ECONNREFUSED 127.0.0.1:${port}: mend it, or unset DATABASE_URL to use the embedded one.`,
  );
});

test('an address that is none is told apart', async () => {
  await expect(checkPostgres('somewhere')).rejects.toThrow(
    'DATABASE_URL is not an address: write postgres://user:password@host:port/.',
  );
});

test('a broker that knows no request newer than those of Kafka 2.7 is too old', async () => {
  const broker = await brokerKnowing([0, 1, 18, 57]);
  await expect(checkKafka(broker)).rejects.toThrow(
    `The Kafka broker ${broker} is too old: Concerto needs 2.8 or later, upgrade it or unset KAFKA_BROKERS.`,
  );
});

test('one broker that answers is enough', async () => {
  const silent = `127.0.0.1:${await freePort()}`;
  await expect(checkKafka(`${silent},${await brokerKnowing([0, 18, 60])}`)).resolves.toBeUndefined();
});

test('when no broker answers, each is named with its reason', async () => {
  const port = await freePort();
  await expect(checkKafka(`127.0.0.1:${port}`)).rejects.toThrow(
    `No Kafka broker of KAFKA_BROKERS answers (127.0.0.1:${port}: connect ECONNREFUSED 127.0.0.1:${port}): start it, or unset KAFKA_BROKERS to use the embedded one.`,
  );
});

/** Answers ApiVersions as a broker that knows these requests: a release that can no longer be had from Maven with ease. */
async function brokerKnowing(requests: number[]): Promise<string> {
  const answer = Buffer.alloc(14 + 6 * requests.length);
  answer.writeInt32BE(answer.length - 4, 0);
  answer.writeInt32BE(1, 4);
  answer.writeInt32BE(requests.length, 10);
  requests.forEach((key, i) => {
    answer.writeInt16BE(key, 14 + 6 * i);
  });
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.write(answer));
  });
  servers.push(server);
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `127.0.0.1:${port}`;
}
