import { Client } from 'pg';
import { databaseName, databaseUrlOf } from '#service/config';
import { registerTypes } from '#service/database';
import { IDENTITY_HEADER, OPERATOR, signIdentity } from '#service/identity';
import { createTopics, teller } from '../support/broker';
import { createDatabases, freshPrefix, serverUrl } from '../support/database';
import { type ServiceProcess, serviceProcess } from '../support/service-process';
import { TEST_SECRET } from '../support/service-under-test';
import { settled } from '../support/settled';
import { aSiret, CAP_EMPLOI, employerFact, idOf, territoryFacts } from './offers-under-test';

const OFFERS = 40;
const MAIN = 'apps/offers/src/main.js';

it('Forty due offers, two instances of offers killed again and again, a site that loses answers: each published once', async () => {
  registerTypes();
  const prefix = freshPrefix();
  const drop = await createDatabases(prefix, ['offers', 'job-board']);
  await createTopics(prefix);
  const tell = teller(prefix);
  const client = (name: string) =>
    new Client({ connectionString: databaseUrlOf(serverUrl(), databaseName(prefix, name)) });
  const [offers, board] = [client('offers'), client('job-board')];
  const running = new Map<string, ServiceProcess>();
  try {
    const site = await serviceProcess('apps/job-board/src/main.js', { prefix });
    running.set('site', site);
    const start = async (instance: string) => {
      const environment = { CONCERTO_PUBLICATION_URL: site.url, CONCERTO_INSTANCE: instance };
      running.set(instance, await serviceProcess(MAIN, { prefix, environment }));
    };
    await start('1');
    await start('2');
    await Promise.all([offers.connect(), board.connect()]);
    const sirets = Array.from({ length: OFFERS }, () => aSiret());
    const employers = sirets.map((siret) => employerFact(idOf(siret), siret));
    await tell.send(tell.make([...territoryFacts(), ...employers]));
    const known = () =>
      count(offers, 'select count(*) as n from employer_ref, agreement_version, partner_ref');
    await settled('employers, agreement and partners are known', known, (n) => n === OFFERS * 4);
    await setClock(offers, '2026-03-01 09:00');
    for (const siret of sirets) await entrust(running.get('1')!.url, siret);

    await behave(site.url, { mode: 'LOSE_ANSWER', times: 30 });
    await setClock(offers, '2026-03-20 00:00');
    for (const share of [0.1, 0.3, 0.5, 0.7]) {
      const seen = () => count(board, 'select count(*) as n from taken_request');
      await settled('the site hears of some', seen, (n) => n >= share * OFFERS);
      for (const instance of ['1', '2']) await running.get(instance)!.kill();
      await start('1');
      await start('2');
      // What was in flight at the kill is tried again after a minute: nobody waits for it here.
      await offers.query("update business_clock set shift = shift + interval '20 minutes'");
    }
    const left = async () => {
      await offers.query("update business_clock set shift = shift + interval '20 minutes'");
      return count(offers, "select count(*) as n from publication where state = 'ACKNOWLEDGED'");
    };
    await settled('every order is acknowledged', left, (n) => n === OFFERS, 60_000);

    const published = await board.query('select state, count(*) as n from published group by state');
    expect(published.rows).toEqual([{ state: 'PUBLISHED', n: OFFERS }]);
    const created = "select count(*) as n from taken_request where effect <> 'REPEATED'";
    expect(await count(board, created)).toBe(OFFERS);
    // The faults were there: the site was asked more often than it published.
    expect(await count(board, 'select count(*) as n from taken_request')).toBeGreaterThan(OFFERS);
    for (const type of ['PublicationOrdered.v1', 'PublicationAcknowledged.v1'])
      expect(
        await count(
          offers,
          `select count(distinct payload ->> 'offerId') * 1000 + count(*) as n from event_log where type = '${type}'`,
        ),
      ).toBe(OFFERS * 1001);
  } finally {
    for (const process of running.values()) await process.kill();
    await Promise.all([tell.close(), offers.end(), board.end()]);
    await drop();
  }
}, 300_000);

async function count(database: Client, sql: string): Promise<number> {
  const { rows } = await database.query<{ n: number }>(sql);
  return rows[0]!.n;
}

const setClock = (database: Client, paris: string) =>
  database.query(
    `update business_clock set shift = ($1::timestamp at time zone 'Europe/Paris') - clock_timestamp()`,
    [paris],
  );

async function behave(site: string, conduct: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${site}/_behaviour`, { method: 'POST', headers, body: JSON.stringify(conduct) });
}

async function entrust(url: string, siret: string): Promise<void> {
  const caller = { ...OPERATOR, kind: 'machine' as const, roles: [], scopes: ['offers:write' as const] };
  const identity = await signIdentity({ ...caller, id: 'key', partnerId: CAP_EMPLOI }, TEST_SECRET);
  const answer = await fetch(`${url}/v1/offers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [IDENTITY_HEADER]: identity },
    body: JSON.stringify({ siret, romeCode: 'G1602', title: 'Cuisinier', positions: 2 }),
  });
  if (answer.status !== 201) throw new Error(await answer.text());
}
