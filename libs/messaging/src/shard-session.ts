import type { Socket } from 'node:net';
import { Client, type ClientConfig } from 'pg';
import { atMost } from './at-most';
import { SHARDS } from './publish';

/** First key of the advisory locks of shards: any constant, the same for every relay of a database. */
const SHARD_LOCK = 4_431_002;
const GOOD_BYE_MS = 1_000;

/**
 * A PostgreSQL that falls silent is left after `query_timeout`, and its half of a connection that
 * this process lost gives the shards free after `idle_session_timeout`, many times the pause between two polls.
 */
const SESSION: ClientConfig = {
  application_name: 'concerto relay',
  connectionTimeoutMillis: 10_000,
  query_timeout: 30_000,
  keepAlive: true,
  options: '-c idle_session_timeout=60s',
};

/**
 * The relay's one connection. It holds the locks of the shards and it is the one that reads and deletes: with the locks
 * it loses the power to delete.
 */
export class ShardSession {
  readonly shards = new Set<number>();
  private client: Client | undefined;

  constructor(private readonly database: ClientConfig) {}

  /** The connection, with every shard locked that no other relay holds. After an error: `close`, then call again. */
  async locked(): Promise<Client> {
    if (!this.client) {
      const client = new Client({ ...SESSION, ...this.database });
      client.on('error', () => undefined);
      this.client = client;
      await client.connect();
    }
    for (let shard = 0; shard < SHARDS; shard += 1) {
      if (this.shards.has(shard)) continue;
      const { rows } = await this.client.query<{ got: boolean }>(
        'select pg_try_advisory_lock($1, $2) as got',
        [SHARD_LOCK, shard],
      );
      if (rows[0]?.got) this.shards.add(shard);
    }
    return this.client;
  }

  /** Says good-bye, then closes the socket: a peer that is silent never answers the good-bye. */
  async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.shards.clear();
    if (!client) return;
    await atMost(GOOD_BYE_MS, client.end());
    (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  }
}
