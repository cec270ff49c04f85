import { factOf } from '#contracts/contract';
import { EmployerClosed } from '#contracts/segmentation';
import { UnitOfWork } from '#messaging/unit-of-work';
import { EvidenceRepository } from '../../apps/prospecting/src/storage/evidence.repository';
import type { ServiceUnderTest } from '../support/service-under-test';
import { adoptedLeads, agentFact, COLLEAGUE, leaderOf, managerOf, metz } from './prospects-of-metz';
import {
  agentOf,
  COORDINATOR,
  contactFact,
  dayFromNow,
  employerOf,
  keyOf,
  knownFact,
  MISSION_LOCALE,
  POLE_EMPLOI,
  siretOf,
} from './territory-of-metz';

const CLOSED = { employerId: employerOf(0), siret: siretOf(0), closedOn: dayFromNow(0), confirmed: true };
let service: ServiceUnderTest;
let leads: Map<string, string>;

beforeEach(async () => {
  service = await metz();
  leads = await adoptedLeads(service);
});
afterEach(() => service.close());

const agent = (partner = MISSION_LOCALE) => service.http(agentOf(partner));
const leadOf = (n: number) => leads.get(employerOf(n))!;
const claim = async (n: number, partner = MISSION_LOCALE) =>
  (await agent(partner).post<{ leaseId: string }>(`/v1/leads/${leadOf(n)}/claim`)).body.leaseId;
const itemOf = async (n: number, caller = agentOf(MISSION_LOCALE)) => {
  const { body } = await service.http(caller).get<{ items: Record<string, never>[] }>('/v1/worklist');
  return body.items.find((one) => one.leadId === leadOf(n));
};
const decline = (n: number, reason: string) => agent().post(`/v1/leads/${leadOf(n)}/decline`, { reason });
type Question = { conflictId: string; kind: string; outcome: string | null };
const questions = async (caller: object = agentOf(MISSION_LOCALE), state = 'OPEN') =>
  (await service.http(caller).get<{ items: Question[] }>(`/v1/conflicts?state=${state}`)).body.items;
const answer = ({ conflictId }: Question, value: string, caller: object = agentOf(MISSION_LOCALE)) =>
  service.http(caller).post(`/v1/conflicts/${conflictId}/answer`, { answer: value });
const settle = ({ conflictId }: Question, outcome: string, caller: object = COORDINATOR) =>
  service.http(caller).post(`/v1/conflicts/${conflictId}/settle`, { outcome, reason: 'Vu sur place' });

describe('BR-28 A unit that has not answered after three working days', () => {
  it('reads it on its worklist, once, and still may take the prospect', async () => {
    expect(await itemOf(0)).toMatchObject({ remindedAt: null });
    await service.advance('P6D');
    await service.tick();
    const reminded = (await itemOf(0))!.remindedAt;
    expect(reminded).toEqual(expect.any(String));
    await service.advance('P1D');
    await service.tick();
    expect((await itemOf(0))!.remindedAt).toBe(reminded);
    await claim(0);
    expect(await itemOf(0)).toMatchObject({ state: 'IN_PROGRESS' });
  });

  it('keeps the prospect through an absence that ended, and has its working days to answer afterwards', async () => {
    const away = { absentFrom: dayFromNow(-1), absentUntil: dayFromNow(30) };
    await service.feed([agentFact(MISSION_LOCALE, away), agentFact(COLLEAGUE, away)]);
    await service.advance('P16D');
    await service.tick();
    expect(await leaderOf(service, employerOf(0))).toBe(MISSION_LOCALE.partnerId);
    // Back long before its time: what was away stays counted as away, the rest does not.
    const back = { occurredAt: new Date(Date.now() + 17 * 86_400_000) };
    await service.feed([
      { ...agentFact(MISSION_LOCALE), ...back },
      { ...agentFact(COLLEAGUE), ...back },
    ]);
    await service.advance('P5D');
    await service.tick();
    expect(await leaderOf(service, employerOf(0))).toBe(MISSION_LOCALE.partnerId);
    await service.advance('P11D');
    await service.tick();
    expect(await leaderOf(service, employerOf(0))).not.toBe(MISSION_LOCALE.partnerId);
  });
});

