import { Client } from 'pg';
import { migrate } from '#messaging/migrate';
import { databaseName, databaseUrlOf } from '#service/config';
import { advanceClocks } from '../../apps/cli/src/commands/clock';
import { createDatabases, freshPrefix, serverUrl } from '../support/database';

const DAY = 86_400_000;

describe('The business clock', () => {
  const prefix = freshPrefix();
  const neighbour = `${prefix}_n1`;
  const drops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    for (const [owner, services] of [
      [prefix, ['offers', 'bmo', 'job-board']],
      [neighbour, ['offers']],
    ] as const) {
      drops.push(await createDatabases(owner, services));
      for (const service of services)
        if (service !== 'job-board') await on(databaseName(owner, service), (client) => migrate(client, []));
    }
  });
  afterAll(async () => {
    for (const drop of drops) await drop();
  });

  it('advances in every service together, each time by as much, and not in the neighbour’s', async () => {
    const first = await advanceClocks(serverUrl(), prefix, 3 * DAY);
    expect(first.map(({ database }) => database)).toEqual([
      databaseName(prefix, 'bmo'),
      databaseName(prefix, 'offers'),
    ]);
    for (const { businessTime } of first)
      expect(Math.abs(Date.parse(businessTime) - Date.now() - 3 * DAY)).toBeLessThan(60_000);

    await advanceClocks(serverUrl(), prefix, DAY);
    expect(await shiftOf(databaseName(prefix, 'offers'))).toBe(4 * DAY);
    expect(await shiftOf(databaseName(neighbour, 'offers'))).toBe(0);
  });

  it('says what is wrong when the installation has no database', async () => {
    await expect(advanceClocks(serverUrl(), `${prefix}zz`, DAY)).rejects.toThrow('Aucune base de service');
  });

  const shiftOf = (database: string): Promise<number> =>
    on(database, async (client) => {
      const { rows } = await client.query<{ ms: string }>(
        'select extract(epoch from shift) * 1000 as ms from business_clock',
      );
      return Number(rows[0]!.ms);
    });
});

async function on<T>(database: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrlOf(serverUrl(), database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
