import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../../apps/launcher/src/embedded-postgres';
import { type Installation, installation } from '../support/installation';
import { settled } from '../support/settled';
import { CountingModule, registered } from './fixture';
import { firstTimes, toldOnBroker, upTo } from './told-on-broker';

jest.setTimeout(180_000);

const WAIT = 90_000;
const KEYS = 30;
const shared = process.env.TEST_DATABASE_URL ?? '';
const folder = mkdtempSync(join(tmpdir(), 'concerto-restart-'));
let postgres: EmbeddedPostgres;
let house: Installation;

beforeAll(async () => {
  chmodSync(folder, 0o711);
  postgres = await EmbeddedPostgres.start({
    folder: join(folder, 'postgres'),
    logFolder: join(folder, 'logs'),
    password: 'tests',
    durable: false,
  });
  process.env.TEST_DATABASE_URL = postgres.url();
  house = await installation(['prospecting']);
}, 180_000);

afterAll(async () => {
  await house?.close();
  await postgres?.stop();
  process.env.TEST_DATABASE_URL = shared;
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe('A service whose PostgreSQL dies in the middle of its work', () => {
  it('waits for it, loses nothing and applies nothing twice', async () => {
    await house.start(CountingModule);
    const facts = house.tell.make(Array.from({ length: 1800 }, (_, n) => registered(n % KEYS)));
    const heard = () =>
      house
        .count('select count(*) as n from heard')()
        .catch(() => -1);
    await house.tell.send(facts.slice(0, 600));
    await settled('it is at work', heard, (n) => n > 0, WAIT);
    await house.tell.send(facts.slice(600, 1200));
    await postgres.kill();
    await house.tell.send(facts.slice(1200));
    await postgres.start();
    await settled('all applied', heard, (n) => n >= 1800, WAIT);
    await settled(
      'outbox empty',
      () =>
        house
          .count('select count(*) as n from outbox_pending')()
          .catch(() => -1),
      (n) => n === 0,
      WAIT,
    );
    expect(await heard()).toBe(1800);
    expect(await house.count('select sum(changes) as n from seen')()).toBe(1800);
    expect(await house.count('select count(*) as n from parked_key')()).toBe(0);
    const told = await toldOnBroker(`${house.prefix}.prospecting`);
    expect(told.size).toBe(KEYS);
    for (const versions of told.values()) expect(firstTimes(versions)).toEqual(upTo(60));
  });
});
