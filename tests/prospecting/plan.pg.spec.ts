import { DataSource } from 'typeorm';
import { planFor } from '#allocation/plan-for';
import type { PlanInputs } from '#allocation/plan-inputs';
import { problemOf } from '#allocation/problem';
import { verify } from '#allocation/verify';
import { NOT_PROSPECTED } from '#contracts/vocabulary';
import type { Transaction } from '#messaging/unit-of-work';
import { ProspectingModule } from '../../apps/prospecting/src/prospecting.module';
import { inputsHashOf } from '../../apps/prospecting/src/storage/frozen-plan.repository';
import { insertFreeLeads } from '../../apps/prospecting/src/storage/lead.rows';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { id, lead } from './given';
import {
  agentOf,
  COORDINATOR,
  contactFact,
  dayFromNow,
  employerFact,
  employerOf,
  knownFact,
  METZ,
  MISSION_LOCALE,
  POLE_EMPLOI,
  partnerFacts,
  segmentedFact,
  territoryFacts,
} from './territory-of-metz';

let service: ServiceUnderTest;

beforeEach(async () => {
  service = await serviceUnderTest(ProspectingModule);
  await service.feed([
    ...territoryFacts([MISSION_LOCALE, POLE_EMPLOI], 2),
    ...partnerFacts(MISSION_LOCALE, 'MISSION_LOCALE', 2),
    ...partnerFacts(POLE_EMPLOI, 'POLE_EMPLOI', 1),
    ...Array.from({ length: 10 }, (_, n) => employerFact(n)),
    employerFact(10, { partialDiffusion: true }),
    employerFact(11),
    segmentedFact(11, NOT_PROSPECTED),
    knownFact(0, MISSION_LOCALE),
    knownFact(1, POLE_EMPLOI),
  ]);
});
afterEach(() => service.close());

const pilot = () => service.http(COORDINATOR);
const to = (planId: string, act: string, body?: object) => pilot().post(`/v1/plans/${planId}/${act}`, body);

async function submittedPlan(name = 'Plan'): Promise<string> {
  const body = { name, from: dayFromNow(0), until: dayFromNow(90) };
  const { planId } = (await pilot().post<{ planId: string }>('/v1/plans', body)).body;
  expect((await to(planId, 'allocate')).status).toBe(200);
  expect((await to(planId, 'submit')).status).toBe(200);
  for (const { partnerId } of [MISSION_LOCALE, POLE_EMPLOI])
    await to(planId, 'voices', { partnerId, inFavour: true });
  return planId;
}

/** A transaction that takes no key of ours: what another engine, or a mistake, would be. */
async function engine() {
  const runner = service.app.get(DataSource).createQueryRunner();
  await runner.startTransaction();
  const query = (sql: string, parameters?: unknown[]) => runner.query(sql, parameters);
  const commit = async () => {
    await runner.commitTransaction();
    await runner.release();
  };
  return { tx: { query } as unknown as Transaction, commit };
}

const doubleLeads = () =>
  service.query(
    `select a.employer_id from lead a join lead b using (territory_id, employer_id)
      where a.lead_id < b.lead_id and a.during && b.during`,
  );

