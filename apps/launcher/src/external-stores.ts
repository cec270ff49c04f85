import { connect } from 'node:net';
import { Client } from 'pg';
import { CannotStart } from './cannot-start';

/** `RETURNING old` in the consumers' statements came with this release. */
const OLDEST_POSTGRES = 18;
/** The number of DescribeCluster in Kafka's protocol: brokers answer to it from 2.8 on. */
const DESCRIBE_CLUSTER = 60;

/** Checks a PostgreSQL that is not ours before anything uses it; its password never reaches the terminal. */
export async function checkPostgres(url: string): Promise<void> {
  const where = hostOf(url);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query("select current_setting('server_version_num')::int / 10000 as major");
    if (rows[0].major < OLDEST_POSTGRES)
      throw new CannotStart(
        `PostgreSQL at ${where} is version ${rows[0].major}: Concerto needs ${OLDEST_POSTGRES} or later, upgrade it or unset DATABASE_URL.`,
      );
  } catch (error) {
    if (error instanceof CannotStart) throw error;
    throw new CannotStart(
      `PostgreSQL at ${where} (DATABASE_URL) does not let us in, ${reason(error)}: mend it, or unset DATABASE_URL to use the embedded one.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Checks a Kafka that is not ours: one of the brokers answers, and is not too old. */
export async function checkKafka(brokers: string): Promise<void> {
  const reasons: string[] = [];
  for (const broker of brokers.split(',')) {
    const versions = await apiVersionsOf(broker.trim()).catch((error) => {
      reasons.push(`${broker}: ${reason(error)}`);
      return undefined;
    });
    if (versions === undefined) continue;
    if (!versions.has(DESCRIBE_CLUSTER))
      throw new CannotStart(
        `The Kafka broker ${broker} is too old: Concerto needs 2.8 or later, upgrade it or unset KAFKA_BROKERS.`,
      );
    return;
  }
  throw new CannotStart(
    `No Kafka broker of KAFKA_BROKERS answers (${reasons.join('; ')}): start it, or unset KAFKA_BROKERS to use the embedded one.`,
  );
}

/** The requests that a broker knows: ApiVersions v0, which every release answers. */
function apiVersionsOf(broker: string): Promise<Set<number>> {
  const request = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 255, 255]);
  const at = broker.lastIndexOf(':');
  return new Promise((resolve, reject) => {
    const socket = connect({ host: broker.slice(0, at), port: Number(broker.slice(at + 1)), timeout: 5_000 });
    let answer = Buffer.alloc(0);
    socket.once('connect', () => socket.write(request));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length < 4 || answer.length < 4 + answer.readInt32BE(0)) return;
      socket.destroy();
      const count = answer.length < 14 ? 0 : answer.readInt32BE(10);
      resolve(new Set(Array.from({ length: count }, (_, i) => answer.readInt16BE(14 + 6 * i))));
    });
    socket.once('timeout', () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('it closed the connection')));
  });
}

const reason = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return message?.split('\n')[0] || code || 'no reason given';
};

const hostOf = (url: string): string => {
  try {
    return new URL(url).host;
  } catch {
    throw new CannotStart('DATABASE_URL is not an address: write postgres://user:password@host:port/.');
  }
};
