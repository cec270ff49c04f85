import type { Socket } from 'node:net';
import { Client, type ClientConfig } from 'pg';
import { atMost } from '#messaging/at-most';

/** First key of the advisory locks of running plans: any constant, the same for every instance. */
const PLAN_LOCK = 4_431_010;
const GOOD_BYE_MS = 1_000;

/** As the relay's session: a connection that was cut off gives its plans free after a while without a word. */
const SESSION: ClientConfig = {
  application_name: 'concerto running plans',
  connectionTimeoutMillis: 10_000,
  query_timeout: 30_000,
  keepAlive: true,
  options: '-c TimeZone=UTC -c idle_session_timeout=60s',
};

/**
 * The one connection by which an instance owns running plans: it holds their locks, and it is the one that reads what
 * their engines are fed with. With the connection the ownership is lost, and the power to go on.
 */
export class PlanOwnership {
  private readonly owned = new Set<string>();
  private client: Client | undefined;

  constructor(private readonly database: ClientConfig) {}

  /** True when this instance owns the plan: since now, or since before. */
  async claim(planId: string): Promise<boolean> {
    if (this.owned.has(planId)) return true;
    const [row] = await this.query<{ got: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as got', [
      PLAN_LOCK,
      planId,
    ]);
    if (row?.got) this.owned.add(planId);
    return row?.got === true;
  }

  async release(planId: string): Promise<void> {
    if (!this.owned.delete(planId)) return;
    await this.query('select pg_advisory_unlock($1, hashtext($2))', [PLAN_LOCK, planId]);
  }

  /** Reads on the connection that owns. After an error nothing is owned any more: whoever is first takes it. */
  async query<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    try {
      const client = this.client ?? (await this.connected());
      return (await client.query(sql, parameters)).rows as Row[];
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  owns(planId: string): boolean {
    return this.owned.has(planId);
  }

  /** Says good-bye, then closes the socket: a peer that is silent never answers the good-bye. */
  async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.owned.clear();
    if (!client) return;
    await atMost(GOOD_BYE_MS, client.end());
    (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  }

  private async connected(): Promise<Client> {
    const client = new Client({ ...SESSION, ...this.database });
    client.on('error', () => {
      if (this.client !== client) return;
      this.client = undefined;
      this.owned.clear();
    });
    this.client = client;
    await client.connect();
    return client;
  }
}