describe('A concerted plan', () => {
  it('allocates under capacity, says why, and lets the leads begin when the body adopts it', async () => {
    const planId = await submittedPlan();
    const adopted = await to(planId, 'adopt');
    expect(adopted.body).toMatchObject({
      state: 'RUNNING',
      assigned: 7,
      unassigned: 3,
      unassignedByReason: { CAPACITY_EXHAUSTED: 3 },
    });
    const lines = await pilot().get<{ items: { employer: { employerId: string }; partnerId: string }[] }>(
      `/v1/plans/${planId}/lines`,
    );
    const leadOf = (n: number) =>
      lines.body.items.find((line) => line.employer.employerId === employerOf(n))?.partnerId;
    expect([leadOf(0), leadOf(1), leadOf(10), leadOf(11)]).toEqual([
      MISSION_LOCALE.partnerId,
      POLE_EMPLOI.partnerId,
      undefined,
      undefined,
    ]);
    expect(await service.told('LeadGranted.v1')).toHaveLength(7);
    expect(await service.told('ProspectUnassigned.v1')).toHaveLength(3);
    expect((await service.told('PlanAdopted.v1'))[0]?.payload).toMatchObject({ assigned: 7, alreadyHeld: 0 });
  });

  it('is the same again from the same inputs, which keep their hash, and whose proof stands (BR-124)', async () => {
    const planId = await submittedPlan();
    const [kept] = await service.query<{ inputs: PlanInputs; hash: string }>(
      'select inputs, hash from plan_inputs',
    );
    const again = planFor(kept!.inputs).assignments.map(({ employerId, partnerId, structureId }) => ({
      employerId,
      partnerId,
      unitId: structureId,
    }));
    const lines = await service.query(
      'select employer_id as "employerId", partner_id as "partnerId", unit_id as "unitId" from plan_pair where partner_id is not null order by 1',
    );
    expect(again).toEqual(lines);
    expect(inputsHashOf(kept!.inputs)).toBe(kept!.hash);
    expect((await pilot().get(`/v1/plans/${planId}`)).body.inputsHash).toBe(kept!.hash);
    const [proof] = await service.query<Record<'structure' | 'bin' | 'class' | 'assigned', number[]>>(
      `select structure_prices as structure, bin_prices as bin, class_prices as class, assigned_to as assigned from plan_proof`,
    );
    const prices = {
      structure: Float64Array.from(proof!.structure),
      bin: Float64Array.from(proof!.bin),
      class: Float64Array.from(proof!.class),
    };
    const verdict = verify(problemOf(kept!.inputs).instance, Int32Array.from(proof!.assigned), prices);
    expect(verdict).toMatchObject({ optimal: true });
  });

  it('waits for the quorum', async () => {
    const body = { name: 'Sans voix', from: dayFromNow(0), until: dayFromNow(30) };
    const { planId } = (await pilot().post<{ planId: string }>('/v1/plans', body)).body;
    await to(planId, 'allocate');
    await to(planId, 'submit');
    expect(await to(planId, 'adopt')).toMatchObject({
      status: 409,
      body: { type: '/docs/problemes/no-quorum' },
    });
    expect(await service.told('LeadGranted.v1')).toEqual([]);
  });

  it('reports what somebody leads already and never steals it', async () => {
    const [first, second] = [await submittedPlan('A'), await submittedPlan('B')];
    await to(first, 'adopt');
    const { assigned, alreadyHeld, unassigned } = (await to(second, 'adopt')).body as Record<string, number>;
    // The second plan was drafted when nothing was taken: nothing of it may exceed what its partners declared.
    expect([assigned, alreadyHeld! + unassigned!]).toEqual([0, 10]);
    expect(alreadyHeld).toBeGreaterThan(0);
    expect(await service.told('LeadGranted.v1')).toHaveLength(7);
  });

  it('cannot put a second lead on an employer, whoever writes it: the database refuses (BR-20)', async () => {
    await to(await submittedPlan(), 'adopt');
    const copy = `insert into lead (lead_id, territory_id, employer_id, partner_id, during, starts_at, until, origin,
        policy_version, because, respond_by)
      select gen_random_uuid(), territory_id, employer_id, $1, during, starts_at, until, origin, policy_version, because,
        respond_by from lead limit 1`;
    await expect(service.query(copy, [POLE_EMPLOI.partnerId])).rejects.toThrow('one_lead');
    expect(await doubleLeads()).toEqual([]);
  });

  it('adopted by two engines at once never gives two leads on one employer', async () => {
    const [first, second] = [await submittedPlan('A'), await submittedPlan('B')];
    await Promise.all([to(first, 'adopt'), to(second, 'adopt')]);
    expect(await doubleLeads()).toEqual([]);
    expect(await service.query('select count(*)::int as n from lead')).toEqual([{ n: 7 }]);
  });

  it('given by two engines that do not know of each other begins once: the second waits, then finds it held', async () => {
    const [employer] = await service.query<{ id: string }>(
      'select employer_id as id from employer_ref limit 1',
    );
    const own = { territoryId: METZ, employerId: employer!.id };
    const rival = (partnerId: string, leadId: string) =>
      lead(partnerId, '2030-01-01', '2030-04-01', { ...own, leadId, unitId: null, planId: null });
    const engines = await Promise.all([engine(), engine()]);
    const first = await insertFreeLeads(engines[0].tx, [rival(MISSION_LOCALE.partnerId, id(901))]);
    const second = insertFreeLeads(engines[1].tx, [rival(POLE_EMPLOI.partnerId, id(902))]);
    await engines[0].commit();
    expect([first.length, (await second).length]).toEqual([1, 0]);
    await engines[1].commit();
    expect(await doubleLeads()).toEqual([]);
  });

  it('leaves out an employer that opposed between the draft and the adoption', async () => {
    const planId = await submittedPlan();
    const [pair] = await service.query<{ siret: string; id: string }>(
      `select siret, employer_id as id from plan_pair join employer_ref using (employer_id) where partner_id is not null limit 1`,
    );
    await pilot().post('/v1/opt-outs', { siret: pair!.siret });
    expect((await to(planId, 'adopt')).body).toMatchObject({
      assigned: 6,
      unassignedByReason: { CAPACITY_EXHAUSTED: 3, OPTED_OUT: 1 },
    });
    expect((await service.told('LeadGranted.v1')).map((fact) => fact.key)).not.toContain(pair!.id);
  });

  it('closes on its day, returns its leads, and is evaluated: held of planned, and reached beside it', async () => {
    const planId = await submittedPlan();
    await to(planId, 'adopt');
    const pairs = await service.query<{ siret: string; partner: string }>(
      `select siret, partner_id as partner from lead join employer_ref using (employer_id) order by 1`,
    );
    const visitor = [MISSION_LOCALE, POLE_EMPLOI].find((one) => one.partnerId === pairs[0]!.partner)!;
    const [beside] = await service.query<{ siret: string }>(
      `select siret from plan_pair join employer_ref using (employer_id) where partner_id is null limit 1`,
    );
    await service.feed([
      contactFact(0, visitor, 'in-plan', { siret: pairs[0]!.siret }),
      contactFact(0, visitor, 'beside', { siret: beside!.siret }),
    ]);
    const evaluation = { planned: 7, held: 1, newEmployersReached: 2, reachedOutsidePlan: 1 };
    expect((await pilot().get(`/v1/plans/${planId}/evaluation`)).body).toEqual({
      planId,
      final: false,
      ...evaluation,
    });

    await service.advance('P91D');
    await service.tick();
    expect((await pilot().get(`/v1/plans/${planId}`)).body.state).toBe('CLOSED');
    expect(await service.query('select * from lead where ended_at is null')).toEqual([]);
    expect(await service.told('PlanClosed.v1')).toHaveLength(1);
    await service.advance('P16D');
    await service.tick();
    expect((await service.told('PlanEvaluated.v1'))[0]?.payload).toMatchObject(evaluation);
    expect((await pilot().get(`/v1/plans/${planId}/evaluation`)).body).toEqual({
      planId,
      final: true,
      ...evaluation,
    });
  });

  it('is steered by the coordination of its own territory alone', async () => {
    const planId = await submittedPlan();
    const agent = service.http(agentOf(MISSION_LOCALE));
    expect((await agent.post(`/v1/plans/${planId}/adopt`)).status).toBe(403);
    const elsewhere = { ...COORDINATOR, territoryId: POLE_EMPLOI.partnerId };
    expect((await service.http(elsewhere).get(`/v1/plans/${planId}`)).status).toBe(404);
    const manager = service.http({ ...agentOf(MISSION_LOCALE), roles: ['UNIT_MANAGER'] });
    const foreign = { partnerId: POLE_EMPLOI.partnerId, inFavour: false };
    expect((await manager.post(`/v1/plans/${planId}/voices`, foreign)).status).toBe(403);
    const seen = await agent.get<{ items: { partnerId: string }[] }>(`/v1/plans/${planId}/lines`);
    expect(new Set(seen.body.items.map((line) => line.partnerId))).toEqual(
      new Set([MISSION_LOCALE.partnerId]),
    );
  });
});
