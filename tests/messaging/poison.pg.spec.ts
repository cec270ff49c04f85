import { Applier } from '#messaging/apply';
import { DeployFault } from '#messaging/faults';
import { sendAgain } from '#messaging/requests';
import { UnitOfWork } from '#messaging/unit-of-work';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { CountingModule, employerKey, registered } from './fixture';
import { rawMessage } from './raw-messages';

let service: ServiceUnderTest;
let applier: Applier;

beforeAll(async () => {
  service = await serviceUnderTest(CountingModule);
  applier = service.app.get(Applier);
});

afterEach(() => jest.restoreAllMocks());
afterAll(() => service.close());

const versionOf = async (n: number) =>
  (
    await service.query<{ version: number; parked: boolean }>(
      'select version, parked from applied_version where key = $1',
      [employerKey(n)],
    )
  )[0];
const parkedReason = async (n: number) =>
  (
    await service.query<{ reason: string; error: string }>(
      'select reason, error from parked_key where key = $1',
      [employerKey(n)],
    )
  )[0];
const unreadable = async () =>
  (await service.query<{ n: number }>('select count(*) as n from unreadable_message'))[0]!.n;

describe('A message that nobody can read', () => {
  it.each([
    ['its id is no UUID', { headers: { ce_id: 'order-17' } }],
    ['its key holds a character that PostgreSQL cannot keep', { key: 'a\0b' }],
    ['its version is no number', { headers: { ce_version: 'two' } }],
    ['its version is below one', { headers: { ce_version: '0' } }],
    ['it says no type', { headers: { ce_type: '' } }],
  ])('is kept apart and does not stop the messages around it when %s', async (_, damage) => {
    const before = await unreadable();
    const n = 100 + before;
    await applier.apply([
      rawMessage(registered(n), 1),
      rawMessage(registered(999), 1, damage),
      rawMessage(registered(n), 2),
    ]);
    expect(await unreadable()).toBe(before + 1);
    expect(await versionOf(n)).toEqual({ version: 2, parked: false });
  });
});

describe('A fact that breaks its contract', () => {
  it.each([
    ['has no body', 1, { body: null }, 'the message has no body'],
    ['is no JSON', 2, { body: Buffer.from('{"a":') }, 'Unexpected end of JSON input'],
    ['lacks what its contract asks for', 3, { body: Buffer.from('{}') }, 'breaks its contract'],
    ['was changed on its way', 4, { headers: { ce_contenthash: 'f00d' } }, 'does not match its hash'],
    ['has no readable time', 5, { headers: { ce_time: 'yesterday' } }, 'ce_time'],
  ])('is parked with its key when it %s, and other keys go on', async (_, n, damage, said) => {
    await applier.apply([
      rawMessage(registered(200 + n), 1),
      rawMessage(registered(200 + n), 2, damage),
      rawMessage(registered(200 + n), 3),
      rawMessage(registered(300 + n), 1),
    ]);
    expect(await versionOf(200 + n)).toEqual({ version: 1, parked: true });
    expect(await parkedReason(200 + n)).toEqual({
      reason: 'INVALID',
      error: expect.stringContaining(said) as string,
    });
    expect((await versionOf(300 + n))?.version).toBe(1);
    expect(
      await service.query('select version from parked_fact where key = $1 order by version', [
        employerKey(200 + n),
      ]),
    ).toEqual([{ version: 2 }, { version: 3 }]);
  });

  it('is parked also when what went wrong cannot be written down as it is', async () => {
    await applier.apply([rawMessage(registered(220, 'TypeError NUL'), 1)]);
    expect((await parkedReason(220))?.reason).toBe('FAULT');
  });
});

describe('Many faults at once', () => {
  it('stop the consumer as a bad deploy, and after a while it looks again, however often it was tried meanwhile', async () => {
    let now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    const poison = Array.from({ length: 45 }, (_, n) => rawMessage(registered(400 + n, 'TypeError'), 1));
    const tryAll = async () => {
      for (const one of poison)
        await applier.apply([one]).catch((error) => expect(error).toBeInstanceOf(DeployFault));
    };
    const parked = async () =>
      (
        await service.query<{ n: number }>(
          "select count(*) as n from parked_key where error like 'TypeError%'",
        )
      )[0]!.n;
    const before = await parked();
    await tryAll();
    const atOnce = (await parked()) - before;
    expect(atOnce).toBeGreaterThan(10);
    expect(atOnce).toBeLessThanOrEqual(20);
    for (let turn = 0; turn < 3; turn += 1) {
      now += 10_000;
      await tryAll();
    }
    expect((await parked()) - before).toBe(atOnce);
    for (let turn = 0; turn < 12; turn += 1) {
      now += 30_000;
      await tryAll();
    }
    expect((await parked()) - before).toBe(45);
  });
});

describe('A request for facts that cannot be read', () => {
  it.each([
    '',
    '{"topic":',
    '[]',
    'null',
    '{"topic":"prospecting"}',
    '{"topic":"prospecting","key":"a","from":"x","to":2}',
  ])('is passed over: %s', async (body) => {
    expect(await sendAgain(service.app.get(UnitOfWork), 'prospecting', Buffer.from(body))).toBe(0);
  });
});
