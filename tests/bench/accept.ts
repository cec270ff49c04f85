import { factOf } from '#contracts/contract';
import { PartnerRegistered } from '#contracts/partnership';
import { databaseName, databaseUrlOf } from '#service/config';
import { createTopics, teller } from '../support/broker';
import { createDatabases, freshPrefix, serverUrl } from '../support/database';
import { type ServiceProcess, serviceProcess } from '../support/service-process';
import { settled } from '../support/settled';
import { perSecond, post } from './client';
import { inTurn, type Row } from './rows';
import { visit } from './visits';

const OPERATOR_KEY = 'the operator of the bench, and of nothing else';
const PARTNER = '0199a000-0000-7000-8000-000000000001';
const SINGLE = 3_000;
const WIDTH = 16;
const LINES = 20_000;
const UNLIMITED = '100000000';

/** What the door takes a second: one by one, and in bulk. The floor writes to the same tables, in a database of its own. */
export async function measureAccept(say: (line: string) => void): Promise<Row[]> {
  const gateway = await openGateway();
  const floor = await openFloor();
  const lines = () => `${Array.from({ length: LINES }, (_, n) => JSON.stringify(visit(n))).join('\n')}\n`;
  const json = { 'content-type': 'application/json' };
  const ndjson = { 'content-type': 'application/x-ndjson' };
  try {
    const key = { authorization: `Bearer ${gateway.key}` };
    return [
      await inTurn(
        'accept, one by one',
        'visits/s',
        say,
        () =>
          perSecond(SINGLE, WIDTH, (n) =>
            post(`${gateway.url}/v1/visits`, JSON.stringify(visit(n)), { ...json, ...key }),
          ),
        () => perSecond(SINGLE, WIDTH, (n) => post(`${floor.url}/single`, JSON.stringify(visit(n)), json)),
      ),
      await inTurn(
        `accept, ${LINES} lines in bulk`,
        'visits/s',
        say,
        () => taken(`${gateway.url}/v1/visits/bulk`, lines(), { ...ndjson, ...key }),
        () => taken(`${floor.url}/bulk`, lines(), ndjson),
      ),
    ];
  } finally {
    await gateway.close();
    await floor.close();
  }
}

/** Lines accepted a second; a line that was not accepted spoils the measure. */
async function taken(url: string, body: string, headers: Record<string, string>): Promise<number> {
  const from = process.hrtime.bigint();
  const answer = await post(url, body, headers);
  const seconds = Number(process.hrtime.bigint() - from) / 1e9;
  const accepted = answer.split('\n').filter((line) => line.includes('"status":202')).length;
  if (accepted !== LINES)
    throw new Error(`${accepted} of ${LINES} lines accepted; the first answers: ${answer.slice(0, 500)}`);
  return LINES / seconds;
}

async function openGateway(): Promise<{ url: string; key: string; close(): Promise<void> }> {
  const prefix = freshPrefix();
  const drop = await createDatabases(prefix, ['gateway']);
  await createTopics(prefix);
  const tell = teller(prefix);
  const partner = {
    partnerId: PARTNER,
    code: 'banc',
    kind: 'PLIE' as const,
    name: 'PLIE du banc d’essai',
    territoryIds: [],
  };
  await tell.send(tell.make([factOf(PartnerRegistered, PARTNER, partner)]));
  await tell.close();
  const service = await serviceProcess('apps/gateway/src/main.js', {
    prefix,
    environment: {
      CONCERTO_OPERATOR_KEY: OPERATOR_KEY,
      CONCERTO_SERVICES: '{}',
      CONCERTO_QUOTA: UNLIMITED,
      CONCERTO_BULK_QUOTA: UNLIMITED,
    },
  });
  const key = await settled(
    'the partner is known',
    () => keyOf(service),
    (seen) => seen !== '',
  );
  return {
    url: service.url,
    key,
    close: async () => {
      await service.kill('SIGTERM');
      await drop();
    },
  };
}

const keyOf = (service: ServiceProcess): Promise<string> =>
  post(
    `${service.url}/v1/keys`,
    JSON.stringify({ partnerId: PARTNER, name: 'banc', scopes: ['visits:write'] }),
    {
      'content-type': 'application/json',
      authorization: `Bearer ${OPERATOR_KEY}`,
    },
  ).then(
    (text) => (JSON.parse(text) as { key: string }).key,
    () => '',
  );

async function openFloor(): Promise<{ url: string; close(): Promise<void> }> {
  const prefix = freshPrefix();
  const drop = await createDatabases(prefix, ['gateway']);
  await createTopics(prefix);
  // The same tables, and the same relay behind them: a gateway that nobody calls carries what the floor accepts.
  const relay = await serviceProcess('apps/gateway/src/main.js', {
    prefix,
    environment: { CONCERTO_OPERATOR_KEY: OPERATOR_KEY, CONCERTO_SERVICES: '{}' },
  });
  const floor = await serviceProcess('tests/bench/floor-server.js', {
    prefix,
    environment: {
      FLOOR_DATABASE: databaseUrlOf(serverUrl(), databaseName(prefix, 'gateway')),
      FLOOR_PARTNER: PARTNER,
    },
  });
  return {
    url: floor.url,
    close: async () => {
      await floor.kill();
      await relay.kill('SIGTERM');
      await drop();
    },
  };
}
