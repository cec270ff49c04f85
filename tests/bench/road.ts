import { Client } from 'pg';
import { databaseName, databaseUrlOf } from '#service/config';
import { registerTypes } from '#service/database';
import { IDENTITY_HEADER, OPERATOR, signIdentity } from '#service/identity';
import { createTopics } from '../support/broker';
import { createDatabases, freshPrefix, serverUrl } from '../support/database';
import { TEST_SECRET } from '../support/secret';
import { type ServiceProcess, serviceProcess } from '../support/service-process';
import { post } from './client';

/** A teller and a reader of Concerto, each a process, on databases of their own. */
export interface Road {
  readonly prefix: string;
  readonly gatewayUrl: string;
  readonly pilotUrl: string;
  tell(query: string): Promise<void>;
  applied(): Promise<number>;
  query<T extends object>(sql: string): Promise<T[]>;
  close(): Promise<void>;
}

/** Starts both; without `running`, only their tables are made: the floor uses them. */
export async function openRoad(running: boolean): Promise<Road> {
  registerTypes();
  const prefix = freshPrefix();
  const drop = await createDatabases(prefix, ['gateway', 'pilot']);
  await createTopics(prefix);
  const url = (service: string) => databaseUrlOf(serverUrl(), databaseName(prefix, service));
  const started: ServiceProcess[] = [];
  for (const main of ['tests/bench/teller.js', 'tests/bench/reader.js']) {
    started.push(await serviceProcess(main, { prefix, environment: { CONCERTO_LOG_LEVEL: 'info' } }));
  }
  if (!running) for (const one of started) await one.kill('SIGTERM');
  const pilot = new Client({ connectionString: url('pilot') });
  await pilot.connect();
  return {
    prefix,
    gatewayUrl: url('gateway'),
    pilotUrl: url('pilot'),
    tell: async (query) => {
      const identity = await signIdentity(OPERATOR, TEST_SECRET);
      await post(`${started[0]!.url}/tell?${query}`, '', { [IDENTITY_HEADER]: identity });
    },
    applied: async () =>
      (await pilot.query<{ n: number }>('select count(*) as n from applied_contact')).rows[0]!.n,
    query: async (sql) => (await pilot.query(sql)).rows,
    close: async () => {
      await pilot.end();
      if (running) for (const one of started) await one.kill('SIGTERM');
      await drop();
    },
  };
}

/** Waits until `n` are applied; gives the seconds since `from` (process.hrtime.bigint()). */
export async function untilApplied(road: Road, n: number, from: bigint): Promise<number> {
  while ((await road.applied()) < n) await new Promise((resolve) => setTimeout(resolve, 5));
  return Number(process.hrtime.bigint() - from) / 1e9;
}
