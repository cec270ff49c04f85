import { type Installation, installation } from '../support/installation';
import { settled } from '../support/settled';
import { CountingModule, registered } from './fixture';

jest.setTimeout(180_000);

let house: Installation;

beforeAll(async () => {
  house = await installation(['prospecting']);
  await house.start(CountingModule);
});

afterAll(() => house.close());

describe('A service on the real broker', () => {
  it('applies each fact once and tells its consequences on, through repeats and a restart', async () => {
    const facts = Array.from({ length: 600 }, (_, n) => registered(n % 50));
    const messages = house.tell.make(facts);
    await house.tell.send(messages.slice(0, 400));
    await settled('400 applied', house.count('select count(*) as n from heard'), (n) => n === 400);
    await house.started().stop();
    await house.tell.send(messages.slice(200));
    await house.start(CountingModule);
    await settled('600 applied', house.count('select count(*) as n from heard'), (n) => n === 600);
    await settled('outbox empty', house.count('select count(*) as n from outbox_pending'), (n) => n === 0);
    expect(await house.count('select sum(changes) as n from seen')()).toBe(600);
    expect(await house.count('select count(*) as n from event_log')()).toBe(600);
    expect(await house.count('select max(version) as n from event_log')()).toBe(12);
  });
});
