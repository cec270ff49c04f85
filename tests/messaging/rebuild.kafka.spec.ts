import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { EmployerRegistered } from '#contracts/segmentation';
import { connectKafka } from '#messaging/kafka';
import { projection } from '#messaging/projections';
import { Rebuild } from '#messaging/rebuild';
import type { Received } from '#messaging/received';
import { UnitOfWork } from '#messaging/unit-of-work';
import { type Installation, installation } from '../support/installation';
import { settled } from '../support/settled';
import { CountingModule, closed, employerKey, registered, seenProjection } from './fixture';

jest.setTimeout(180_000);

let house: Installation;

beforeAll(async () => {
  house = await installation(['prospecting']);
  await house.start(CountingModule);
});

afterAll(() => house.close());

const placeOf = (app: { get(token: typeof UnitOfWork): UnitOfWork }) => ({
  kafka: connectKafka(house.brokers, 'rebuild', () => undefined),
  prefix: house.prefix,
  service: 'prospecting',
  unitOfWork: app.get(UnitOfWork),
  run: uuidv7(),
});

/** Four establishments that do not exist, with a check digit that holds, from low to high. */
const SIRETS = ['99900001700023', '99900001700031', '99900001700049', '99900001700056'];

describe('A projection built again beside the live one', () => {
  it('stands exactly where the live consumer stands when it takes its place, while facts go on', async () => {
    const { app } = house.started();
    const messages = house.tell.make(Array.from({ length: 3000 }, (_, n) => registered(n % 100)));
    await house.tell.send(messages.slice(0, 2000));
    await settled('2000 heard', house.count('select count(*) as n from heard'), (n) => n === 2000);
    await app.get(DataSource).query('update seen set changes = 1, siret = $1', ['00000000000000']);
    const [rebuilt] = await Promise.all([
      new Rebuild(placeOf(app), seenProjection).once(),
      house.tell.send(messages.slice(2000)),
    ]);
    expect(rebuilt.facts).toBeGreaterThanOrEqual(2000);
    await settled('3000 heard', house.count('select count(*) as n from heard'), (n) => n === 3000);
    expect(await house.count('select sum(changes) as n from seen')()).toBe(3000);
    expect(await house.count("select count(*) as n from seen where siret = '00000000000000'")()).toBe(0);
  });
});

describe('A fact that never came', () => {
  it('is asked for again, and what waits behind it is applied in order', async () => {
    const [first, lost, later] = house.tell.make([registered(901), registered(901), registered(901)]);
    await house.tell.send([first!, later!]);
    await settled(
      'the key is parked',
      () => house.query<{ reason: string }>('select reason from parked_key'),
      (rows) => rows[0]?.reason === 'GAP',
    );
    const asked = await house.nextRequest();
    expect(asked).toEqual({ topic: 'segmentation', key: first!.message.key, from: 2, to: 2 });
    await house.tell.send([lost!]);
    await settled(
      'three applied',
      () =>
        house.query<{ version: number }>('select version from heard where key = $1 order by version', [
          first!.message.key,
        ]),
      (rows) => rows.length === 3,
    );
    await settled('nothing parked', house.count('select count(*) as n from parked_key'), (n) => n === 0);
  });
});

describe('A projection built again while the live consumer catches up', () => {
  it('takes the facts of a key in order, also those that the live consumer applied only meanwhile', async () => {
    const key = employerKey(7_777);
    const { app } = house.started();
    const gates = new Map<string, { reached: () => void; open: Promise<void> }>();
    const gate = (siret: string) => {
      let reached: () => void = () => undefined;
      let open: () => void = () => undefined;
      const arrived = new Promise<void>((resolve) => {
        reached = resolve;
      });
      gates.set(siret, {
        reached,
        open: new Promise<void>((resolve) => {
          open = resolve;
        }),
      });
      return { arrived, open: () => open() };
    };
    // The same projection, standing still beside the live one when it meets one of these facts.
    const [step] = seenProjection.steps;
    const held = projection('seen', { tables: ['seen'] }, [
      {
        ...step!,
        apply: async (tx, table, facts) => {
          if (table('seen') !== 'seen') {
            for (const fact of facts as Received<EmployerRegistered>[]) {
              const one = fact.key === key ? gates.get(fact.data.siret) : undefined;
              one?.reached();
              await one?.open;
            }
          }
          return step!.apply(tx, table, facts);
        },
      },
    ]);
    const [first, second, third, fourth] = SIRETS;
    const of = (siret: string) => ({ ...registered(7_777), data: { ...registered(7_777).data, siret } });
    const told = house.tell.make([
      of(first!),
      closed(7_777, '2026-05-05', false),
      of(second!),
      of(third!),
      of(fourth!),
    ]);
    const applied = house.count(`select version as n from applied_version where key = '${key}'`);
    await house.tell.send(told.slice(0, 3));
    await settled(
      'the key waits at its second fact',
      house.count(`select count(*) as n from parked_fact where key = '${key}'`),
      (n) => n === 2,
      60_000,
    );

    const atFirst = gate(first!);
    const atFourth = gate(fourth!);
    const rebuilding = new Rebuild(placeOf(app), held).once();
    await atFirst.arrived;
    await house.query("insert into parent values ('2026-05-05')");
    await house.query('update parked_key set next_attempt_at = clock_timestamp()');
    await house.tell.send(told.slice(3, 4));
    await settled('the live consumer has applied four', applied, (n) => n === 4, 60_000);
    await house.tell.send(told.slice(4));
    await settled('and the fifth', applied, (n) => n === 5, 60_000);
    atFirst.open();
    await atFourth.arrived;
    // The swap gets the time to be wrong: the last fact is read, but not yet in the new table.
    await Promise.race([rebuilding, new Promise((resolve) => setTimeout(resolve, 1_500))]);
    atFourth.open();
    await rebuilding;
    expect(await house.query('select siret, changes from seen where employer_id = $1', [key])).toEqual([
      { siret: fourth, changes: 4 },
    ]);
  });
});
