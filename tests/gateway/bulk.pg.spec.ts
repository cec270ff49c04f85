import { request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type GatewayUnderTest, gatewayUnderTest } from './gateway-under-test';

let under: GatewayUnderTest;
beforeAll(async () => {
  under = await gatewayUnderTest();
});
afterAll(() => under?.close());

interface Result {
  line: number | null;
  eventId?: string;
  status: number;
  id?: string;
  problem?: { type: string; errors?: { pointer: string; code: string }[] };
  warnings?: string[];
}

const line = (eventId: string, over: object = {}) =>
  JSON.stringify({
    ...{ eventId, visitId: `v-${eventId}`, revision: 1, sourceSystem: 'crm', siret: '73282932000074' },
    ...{ occurredAt: '2026-03-12T10:30:00Z', status: 'PLANNED', channel: 'VISIT', initiative: 'PARTNER' },
    ...over,
  });

const bulk = async (body: string | Buffer, key = under.first.key): Promise<Result[]> => {
  const answer = await under.as(key).post<string>('/v1/visits/bulk', body, {
    'content-type': 'application/x-ndjson',
  });
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toContain('application/x-ndjson');
  return answer.body
    .split('\n')
    .filter(Boolean)
    .map((one) => JSON.parse(one) as Result);
};
const statuses = (results: Result[]) => results.map(({ line: number, status }) => [number, status]);
const kept = async () =>
  (await under.gateway.query<{ n: number }>('select count(*)::int as n from report'))[0]!.n;

describe('Many contacts in one request', () => {
  it('get one result a line: good lines are kept, bad ones refused one by one', async () => {
    const results = await bulk(
      [
        line('a'),
        line('a'),
        '{"broken": ',
        '',
        line('b', { siret: '12345678901234' }),
        line('c', { note: 'x'.repeat(20_000) }),
        line('d', { channel: 'PIGEON' }),
        '[1]',
        line('e', { comment: 'texte libre' }),
        line('a', { status: 'CANCELLED' }),
        line('a', { status: 'CANCELLED', revision: 2 }),
        line('nul', { siret: '\u0000', note: '\ud800' }),
      ].join('\n'),
    );
    expect(statuses(results)).toEqual([
      [1, 202],
      [2, 200],
      [3, 422],
      [5, 422],
      [6, 413],
      [7, 422],
      [8, 422],
      [9, 202],
      [10, 409],
      [11, 202],
      [12, 422],
    ]);
    expect(results[1]).toMatchObject({ eventId: 'a', id: results[0]!.id });
    expect(results[3]).toMatchObject({ eventId: 'b', problem: { errors: [{ pointer: '/siret' }] } });
    expect(results[7]?.warnings).toEqual(['Champ ignoré : comment']);
    expect(results[8]?.problem?.errors?.[0]?.code).toBe('CONFLICTING_DUPLICATE');
  });

  it('sent again change nothing', async () => {
    const body = Array.from({ length: 1200 }, (_, at) => line(`again-${at}`)).join('\n');
    expect(new Set((await bulk(body)).map(({ status }) => status))).toEqual(new Set([202]));
    const before = await kept();
    expect(new Set((await bulk(body)).map(({ status }) => status))).toEqual(new Set([200]));
    expect(await kept()).toBe(before);
  });

  it('repeated in the same request, while the first are still being kept, are kept once', async () => {
    const lines = Array.from({ length: 500 }, (_, at) => line(`twice-${at}`));
    const results = await bulk([...lines, ...lines].join('\n'));
    expect(results.map(({ line: number }) => number)).toEqual(results.map((_, at) => at + 1));
    expect(results.slice(0, 500).every(({ status }) => status === 202)).toBe(true);
    expect(results.slice(500).every(({ status }) => status === 200)).toBe(true);
    expect(results.slice(500).map(({ id }) => id)).toEqual(results.slice(0, 500).map(({ id }) => id));
  });

  it('sent twice at the same time, in other orders, are kept once', async () => {
    const lines = Array.from({ length: 1500 }, (_, at) => line(`raced-${at}`));
    const before = await kept();
    const answers = await Promise.all([bulk(lines.join('\n')), bulk([...lines].reverse().join('\n'))]);
    expect(await kept()).toBe(before + 1500);
    const all = answers.flat().map(({ status }) => status);
    expect(all.filter((status) => status === 202)).toHaveLength(1500);
    expect(all.filter((status) => status === 200)).toHaveLength(1500);
  });

  it('of one partner are nothing to another', async () => {
    const body = [line('shared-1'), line('shared-2', { siret: 'faux' })].join('\n');
    const [mine, theirs] = [await bulk(body), await bulk(body, under.second.key)];
    expect(statuses(theirs)).toEqual(statuses(mine));
    expect(theirs[0]?.id).not.toBe(mine[0]?.id);
  });

  it('ask for lines: anything else is refused whole', async () => {
    const asJson = await under.as(under.first.key).post('/v1/visits/bulk', { eventId: 'x' });
    expect(asJson.status).toBe(422);
    const unreadable = Buffer.from([0xff, 0xfe, 0x0a]);
    expect((await bulk(unreadable))[0]).toMatchObject({ line: 1, status: 422 });
  });
});

/** Sends as a partner's software would: writes as fast as the connection takes, and reads what comes meanwhile. */
async function stream(
  count: number,
  watch: (results: number) => void,
): Promise<{ results: number; statuses: Map<number, number>; last: Result }> {
  const { hostname, port } = new URL(under.url);
  const sending = request({
    ...{ hostname, port, path: '/v1/visits/bulk', method: 'POST' },
    headers: { authorization: `Bearer ${under.first.key}`, 'content-type': 'application/x-ndjson' },
  });
  const answered = new Promise<{ results: number; statuses: Map<number, number>; last: Result }>(
    (done, failed) => {
      sending.on('error', failed);
      sending.on('response', (response) => {
        const found = { results: 0, statuses: new Map<number, number>(), last: {} as Result };
        let rest = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          const lines = (rest + chunk).split('\n');
          rest = lines.pop()!;
          for (const one of lines) {
            found.last = JSON.parse(one) as Result;
            found.results += 1;
            found.statuses.set(found.last.status, (found.statuses.get(found.last.status) ?? 0) + 1);
          }
          watch(found.results);
        });
        response.on('end', () => done(found));
        response.on('error', failed);
      });
    },
  );
  for (let at = 0; at < count; at += 1) {
    if (!sending.write(`${line(`big-${at}`)}\n`))
      await new Promise((drained) => sending.once('drain', drained));
  }
  sending.end();
  return answered;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is really held: sender, gateway and driver are one process here. */
function megabytesHeld(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_048_576;
}

describe('A hundred thousand contacts in one request', () => {
  it('are kept while memory stays flat, and one more is refused', async () => {
    const held: number[] = [];
    const {
      results,
      statuses: seen,
      last,
    } = await stream(100_001, (count) => {
      if (count >= (held.length + 1) * 20_000) held.push(megabytesHeld());
    });
    expect(seen.get(202)).toBe(100_000);
    expect(results).toBe(100_001);
    expect(last).toMatchObject({ status: 413, problem: { type: '/docs/problemes/too-many-lines' } });
    // What piles up with the lines would be over 20 MB more at each look.
    expect(Math.max(...held) - held[0]!).toBeLessThan(20);
  }, 300_000);
});