describe('BR-29 An employer that asks for a later date', () => {
  const extend = (leaseId: string, days: number, caller: object) =>
    service.http(caller).post(`/v1/leases/${leaseId}/extend`, { employerAskedFor: dayFromNow(days) });

  it('keeps the prospect with its agent, where it would have been released', async () => {
    const leaseId = await claim(0);
    const other = await claim(1);
    expect((await extend(leaseId, 50, agentOf(MISSION_LOCALE))).status).toBe(200);
    await service.advance('P47D');
    await service.tick();
    expect(await itemOf(0)).toMatchObject({ leaseId, employerAskedFor: dayFromNow(50) });
    expect((await service.told('LeaseEnded.v1')).map((fact) => fact.payload)).toMatchObject([
      { leaseId: other, reason: 'EXPIRED' },
    ]);
    await service.advance('P20D');
    await service.tick();
    expect((await service.told('LeaseEnded.v1')).map((fact) => fact.payload.leaseId)).toEqual([
      other,
      leaseId,
    ]);
  });

  it('is heard once by the partner, a second time by the coordination of its territory, never by others', async () => {
    const leaseId = await claim(0);
    expect((await extend(leaseId, 40, agentOf(POLE_EMPLOI))).status).toBe(404);
    expect((await extend(leaseId, 40, agentOf(COLLEAGUE))).status).toBe(409);
    expect((await extend(leaseId, 40, { ...COORDINATOR, territoryId: employerOf(9) })).status).toBe(404);
    expect((await extend(leaseId, 40, managerOf(MISSION_LOCALE))).status).toBe(200);
    expect(await extend(leaseId, 60, keyOf(MISSION_LOCALE))).toMatchObject({
      status: 409,
      body: { type: '/docs/problemes/extended-already' },
    });
    expect((await extend(leaseId, 60, COORDINATOR)).status).toBe(200);
    expect((await extend(leaseId, 120, COORDINATOR)).status).toBe(422);
  });
});

describe('BR-32 An agent who comes second', () => {
  it('reads who was first and gets the next prospect in the same answer', async () => {
    await claim(0);
    const lost = await agent(COLLEAGUE).post(`/v1/leads/${leadOf(0)}/claim`);
    expect(lost).toMatchObject({
      status: 409,
      body: {
        type: '/docs/problemes/already-taken',
        detail: expect.stringContaining('Déjà pris par un collègue'),
        next: { leadId: expect.any(String), employer: { publicName: expect.any(String) } },
      },
    });
    const { next } = lost.body as { next: { leadId: string } };
    expect(next.leadId).not.toBe(leadOf(0));
    expect((await agent(COLLEAGUE).post(`/v1/leads/${next.leadId}/claim`)).status).toBe(200);
  });

  it('gets one of its own partner’s when another partner leads, and none when none is left', async () => {
    const reserve = (n: number, partner = POLE_EMPLOI) =>
      agent(partner).post(`/v1/can-i-visit?siret=${siretOf(n)}`);
    expect((await reserve(0)).body).toMatchObject({ next: null });
    await decline(1, 'NO_CAPACITY');
    await service.tick();
    expect((await reserve(0)).body).toMatchObject({
      detail: expect.stringContaining('Déjà pris par Mission locale de Metz'),
      next: { employer: { siret: siretOf(1) } },
    });
  });
});

