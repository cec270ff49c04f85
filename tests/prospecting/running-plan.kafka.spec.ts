import { Client } from 'pg';
import type { ToldFact } from '#domain/decision';
import { databaseName, databaseUrlOf } from '#service/config';
import { registerTypes } from '#service/database';
import { FollowedPlan } from '../../apps/prospecting/src/domain/followed-plan';
import type { PlanEvent } from '../../apps/prospecting/src/domain/plan-event';
import { createTopics, teller } from '../support/broker';
import { createDatabases, freshPrefix, serverUrl } from '../support/database';
import { httpOf } from '../support/service-http';
import { type ServiceProcess, serviceProcess } from '../support/service-process';
import { settled } from '../support/settled';
import { runningPlan } from './engine-plan';
import {
  contactFact,
  employerFact,
  keyOf,
  type PartnerOfMetz,
  partnerFacts,
  partnerOfMetz,
  siretOf,
  territoryFacts,
} from './territory-of-metz';

jest.setTimeout(240_000);

const MAIN = 'apps/prospecting/src/main.js';
const PROSPECTS = 300;
const PARTNERS: PartnerOfMetz[] = [1, 2, 3, 4].map((n) => partnerOfMetz(n, `Partenaire ${n}`));
/** Forty-four visits each in the quarter: more than a hundred prospects wait. */
const VISITS_A_MONTH = 15;
const KILLS = 3;
/** A schedule's turn, the death of a connection, and a busy machine. */
const TAKEN_OVER_WITHIN_MS = 10_000;

interface Held {
  lead: string;
  siret: string;
  partner: string;
}

