import { Client } from 'pg';
import { databaseName, databaseUrlOf } from '#service/config';
import { discard, parkedFacts, parkedKeys, retry } from '../../apps/cli/src/parked/parked-keys';
import { CountingModule, closed, employerKey, registered } from '../messaging/fixture';
import { serverUrl } from '../support/database';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';

let service: ServiceUnderTest;
let client: Client;

beforeAll(async () => {
  service = await serviceUnderTest(CountingModule);
  client = new Client({
    connectionString: databaseUrlOf(serverUrl(), databaseName(service.prefix, 'prospecting')),
  });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await service.close();
});

describe('concerto parked', () => {
  it('shows what waits, and why, as it was received', async () => {
    await service.feed([closed(1, '2026-02-03', false), registered(1), registered(2, 'TypeError')]);
    const keys = await parkedKeys(client, 'prospecting');
    expect(keys.map((one) => [one.key, one.reason, one.facts, one.waitsFor])).toEqual(
      expect.arrayContaining([
        [employerKey(1), 'NOT_YET', 2, 'closure 2026-02-03'],
        [employerKey(2), 'FAULT', 1, null],
      ]),
    );
    const [first] = await parkedFacts(client, employerKey(1));
    expect([first?.type, first?.version]).toEqual(['EmployerClosed.v1', 1]);
    expect(JSON.parse(String(first?.body)).closedOn).toBe('2026-02-03');
  });

  it('lets an operator give up one fact with a reason, keeps it, and lets the next ones go on in order', async () => {
    const given = await discard(client, employerKey(1), 'fermeture annoncée par erreur', 'operateur');
    expect(given.version).toBe(1);
    await service.sweep();
    expect(await service.query('select version from heard where key = $1', [employerKey(1)])).toEqual([
      { version: 2 },
    ]);
    expect(await service.query('select version, reason, discarded_by from discarded_fact')).toEqual([
      { version: 1, reason: 'fermeture annoncée par erreur', discarded_by: 'operateur' },
    ]);
    await expect(discard(client, employerKey(1), 'encore', 'operateur')).rejects.toThrow();
  });

  it('can give up a fact that is no text at all', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0xfe]);
    await service.query('update parked_fact set body = $1 where key = $2', [bytes, employerKey(2)]);
    expect((await discard(client, employerKey(2), 'illisible', 'operateur')).body).toEqual(bytes);
    expect(await service.query("select body from discarded_fact where reason = 'illisible'")).toEqual([
      { body: bytes },
    ]);
    await service.feed([registered(3, 'TypeError')]);
  });

  it('makes a dead key due again', async () => {
    await service.query("update parked_key set state = 'DEAD' where key = $1", [employerKey(3)]);
    expect(await retry(client, employerKey(3))).toBe(1);
    const [key] = (await parkedKeys(client, 'prospecting')).filter((one) => one.key === employerKey(3));
    expect(key?.state).toBe('WAITING');
  });
});
