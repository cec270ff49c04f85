import { Applier } from '#messaging/apply';
import { Link } from '../support/link';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { CountingModule, employerKey, registered } from './fixture';
import { rawMessage } from './raw-messages';

const straight = process.env.TEST_DATABASE_URL ?? '';
let link: Link;
let service: ServiceUnderTest;

beforeAll(async () => {
  const url = new URL(straight);
  link = await Link.to(Number(url.port));
  url.port = String(link.port);
  process.env.TEST_DATABASE_URL = url.toString();
  service = await serviceUnderTest(CountingModule);
});

afterAll(async () => {
  await service.close();
  process.env.TEST_DATABASE_URL = straight;
  await link.cut();
});

const count = async (sql: string, ...parameters: unknown[]) =>
  (await service.query<{ n: number }>(sql, parameters))[0]!.n;

describe('A COMMIT whose answer is lost', () => {
  it('stood in PostgreSQL, and the same facts come again without any effect', async () => {
    const applier = service.app.get(Applier);
    const facts = Array.from({ length: 5 }, (_, at) => rawMessage(registered(1), at + 1));
    link.loseAnswerTo('COMMIT');
    await expect(applier.apply(facts)).rejects.toThrow();
    expect(link.lost).toBe(1);
    await applier.apply(facts);
    const key = employerKey(1);
    expect(await count('select count(*) as n from heard where key = $1', key)).toBe(5);
    expect(await count('select changes as n from seen where employer_id = $1', key)).toBe(5);
    expect(await count('select count(*) as n from event_log where key = $1', key)).toBe(5);
    expect(applier.counts).toMatchObject({ fresh: 0, repeated: 5, parked: 0 });
  });

  it('is told to a caller as unknown, and the same request with its key is answered without acting twice', async () => {
    const before = await count('select count(*) as n from event_log');
    const key = { 'idempotency-key': 'lost-answer' };
    link.loseAnswerTo('COMMIT');
    const first = await service.http().post('/tell', undefined, key);
    expect(first.status).toBe(503);
    const second = await service.http().post('/tell', undefined, key);
    expect([second.status, second.headers['idempotent-replayed']]).toEqual([201, 'true']);
    expect(await count('select count(*) as n from event_log')).toBe(before + 1);
  });

  it('and one that never reached PostgreSQL leaves nothing, and the facts are applied when they come again', async () => {
    const applier = service.app.get(Applier);
    const facts = [rawMessage(registered(2), 1), rawMessage(registered(2), 2)];
    await link.cut();
    await expect(applier.apply(facts)).rejects.toThrow();
    await link.mend();
    await applier.apply(facts);
    expect(await count('select count(*) as n from heard where key = $1', employerKey(2))).toBe(2);
  });
});
