import { DataSource } from 'typeorm';
import { FailedAt, isInfrastructure } from '#messaging/faults';
import { UnitOfWork } from '#messaging/unit-of-work';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { CountingModule, employerKey, leadEnded, registered } from './fixture';
import { rawMessage } from './raw-messages';

let service: ServiceUnderTest;
let unitOfWork: UnitOfWork;

beforeAll(async () => {
  service = await serviceUnderTest(CountingModule);
  unitOfWork = service.app.get(UnitOfWork);
});

afterAll(() => service.close());

/** Deadlocks of this database that PostgreSQL had to break. */
const deadlocks = async () =>
  (
    await service.query<{ n: number }>(
      'select deadlocks as n from pg_stat_database where datname = current_database()',
    )
  )[0]!.n;

describe('A unit of work', () => {
  it('numbers the facts of a key without gap, in the order of commits, and never deadlocks, with eight at once', async () => {
    const keys = Array.from({ length: 6 }, (_, n) => employerKey(0xa00 + n));
    const units = Array.from({ length: 8 }, async (_, publisher) => {
      for (let turn = 0; turn < 20; turn += 1) {
        const a = keys[(publisher * 7 + turn) % 6]!;
        const b = keys[(publisher * 5 + turn * 3 + 1) % 6]!;
        await unitOfWork.run([a, b], async (tx) => {
          tx.tell([leadEnded(b), leadEnded(a)]);
          tx.tell([leadEnded(a)]);
        });
      }
    });
    await Promise.all(units);
    const rows = await service.query<{ n: number; first: number; last: number }>(
      'select count(*) as n, min(version) as first, max(version) as last from event_log where key = any($1) group by key',
      [keys],
    );
    expect(rows.reduce((sum, row) => sum + row.n, 0)).toBe(8 * 20 * 3);
    for (const row of rows) expect([row.first, row.last]).toEqual([1, row.n]);
    expect(await deadlocks()).toBe(0);
  });

  it('refuses a key that it did not lock up front: that is what deadlocks are made of', async () => {
    await expect(
      unitOfWork.run([employerKey(0xb01)], () => unitOfWork.run([employerKey(0xb02)], async () => undefined)),
    ).rejects.toThrow(/Late lock of .*b02/);
  });

  it('runs again when PostgreSQL breaks a deadlock, also when it is found in one fact of a batch', async () => {
    let runs = 0;
    const answer = await unitOfWork.run([], async () => {
      runs += 1;
      if (runs === 1) {
        const deadlock = Object.assign(new Error('deadlock detected'), { code: '40P01' });
        const message = rawMessage(registered(1), 1);
        throw new FailedAt({ message, position: { key: 'k', version: 1, type: 't' } }, deadlock);
      }
      return 'done';
    });
    expect([answer, runs]).toEqual(['done', 2]);
  });

  it('is never reported as done when PostgreSQL rolled it back, whatever the work made of the error', async () => {
    const key = employerKey(0xb03);
    await expect(
      unitOfWork.run([key], async (tx) => {
        await tx.query("insert into parent values ('kept?')");
        await tx.query('select 1/0').catch(() => undefined);
        await tx.manager.query('select 2').catch(() => undefined);
      }),
    ).rejects.toThrow('division by zero');
    expect(await service.query("select 1 from parent where id = 'kept?'")).toEqual([]);
  });

  it('says what went wrong first when its connection was lost, and leaves the pool whole', async () => {
    const lost = await unitOfWork
      .run([], async (tx) => {
        const [me] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
        await service.app.get(DataSource).query('select pg_terminate_backend($1)', [me!.pid]);
        for (;;) await tx.query('select 1');
      })
      .catch((error: Error) => error);
    expect(String((lost as Error).message)).toMatch(/terminating connection|Connection terminated/);
    expect(isInfrastructure(lost)).toBe(true);
    const all = await Promise.all(
      Array.from({ length: 20 }, () =>
        unitOfWork.run([], async (tx) => (await tx.query<{ one: number }>('select 1 as one'))[0]!.one),
      ),
    );
    expect(all).toEqual(Array(20).fill(1));
  });
});