describe('BR-33 A prospect given back', () => {
  it('as NOT_OUR_EMPLOYER takes from its partner what its file said of the employer, and from no other', async () => {
    await service.feed([knownFact(0, POLE_EMPLOI)]);
    const knownBy = () =>
      service.app.get(UnitOfWork).run([], async (tx) => {
        const evidence = await service.app.get(EvidenceRepository).of(tx, [employerOf(0), employerOf(1)]);
        return [0, 1].map((n) => evidence.get(employerOf(n))?.map((one) => one.partnerId));
      });
    expect(await knownBy()).toEqual([
      [MISSION_LOCALE.partnerId, POLE_EMPLOI.partnerId],
      [MISSION_LOCALE.partnerId],
    ]);
    await decline(0, 'NOT_OUR_EMPLOYER');
    await decline(1, 'NO_CAPACITY');
    expect(await knownBy()).toEqual([[POLE_EMPLOI.partnerId], [MISSION_LOCALE.partnerId]]);
  });

  it('as EMPLOYER_REFUSED asks whether it opposes, and sends nobody in the meantime', async () => {
    await decline(0, 'EMPLOYER_REFUSED');
    expect(await leaderOf(service, employerOf(0))).toBeNull();
    const reserve = await agent(POLE_EMPLOI).post(`/v1/can-i-visit?siret=${siretOf(0)}`);
    expect(reserve).toMatchObject({ status: 409, body: { type: '/docs/problemes/not-free' } });
    const [question] = await questions();
    expect(question).toMatchObject({ kind: 'OPT_OUT_QUESTION', outcome: null });
    expect((await agent().get('/v1/worklist')).body).toMatchObject({ openQuestions: 1 });
    expect((await answer(question!, 'OPT_OUT')).status).toBe(200);
    expect((await service.told('OptOutRecorded.v1')).map((fact) => fact.payload)).toMatchObject([
      { employerId: employerOf(0), purpose: 'PROSPECTING', partnerId: null },
    ]);
    expect(await leaderOf(service, employerOf(0))).toBeNull();
  });

  it('goes to the next partner once its own says that the employer does not oppose', async () => {
    await decline(0, 'EMPLOYER_REFUSED');
    const [question] = await questions();
    await answer(question!, 'NO_OPPOSITION');
    await service.tick();
    expect(await leaderOf(service, employerOf(0))).toBe(POLE_EMPLOI.partnerId);
    expect((await answer(question!, 'OPT_OUT')).status).toBe(409);
  });

  it('as CLOSED waits for the coordination to confirm it, thirty days at most', async () => {
    await service.feed([agentFact(POLE_EMPLOI, { capacityPerMonth: 60 })]);
    await decline(0, 'CLOSED');
    const [question] = await questions();
    expect((await answer(question!, 'STILL_OPEN')).status).toBe(409);
    expect(await leaderOf(service, employerOf(0))).toBeNull();
    await service.advance('P31D');
    await service.tick();
    expect(await leaderOf(service, employerOf(0))).toBe(POLE_EMPLOI.partnerId);
  });

  it('as CLOSED or DUPLICATE, once confirmed, is given to nobody; once denied, to the next partner', async () => {
    await decline(0, 'CLOSED');
    await decline(1, 'DUPLICATE');
    await decline(2, 'DUPLICATE');
    const [closure, duplicate, none] = await questions(COORDINATOR);
    expect([closure, duplicate].map((one) => one!.kind)).toEqual([
      'CLOSURE_TO_CONFIRM',
      'DUPLICATE_TO_CONFIRM',
    ]);
    expect((await settle(closure!, 'IS_CLOSED', agentOf(MISSION_LOCALE))).status).toBe(403);
    await settle(closure!, 'IS_CLOSED');
    await settle(duplicate!, 'IS_DUPLICATE');
    await settle(none!, 'NO_DUPLICATE');
    await service.advance('P31D');
    await service.tick();
    expect(await Promise.all([0, 1].map((n) => leaderOf(service, employerOf(n))))).toEqual([null, null]);
    const granted = (await service.told('LeadGranted.v1')).filter((fact) => fact.key === employerOf(2));
    expect(granted.at(-1)?.payload).toMatchObject({
      partnerId: POLE_EMPLOI.partnerId,
      origin: 'NEXT_PARTNER',
    });
  });

  it('as CLOSED is answered by the register when the closure arrives (BR-09)', async () => {
    await decline(0, 'CLOSED');
    await service.feed([factOf(EmployerClosed, employerOf(0), CLOSED)]);
    expect(await questions(COORDINATOR)).toEqual([]);
    expect(await questions(COORDINATOR, 'WITHDRAWN')).toHaveLength(1);
  });

  it('for a reason of the partner’s own asks nobody anything', async () => {
    for (const [n, reason] of ['NO_CAPACITY', 'CONFLICT_OF_INTEREST', 'NOT_OUR_EMPLOYER'].entries())
      await decline(n, reason);
    await service.tick();
    expect(await questions(COORDINATOR)).toEqual([]);
    expect(await leaderOf(service, employerOf(0))).toBe(POLE_EMPLOI.partnerId);
  });

  it('shows its question to its own unit, its manager and the coordination, and to nobody else (BR-123)', async () => {
    await decline(0, 'EMPLOYER_REFUSED');
    const elsewhere = { ...agentOf(MISSION_LOCALE), unitId: POLE_EMPLOI.unitId };
    const seen = [agentOf(MISSION_LOCALE), managerOf(MISSION_LOCALE), keyOf(MISSION_LOCALE), COORDINATOR];
    for (const caller of seen) expect(await questions(caller)).toHaveLength(1);
    const [question] = await questions();
    for (const caller of [agentOf(POLE_EMPLOI), keyOf(POLE_EMPLOI), elsewhere]) {
      expect(await questions(caller)).toEqual([]);
      expect((await answer(question!, 'OPT_OUT', caller)).status).toBe(404);
    }
  });
});

