import { DataSource } from 'typeorm';
import type { Transaction } from '#messaging/unit-of-work';
import { ProspectingModule } from '../../apps/prospecting/src/prospecting.module';
import { LeadRepository } from '../../apps/prospecting/src/storage/lead.repository';
import { leadsOf } from '../../apps/prospecting/src/storage/lead.rows';
import { type Answer, type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { id } from './given';
import {
  agentOf,
  COORDINATOR,
  contactFact,
  dayFromNow,
  employerFact,
  employerOf,
  keyOf,
  knownFact,
  MISSION_LOCALE,
  type PartnerOfMetz,
  POLE_EMPLOI,
  partnerFacts,
  partnerOfMetz,
  siretOf,
  territoryFacts,
} from './territory-of-metz';

const MANY: PartnerOfMetz[] = Array.from({ length: 50 }, (_, n) => partnerOfMetz(100 + n, `Partenaire ${n}`));
const COLLEAGUE = { ...MISSION_LOCALE, agentId: partnerOfMetz(900, '').agentId };

let service: ServiceUnderTest;

beforeEach(async () => {
  service = await serviceUnderTest(ProspectingModule);
  const colleague = partnerFacts(COLLEAGUE, 'MISSION_LOCALE', 0)[2]!;
  await service.feed([
    ...territoryFacts([MISSION_LOCALE]),
    ...partnerFacts(MISSION_LOCALE, 'MISSION_LOCALE', 4),
    colleague,
    ...partnerFacts(POLE_EMPLOI, 'POLE_EMPLOI', 4),
    ...Array.from({ length: 8 }, (_, n) => employerFact(n)),
    ...Array.from({ length: 8 }, (_, n) => knownFact(n, MISSION_LOCALE)),
  ]);
});
afterEach(() => service.close());

const agent = (partner: PartnerOfMetz = MISSION_LOCALE) => service.http(agentOf(partner));
const reserve = (partner: PartnerOfMetz, n: number) =>
  agent(partner).post(`/v1/can-i-visit?siret=${siretOf(n)}`);

/** A running plan in which the Mission locale leads; returns its leads, by employer. */
async function adoptedLeads(): Promise<Map<string, string>> {
  const pilot = service.http(COORDINATOR);
  const body = { name: 'Plan', from: dayFromNow(0), until: dayFromNow(90) };
  const { planId } = (await pilot.post<{ planId: string }>('/v1/plans', body)).body;
  await pilot.post(`/v1/plans/${planId}/allocate`);
  await pilot.post(`/v1/plans/${planId}/submit`);
  await pilot.post(`/v1/plans/${planId}/voices`, { partnerId: MISSION_LOCALE.partnerId, inFavour: true });
  expect((await pilot.post(`/v1/plans/${planId}/adopt`)).status).toBe(200);
  const rows = await service.query<{ lead: string; employer: string }>(
    'select lead_id as lead, employer_id as employer from lead where partner_id = $1',
    [MISSION_LOCALE.partnerId],
  );
  return new Map(rows.map((row) => [row.employer, row.lead]));
}

const aLead = async (): Promise<[string, string]> => [...(await adoptedLeads())][0]!;
/** A connection that takes no key of ours. */
const engine = (on: { query(sql: string, parameters?: unknown[]): Promise<unknown> }) =>
  ({ query: (sql: string, parameters?: unknown[]) => on.query(sql, parameters) }) as unknown as Transaction;

const claim = (leadId: string, partner = MISSION_LOCALE) => agent(partner).post(`/v1/leads/${leadId}/claim`);
const statuses = (answers: readonly Answer[]) => answers.map((one) => one.status).sort();

describe('An employer that many want at once', () => {
  it('of fifty partners in the same second goes to one, and the others read who was first and when', async () => {
    await service.feed(MANY.flatMap((partner) => partnerFacts(partner, 'SIAE', 1)));
    const answers = await Promise.all(MANY.map((partner) => reserve(partner, 0)));
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
    const losers = answers.filter((one) => one.status !== 200);
    expect(new Set(losers.map((one) => one.status))).toEqual(new Set([409]));
    const [lead] = await service.query<{ partner: string }>('select partner_id as partner from lead');
    const winner = MANY.find((one) => one.partnerId === lead!.partner)!.name;
    expect(losers[0]!.body).toMatchObject({
      detail: expect.stringMatching(new RegExp(`^Déjà pris par ${winner} à \\d{1,2} h \\d{2}\\.$`)),
    });
    expect(await service.query('select count(*)::int as n from lease')).toEqual([{ n: 1 }]);
    expect(await service.told('LeaseOpened.v1')).toHaveLength(1);
  });

  it('of one partner’s agents goes to one, and the other reads that a colleague has it', async () => {
    const [, leadId] = await aLead();
    const answers = await Promise.all([
      claim(leadId),
      claim(leadId, COLLEAGUE),
      claim(leadId),
      claim(leadId, COLLEAGUE),
    ]);
    expect(statuses(answers)).toEqual([200, 200, 409, 409]);
    expect(await service.query('select count(*)::int as n from lease')).toEqual([{ n: 1 }]);
    const lost = answers.find((one) => one.status === 409)!;
    expect(lost.body).toMatchObject({
      detail: expect.stringContaining('Déjà pris par un collègue (Antenne de Mission locale de Metz)'),
    });
  });
});

describe('A claim', () => {
  it('is one conditional write: of two that take no lock, the second waits and finds it taken (BR-32)', async () => {
    const [employerId, leadId] = await aLead();
    const [lead] = (await leadsOf(engine(service.app.get(DataSource)), [employerId])).get(employerId)!;
    const runners = [1, 2].map(() => service.app.get(DataSource).createQueryRunner());
    for (const runner of runners) await runner.startTransaction();
    const claims = service.app.get(LeadRepository);
    const hold = (k: number) =>
      claims.openHold(engine(runners[k]!), lead!, {
        leaseId: id(600 + k),
        agentId: [MISSION_LOCALE, COLLEAGUE][k]!.agentId,
        openedAt: new Date(),
        until: new Date(Date.now() + 86_400_000),
      });
    const first = await hold(0);
    const second = hold(1);
    await runners[0]!.commitTransaction();
    expect([first, await second]).toEqual([true, false]);
    await runners[1]!.commitTransaction();
    for (const runner of runners) await runner.release();
    expect((await claim(leadId, COLLEAGUE)).status).toBe(409);
  });
});

describe('An agent', () => {
  it('that clicks twice has one hold, and the same key gives the same answer (BR-32)', async () => {
    const [, leadId] = await aLead();
    const key = { 'idempotency-key': 'click-1' };
    const first = await agent().post(`/v1/leads/${leadId}/claim`, {}, key);
    const again = await agent().post(`/v1/leads/${leadId}/claim`, {}, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((await claim(leadId)).body).toEqual(first.body);
    expect(await service.told('LeaseOpened.v1')).toHaveLength(1);
  });

  it('that declines passes the prospect to the next partner in the plan’s next turn, and does not get it back (BR-33, BR-34)', async () => {
    const [employerId, leadId] = await aLead();
    const answer = await agent().post(`/v1/leads/${leadId}/decline`, { reason: 'NO_CAPACITY' });
    expect(answer.status).toBe(200);
    await service.tick();
    const leads = await service.query(
      `select partner_id, origin, end_reason from lead where employer_id = $1 order by ended_at nulls last`,
      [employerId],
    );
    expect(leads).toEqual([
      { partner_id: MISSION_LOCALE.partnerId, origin: 'PLAN', end_reason: 'DECLINED' },
      { partner_id: POLE_EMPLOI.partnerId, origin: 'NEXT_PARTNER', end_reason: null },
    ]);
    const [next] = await service.query<{ id: string }>(
      "select lead_id as id from lead where origin = 'NEXT_PARTNER'",
    );
    await agent(POLE_EMPLOI).post(`/v1/leads/${next!.id}/decline`, { reason: 'NOT_OUR_EMPLOYER' });
    await service.tick();
    expect((await service.told('ProspectUnassigned.v1')).at(-1)?.payload).toMatchObject({
      employerId,
      reason: 'DECLINED_BY_ALL',
    });
  });

  it('that gives back what it took ends the hold, then the lead; free words stay with its partner', async () => {
    const [, leadId] = await aLead();
    const { leaseId } = (await claim(leadId)).body as { leaseId: string };
    const colleague = service.http(agentOf(COLLEAGUE));
    expect((await colleague.post(`/v1/leases/${leaseId}/release`, { reason: 'DUPLICATE' })).status).toBe(409);
    expect((await agent().post(`/v1/leases/${leaseId}/release`, { reason: 'OTHER' })).status).toBe(422);
    const words = 'Le dirigeant part à la retraite';
    expect(
      (await agent().post(`/v1/leases/${leaseId}/release`, { reason: 'OTHER', text: words })).status,
    ).toBe(200);
    const facts = (await service.told()).filter((fact) =>
      ['LeaseEnded.v1', 'LeadEnded.v1'].includes(fact.type),
    );
    expect(facts.map((fact) => fact.payload.reason)).toEqual(['RELEASED', 'RELEASED']);
    expect(JSON.stringify(await service.told())).not.toContain(words);
  });

  it('that reserves a prospect of its own partner takes it; a key reserves for agents of its partner alone', async () => {
    const [employerId, leadId] = await aLead();
    const n = Array.from({ length: 8 }, (_, k) => k).find((k) => employerOf(k) === employerId)!;
    expect((await reserve(MISSION_LOCALE, n)).body).toMatchObject({
      leadId,
      agentId: MISSION_LOCALE.agentId,
    });
    expect((await reserve(COLLEAGUE, n)).status).toBe(409);
    const key = service.http(keyOf(POLE_EMPLOI));
    const named = (agentId: string) => key.post(`/v1/can-i-visit?siret=${siretOf(n)}&agentId=${agentId}`);
    expect((await named(MISSION_LOCALE.agentId)).status).toBe(409);
    expect((await key.post(`/v1/can-i-visit?siret=${siretOf(n)}`)).status).toBe(422);
  });

  it('reserves no longer than until a lead that a plan has promised begins', async () => {
    const pilot = service.http(COORDINATOR);
    const body = { name: 'Plus tard', from: dayFromNow(3), until: dayFromNow(90) };
    const { planId } = (await pilot.post<{ planId: string }>('/v1/plans', body)).body;
    for (const act of ['allocate', 'submit']) await pilot.post(`/v1/plans/${planId}/${act}`);
    await pilot.post(`/v1/plans/${planId}/voices`, { partnerId: MISSION_LOCALE.partnerId, inFavour: true });
    expect((await pilot.post(`/v1/plans/${planId}/adopt`)).body).toMatchObject({ state: 'ADOPTED' });
    const [promised] = await service.query<{ siret: string; starts: Date }>(
      'select siret, starts_at as starts from lead join employer_ref using (employer_id) limit 1',
    );
    const kept = await agent(POLE_EMPLOI).post<{ until: string }>(`/v1/can-i-visit?siret=${promised!.siret}`);
    expect(kept.body.until).toBe(promised!.starts.toISOString());
    await service.advance('P4D');
    await service.tick();
    expect((await pilot.get(`/v1/plans/${planId}`)).body.state).toBe('RUNNING');
  });

  it('keeps at most five reservations, each for five days', async () => {
    const five = await Promise.all([0, 1, 2, 3, 4].map((n) => reserve(MISSION_LOCALE, n)));
    expect(statuses(five)).toEqual([200, 200, 200, 200, 200]);
    expect(await reserve(MISSION_LOCALE, 5)).toMatchObject({
      status: 409,
      body: { type: '/docs/problemes/too-many-reservations' },
    });
    await service.advance('P7D');
    await service.tick();
    expect((await service.told('LeadEnded.v1')).map((fact) => fact.payload.reason)).toEqual(
      Array(5).fill('RESERVATION_OVER'),
    );
    expect((await reserve(POLE_EMPLOI, 0)).status).toBe(200);
  });
});

describe('A prospect that nobody answers', () => {
  it('is released after ten working days and goes to the next partner, once, even after a stop of weeks (BR-28, BR-121)', async () => {
    const [employerId] = await aLead();
    await service.advance('P8D');
    await service.tick();
    expect(await service.told('LeadEnded.v1')).toEqual([]);
    await service.advance('P14D');
    await service.tick();
    await service.tick();
    const ends = (await service.told('LeadEnded.v1')).filter((fact) => fact.key === employerId);
    expect(ends.map((fact) => fact.payload.reason)).toEqual(['LEASE_EXPIRED']);
    const [now] = await service.query<{ partner: string }>(
      'select partner_id as partner from lead where employer_id = $1 and ended_at is null',
      [employerId],
    );
    expect(now!.partner).toBe(POLE_EMPLOI.partnerId);
  });

  it('stays with a partner that took it and held the visit', async () => {
    const [employerId, leadId] = await aLead();
    await claim(leadId);
    const n = Array.from({ length: 8 }, (_, k) => k).find((k) => employerOf(k) === employerId)!;
    await service.feed([contactFact(n, MISSION_LOCALE, 'v1')]);
    await service.advance('P60D');
    await service.tick();
    expect((await service.told('LeadEnded.v1')).filter((fact) => fact.key === employerId)).toEqual([]);
    expect((await service.told('LeaseEnded.v1')).map((fact) => fact.payload.reason)).toContain('VISITED');
  });
});

describe('Rights on prospects', () => {
  it('hide another partner’s lead and hold from people and keys (BR-123)', async () => {
    const [, leadId] = await aLead();
    const { leaseId } = (await claim(leadId)).body as { leaseId: string };
    const reason = { reason: 'NO_CAPACITY' };
    for (const caller of [agentOf(POLE_EMPLOI), keyOf(POLE_EMPLOI)]) {
      const other = service.http(caller);
      const answers = [
        await other.post(`/v1/leads/${leadId}/claim`, { agentId: POLE_EMPLOI.agentId }),
        await other.post(`/v1/leads/${leadId}/decline`, reason),
        await other.post(`/v1/leases/${leaseId}/release`, reason),
      ];
      expect(answers.map((one) => one.status)).toEqual([404, 404, 404]);
    }
    expect((await service.http(COORDINATOR).post(`/v1/leads/${leadId}/claim`)).status).toBe(403);
    expect((await service.http(null).get('/v1/worklist')).status).toBe(401);
  });

  it('show an agent its unit, a manager its partner, the coordination its territory (BR-123)', async () => {
    await adoptedLeads();
    const count = async (caller: object) =>
      (await service.http(caller).get<{ counts: { toTake: number } }>('/v1/worklist')).body.counts.toTake;
    expect(await count(agentOf(MISSION_LOCALE))).toBe(8);
    expect(await count({ ...agentOf(MISSION_LOCALE), unitId: POLE_EMPLOI.unitId })).toBe(0);
    expect(await count({ ...agentOf(MISSION_LOCALE), unitId: null, roles: ['UNIT_MANAGER'] })).toBe(8);
    expect(await count(agentOf(POLE_EMPLOI))).toBe(0);
    expect(await count(COORDINATOR)).toBe(8);
  });
});

describe('The worklist', () => {
  it('says for each prospect why, may I go, who was last there and until when to answer', async () => {
    await service.feed([
      contactFact(0, POLE_EMPLOI, 'old', {
        occurredAt: '2020-06-02T09:00:00Z',
        receivedAt: '2020-06-02T09:00:00Z',
        backfill: true,
      }),
    ]);
    const leads = await adoptedLeads();
    const list = await agent().get<{ items: Record<string, never>[]; counts: object }>('/v1/worklist');
    expect(list.body.counts).toEqual({ toTake: 8, inProgress: 0, closed: 0 });
    const item = list.body.items.find((one) => one.leadId === leads.get(employerOf(0)))!;
    expect(item).toEqual({
      leadId: leads.get(employerOf(0)),
      leaseId: null,
      state: 'TO_TAKE',
      employer: {
        employerId: employerOf(0),
        siret: siretOf(0),
        publicName: 'Menuiserie 0',
        communeCode: '57463',
        communeName: 'Metz',
        nafCode: '16.23Z',
        nafLabel: expect.stringContaining('charpentes'),
        headcountBand: '12',
        headcountLabel: '20 à 49 salariés',
        segment: null,
      },
      because: 'Meilleure connaissance de l’employeur : présence dans son fichier (10 points sur 100).',
      light: {
        colour: 'GREEN',
        reason: expect.stringContaining('Vous pouvez y aller'),
        nextFreeDate: expect.any(String),
      },
      lastContact: { network: 'POLE_EMPLOI', on: '2020-06-02' },
      contactByAnother: null,
      respondBy: expect.any(String),
      leaseUntil: null,
      agentId: null,
      remindedAt: null,
      queuedAt: null,
      employerAskedFor: null,
      plannedVisit: null,
      origin: 'PLAN',
      recontact: null,
    });
    await claim(leads.get(employerOf(1))!);
    const mine = await agent().get<{ counts: object }>('/v1/worklist?state=IN_PROGRESS');
    expect(mine.body.counts).toEqual({ toTake: 7, inProgress: 1, closed: 0 });
  });
});
