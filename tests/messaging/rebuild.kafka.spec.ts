import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { connectKafka } from '#messaging/kafka';
import { Rebuild } from '#messaging/rebuild';
import { UnitOfWork } from '#messaging/unit-of-work';
import { type Installation, installation } from '../support/installation';
import { settled } from '../support/settled';
import { CountingModule, registered, seenProjection } from './fixture';

let house: Installation;

beforeAll(async () => {
  house = await installation(['prospecting']);
  await house.start(CountingModule);
});

afterAll(() => house.close());

describe('A projection built again beside the live one', () => {
  it('stands exactly where the live consumer stands when it takes its place, while facts go on', async () => {
    const { app } = house.started();
    const messages = house.tell.make(Array.from({ length: 3000 }, (_, n) => registered(n % 100)));
    await house.tell.send(messages.slice(0, 2000));
    await settled('2000 heard', house.count('select count(*) as n from heard'), (n) => n === 2000);
    await app.get(DataSource).query('update seen set changes = 1, siret = $1', ['00000000000000']);
    const place = {
      kafka: connectKafka(house.brokers, 'rebuild', () => undefined),
      prefix: house.prefix,
      service: 'prospecting',
      unitOfWork: app.get(UnitOfWork),
      run: uuidv7(),
    };
    const [rebuilt] = await Promise.all([
      new Rebuild(place, seenProjection).once(),
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