describe('BR-34 A prospect that a partner gave back', () => {
  it('does not come back to it for 90 days, and is nobody’s when all gave it back', async () => {
    await decline(0, 'NO_CAPACITY');
    await service.tick();
    const [next] = await service.query<{ id: string }>(
      'select lead_id as id from lead where employer_id = $1 and ended_at is null',
      [employerOf(0)],
    );
    await agent(POLE_EMPLOI).post(`/v1/leads/${next!.id}/decline`, { reason: 'NO_CAPACITY' });
    await service.tick();
    expect(await leaderOf(service, employerOf(0))).toBeNull();
    expect((await service.told('ProspectUnassigned.v1')).at(-1)?.payload).toMatchObject({
      employerId: employerOf(0),
      reason: 'DECLINED_BY_ALL',
    });
  });
});

describe('BR-36 An agent who is about to be away', () => {
  it('does not take a prospect, and none is proposed to it; a colleague does', async () => {
    await service.feed([
      agentFact(MISSION_LOCALE, { absentFrom: dayFromNow(3), absentUntil: dayFromNow(20) }),
    ]);
    expect(await agent().post(`/v1/leads/${leadOf(0)}/claim`)).toMatchObject({
      status: 409,
      body: { type: '/docs/problemes/agent-away' },
    });
    const named = { agentId: MISSION_LOCALE.agentId };
    expect(
      (await service.http(keyOf(MISSION_LOCALE)).post(`/v1/leads/${leadOf(0)}/claim`, named)).status,
    ).toBe(409);
    expect((await agent().post(`/v1/can-i-visit?siret=${siretOf(1)}`)).status).toBe(409);
    expect(await claim(0, COLLEAGUE)).toEqual(expect.any(String));
  });

  it('sees its planned visit flagged when it falls into the absence', async () => {
    await claim(0);
    await service.feed([
      contactFact(0, MISSION_LOCALE, 'v1', { status: 'PLANNED', occurredAt: `${dayFromNow(10)}T09:00:00Z` }),
    ]);
    expect(await itemOf(0)).toMatchObject({
      plannedVisit: { agentId: MISSION_LOCALE.agentId, agentAway: false },
    });
    await service.feed([
      agentFact(MISSION_LOCALE, { absentFrom: dayFromNow(9), absentUntil: dayFromNow(12) }),
    ]);
    expect(await itemOf(0)).toMatchObject({ plannedVisit: { agentAway: true } });
  });
});