it('Two instances, the owner of a running plan killed in mid stream again and again: nothing is lost, doubled or moved', async () => {
  registerTypes();
  const prefix = freshPrefix();
  const drop = await createDatabases(prefix, ['prospecting']);
  await createTopics(prefix);
  const tell = teller(prefix);
  const database = new Client({
    connectionString: databaseUrlOf(serverUrl(), databaseName(prefix, 'prospecting')),
  });
  const instances = new Map<string, ServiceProcess>();
  try {
    const start = async (name: string) => {
      instances.set(name, await serviceProcess(MAIN, { prefix, environment: { CONCERTO_INSTANCE: name } }));
    };
    await start('1');
    await start('2');
    await database.connect();
    const query = async <T>(sql: string, parameters: unknown[] = []) =>
      (await database.query(sql, parameters)).rows as T[];
    const count = (sql: string) => async () => (await query<{ n: number }>(sql))[0]!.n;
    const told = (facts: readonly ToldFact[]) => tell.send(tell.make(facts));

    await told([
      ...territoryFacts(PARTNERS, 1),
      ...PARTNERS.flatMap((partner) => partnerFacts(partner, 'PLIE', VISITS_A_MONTH)),
      ...Array.from({ length: PROSPECTS }, (_, n) => employerFact(n)),
    ]);
    const known = count(
      'select (select count(*) from employer_ref) + (select count(*) from agent_ref) + (select count(*) from territory_ref) as n',
    );
    await settled('the territory is known', known, (n) => n === PROSPECTS + PARTNERS.length + 1, 60_000);
    let alive = '1';
    const http = httpOf(() => instances.get(alive)!.url);
    const { planId, inputs } = await runningPlan({ http, query }, PARTNERS);

    /** The instance that says that it owns the plan; never two at one look. */
    const owner = async (): Promise<string | undefined> => {
      const locks = await count(
        'select count(*) as n from pg_locks where locktype = $$advisory$$ and classid = 4431010 and granted and database = (select oid from pg_database where datname = current_database())',
      )();
      expect(locks).toBeLessThanOrEqual(1);
      for (const [name, { url }] of instances) {
        const metrics = await fetch(`${url}/metrics`).then(
          (answer) => answer.text(),
          () => '',
        );
        if (metrics.includes(`concerto_plan_events_applied{plan="${planId}"`)) return name;
      }
      return undefined;
    };
    const leads = () =>
      query<Held>(
        `select lead_id as lead, siret, partner_id as partner from lead join employer_ref using (employer_id)
          where plan_id = $1 and ended_at is null and visited_at is null order by lead_id`,
        [planId],
      );
    let visits = 0;
    /** Visits held as planned, visits by others where nobody leads, and prospects that are given back. */
    const someDays = async () => {
      const now = await leads();
      const held = now.slice(0, 12).map(({ siret, partner }) => {
        visits += 1;
        return contactFact(0, PARTNERS.find((one) => one.partnerId === partner)!, `v${visits}`, { siret });
      });
      const beside = Array.from({ length: 6 }, (_, n) => {
        visits += 1;
        return contactFact(0, PARTNERS[n % 4]!, `v${visits}`, { siret: siretOf((visits * 7) % PROSPECTS) });
      });
      await told([...held, ...beside]);
      for (const { lead, partner } of now.slice(12, 20)) {
        const of = PARTNERS.find((one) => one.partnerId === partner)!;
        await http(keyOf(of)).post(`/v1/leads/${lead}/decline`, { reason: 'NO_CAPACITY' });
      }
    };

    const takenOver: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const first = (await settled('somebody owns the plan', owner, (name) => name !== undefined))!;
      alive = first === '1' ? '2' : '1';
      const stream = someDays();
      await instances.get(first)!.kill('SIGKILL');
      instances.delete(first);
      const killed = Date.now();
      await stream;
      await settled('the other takes over', owner, (name) => name === alive, TAKEN_OVER_WITHIN_MS * 3);
      takenOver.push(Date.now() - killed);
      await someDays();
      await start(first);
    }
    expect(Math.min(...takenOver)).toBeLessThan(TAKEN_OVER_WITHIN_MS);

    const rebuilt = async () => {
      const events = await query<{ event: PlanEvent }>(
        'select event from plan_event where plan_id = $1 order by position',
        [planId],
      );
      const plan = new FollowedPlan(inputs);
      for (const { event } of events) plan.apply(event);
      return { plan, events };
    };
    const waiting = count(`select (select count(*) from visit where visit_key is not null) as n`);
    await settled('every visit is judged', waiting, (n) => n === visits, 60_000);
    const { plan } = await settled(
      'the engine has nothing left to propose',
      rebuilt,
      (seen) => seen.plan.proposals().length === 0 && seen.plan.leftOver().length === 0,
      60_000,
    );

    const gaps = 'select count(*) - max(position) as n from plan_event';
    expect(await count(gaps)()).toBe(0);
    expect(
      await query(
        `select a.lead_id from lead a join lead b using (territory_id, employer_id)
          where a.lead_id < b.lead_id and a.during && b.during`,
      ),
    ).toEqual([]);
    // Every beginning, visit and end of a lead is in the plan's events, once.
    const expected = await count(
      `select count(*) + count(visited_at) + count(*) filter (where ended_at is not null and visited_at is null) as n
         from lead where plan_id is not null`,
    )();
    expect(
      await count(
        "select count(*) as n from plan_event where event->>'type' in ('LED', 'VISIT_HELD', 'FREED')",
      )(),
    ).toBe(expected);
    // Freed visits went to those that waited: nobody has more than its agents can hold.
    const led = await query<{ unit: string; n: number }>(
      `select unit_id as unit, count(*) as n from lead where ended_at is null or visited_at is not null group by 1`,
    );
    for (const { unit, n } of led)
      expect(n).toBe(inputs.structures.find((one) => one.structureId === unit)!.capacity);
    const { primal, dual } = plan.proof().certificate;
    expect(primal).toBe(dual);
  } finally {
    await Promise.all([...instances.values()].map((one) => one.kill('SIGKILL')));
    await tell.close();
    await database.end();
    await drop();
  }
});
