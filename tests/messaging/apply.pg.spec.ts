import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { CountingModule, closed, employerKey, registered } from './fixture';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await serviceUnderTest(CountingModule);
});

afterAll(() => service.close());

const versionOf = async (n: number) =>
  (
    await service.query<{ version: number; parked: boolean }>(
      'select version, parked from applied_version where key = $1',
      [employerKey(n)],
    )
  )[0];

describe('A fact that is received', () => {
  it('takes effect once in state, projection and what is told on, in order', async () => {
    await service.feed([registered(1), registered(2), registered(1)]);
    expect(await versionOf(1)).toEqual({ version: 2, parked: false });
    expect(await service.query('select changes from seen where employer_id = $1', [employerKey(1)])).toEqual([
      { changes: 2 },
    ]);
    expect(
      (await service.told('LeadEnded.v1'))
        .filter((fact) => fact.key === employerKey(1))
        .map((fact) => fact.version),
    ).toEqual([1, 2]);
  });

  it('waits with its key for what it needs, while other keys go on, and is taken up when the parent is there', async () => {
    await service.feed([closed(3, '2026-02-03', false), registered(3), registered(4)]);
    expect(await versionOf(3)).toEqual({ version: 0, parked: true });
    expect((await versionOf(4))?.version).toBe(1);
    expect(await service.query('select reason, parent_id from parked_key')).toEqual([
      { reason: 'NOT_YET', parent_id: '2026-02-03' },
    ]);
    await service.sweep();
    expect((await versionOf(3))?.parked).toBe(true);
    await service.query("insert into parent values ('2026-02-03')");
    expect(await service.sweep()).toBe(1);
    expect(await versionOf(3)).toEqual({ version: 2, parked: false });
    expect(
      await service.query('select version from heard where key = $1 order by version', [employerKey(3)]),
    ).toEqual([{ version: 1 }, { version: 2 }]);
  });

  it('is recorded with its reason when a rule refuses it, and nothing of the refused command stays', async () => {
    await service.feed([closed(5, '2000-01-01', true), registered(5)]);
    expect(await versionOf(5)).toEqual({ version: 2, parked: false });
    expect(
      await service.query('select version, reason from refused_fact where key = $1', [employerKey(5)]),
    ).toEqual([{ version: 1, reason: 'too-old' }]);
    expect(await service.query('select version from heard where key = $1', [employerKey(5)])).toEqual([
      { version: 2 },
    ]);
  });

  it('is parked alone with its key when the handler is wrong, and the rest of the batch is applied', async () => {
    await service.feed([registered(6), registered(7, 'TypeError'), registered(8), registered(7)]);
    expect((await versionOf(6))?.version).toBe(1);
    expect((await versionOf(8))?.version).toBe(1);
    expect(await versionOf(7)).toEqual({ version: 0, parked: true });
    expect(
      await service.query('select reason, error from parked_key where key = $1', [employerKey(7)]),
    ).toEqual([{ reason: 'FAULT', error: 'TypeError: a handler that is wrong' }]);
    expect(
      await service.query('select count(*) as n from parked_fact where key = $1', [employerKey(7)]),
    ).toEqual([{ n: 2 }]);
  });

  it('answers a request with an idempotency key twice, and acts once', async () => {
    const before = (await service.told()).length;
    const first = await service.http().post('/tell', undefined, { 'idempotency-key': 'k1' });
    const second = await service.http().post('/tell', undefined, { 'idempotency-key': 'k1' });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect((await service.told()).length).toBe(before + 1);
    expect((await service.http(null).post('/tell')).status).toBe(401);
    expect((await service.http({ kind: 'machine', roles: [] }).post('/tell')).status).toBe(403);
  });
});
