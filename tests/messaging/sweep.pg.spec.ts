import { Applier } from '#messaging/apply';
import { Sweep } from '#messaging/sweep';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { CountingModule, closed, employerKey, registered } from './fixture';
import { rawMessage } from './raw-messages';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await serviceUnderTest(CountingModule);
});

afterAll(() => service.close());

const heard = (n: number) =>
  service.query<{ version: number }>('select version from heard where key = $1 order by version', [
    employerKey(n),
  ]);
const due = () => service.query('update parked_key set next_attempt_at = clock_timestamp()');

describe('A key that waits', () => {
  it('is taken up once and in order by two sweeps and a consumer that meet on it', async () => {
    const applier = service.app.get(Applier);
    const sweep = service.app.get(Sweep);
    const waiting = Array.from({ length: 30 }, (_, at) => rawMessage(registered(1), at + 2));
    await applier.apply([rawMessage(closed(1, '2026-03-01', false), 1), ...waiting.slice(0, 20)]);
    await service.query("insert into parent values ('2026-03-01')");
    await due();
    await Promise.all([
      sweep.once(),
      sweep.once(),
      ...waiting.slice(10).map((message) => applier.apply([message])),
    ]);
    await due();
    await sweep.once();
    expect((await heard(1)).map((row) => row.version)).toEqual(Array.from({ length: 31 }, (_, at) => at + 1));
    expect(await service.query('select 1 from parked_key')).toEqual([]);
    expect(await service.query('select 1 from parked_fact')).toEqual([]);
    expect(
      await service.query('select version, parked from applied_version where key = $1', [employerKey(1)]),
    ).toEqual([{ version: 31, parked: false }]);
  });

  it('does not wait for another key that PostgreSQL cannot take now', async () => {
    await service.feed([closed(2, '2026-03-02', false), closed(3, '2026-03-03', false)]);
    await service.query("insert into parent values ('2026-03-02'), ('2026-03-03')");
    await service.query(
      `create function stuck() returns trigger language plpgsql as
         $$ begin raise exception 'too slow' using errcode = '57014'; end $$`,
    );
    await service.query(
      `create trigger stuck before insert on heard for each row when (new.key = '${employerKey(2)}') execute function stuck()`,
    );
    await service.query("update parked_key set next_attempt_at = clock_timestamp() - interval '1 hour'");
    await service.query(
      "update parked_key set next_attempt_at = clock_timestamp() - interval '2 hours' where key = $1",
      [employerKey(2)],
    );
    await service.app
      .get(Sweep)
      .once()
      .catch(() => undefined);
    expect(await heard(3)).toEqual([{ version: 1 }]);
    expect(await heard(2)).toEqual([]);
    await service.query('drop trigger stuck on heard');
    expect(await service.sweep()).toBe(1);
    expect(await heard(2)).toEqual([{ version: 1 }]);
  });
});
