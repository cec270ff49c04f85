import { addWorkingDays } from '#domain/local-date';
import type { ServiceUnderTest } from '../support/service-under-test';
import { adoptedLeads, agentFact, COLLEAGUE, leaderOf, managerOf, metz } from './prospects-of-metz';
import {
  agentOf,
  COORDINATOR,
  contactFact,
  dayFromNow,
  employerFact,
  employerOf,
  keyOf,
  MISSION_LOCALE,
  POLE_EMPLOI,
  siretOf,
} from './territory-of-metz';

let service: ServiceUnderTest;
let leads: Map<string, string>;

beforeEach(async () => {
  service = await metz();
  leads = await adoptedLeads(service);
});
afterEach(() => service.close());

const manager = () => service.http(managerOf(MISSION_LOCALE));
const leadOf = (n: number) => leads.get(employerOf(n))!;
const claim = async (n: number, partner = MISSION_LOCALE) =>
  (await service.http(agentOf(partner)).post<{ leaseId: string }>(`/v1/leads/${leadOf(n)}/claim`)).body
    .leaseId;
type Item = { leadId: string | null; reasons: string[]; agentId: string | null; dueAt: string };
const QUEUE = `/v1/units/${MISSION_LOCALE.unitId}/queue`;
const queue = async (caller: object = managerOf(MISSION_LOCALE)) =>
  (await service.http(caller).get<{ items: Item[] }>(QUEUE)).body.items;
const reassign = (numbers: number[], to = COLLEAGUE, caller: object = managerOf(MISSION_LOCALE)) =>
  service.http(caller).post(`${QUEUE}/reassign`, { leadIds: numbers.map(leadOf), agentId: to.agentId });
const leaves = (partner = MISSION_LOCALE) => service.feed([agentFact(partner, { active: false })]);
const plans = (n: number, days: number) =>
  service.feed([
    contactFact(n, MISSION_LOCALE, `v${n}`, {
      status: 'PLANNED',
      occurredAt: `${dayFromNow(days)}T12:00:00Z`,
    }),
  ]);
const TOMORROW_OR_SO = 3;

describe('BR-35 An agent who leaves', () => {
  it('leaves what it held to its unit: the manager sees it, a colleague takes it', async () => {
    await claim(0);
    await claim(1);
    await leaves();
    expect(await leaderOf(service, employerOf(0))).toBe(MISSION_LOCALE.partnerId);
    const waiting = await queue();
    expect(waiting.map((one) => [one.leadId, one.reasons])).toEqual(
      expect.arrayContaining([
        [leadOf(0), ['AGENT_LEFT']],
        [leadOf(1), ['AGENT_LEFT']],
      ]),
    );
    const last = addWorkingDays(dayFromNow(0), 5, 'ALSACE_MOSELLE');
    expect(
      new Date(new Date(waiting[0]!.dueAt).getTime() - 3_600_000).toISOString().slice(0, 10) >= last,
    ).toBe(true);
    expect((await reassign([0])).body).toMatchObject({ items: [{ agentId: COLLEAGUE.agentId }] });
    await service.http(agentOf(COLLEAGUE)).post(`/v1/leads/${leadOf(1)}/claim`);
    expect(await queue()).toEqual([]);
    expect((await service.told('LeaseEnded.v1')).map((fact) => fact.payload.reason)).toEqual([
      'AGENT_LEFT',
      'AGENT_LEFT',
    ]);
  });

  it('leaves it to the next partner when the unit does nothing for five working days', async () => {
    await claim(0);
    await leaves();
    await service.advance('P4D');
    await service.tick();
    expect(await leaderOf(service, employerOf(0))).toBe(MISSION_LOCALE.partnerId);
    await service.advance('P6D');
    await service.tick();
    expect(await leaderOf(service, employerOf(0))).toBe(POLE_EMPLOI.partnerId);
  });

  it('is asked about beforehand: a visit of the next days without a taker says that it may not leave yet', async () => {
    await claim(0);
    await plans(0, TOMORROW_OR_SO);
    const url = `/v1/agents/${MISSION_LOCALE.agentId}/commitments`;
    const ask = (caller: object) => service.http(caller).get<{ mayLeave: boolean }>(url);
    expect((await ask(managerOf(MISSION_LOCALE))).body).toMatchObject({
      mayLeave: false,
      holds: [{ leadId: leadOf(0) }],
      plannedVisits: [{ withoutTaker: true }],
    });
    for (const caller of [agentOf(MISSION_LOCALE), keyOf(MISSION_LOCALE), COORDINATOR])
      expect((await ask(caller)).status).toBe(200);
    for (const caller of [agentOf(COLLEAGUE), managerOf(POLE_EMPLOI), keyOf(POLE_EMPLOI)])
      expect((await ask(caller)).status).toBe(404);
    await reassign([0]);
    expect((await ask(managerOf(MISSION_LOCALE))).body).toEqual({
      agentId: MISSION_LOCALE.agentId,
      holds: [],
      plannedVisits: [],
      mayLeave: true,
    });
  });

  it('that left all the same leaves its visits of the next days before the manager', async () => {
    await plans(0, TOMORROW_OR_SO);
    await leaves();
    expect((await queue()).map((one) => one.reasons)).toEqual([['VISIT_WITHOUT_TAKER']]);
  });
});

describe('BR-36 An agent who is away', () => {
  const away = () =>
    service.feed([agentFact(MISSION_LOCALE, { absentFrom: dayFromNow(0), absentUntil: dayFromNow(20) })]);
  const backup = (to = COLLEAGUE, caller: object = managerOf(MISSION_LOCALE)) =>
    service.http(caller).put(`/v1/agents/${MISSION_LOCALE.agentId}/backup`, { agentId: to.agentId });
  const inHand = async () =>
    (await service.http(agentOf(COLLEAGUE)).get<{ counts: { inProgress: number } }>('/v1/worklist')).body
      .counts.inProgress;

  it('has its prospects before the manager until a backup is named, who then holds them as its own', async () => {
    const leaseId = await claim(0);
    await away();
    expect((await queue()).map((one) => one.reasons)).toEqual([['AGENT_AWAY']]);
    expect(await inHand()).toBe(0);
    expect((await backup()).status).toBe(204);
    expect(await queue()).toEqual([]);
    expect(await inHand()).toBe(1);
    const extend = { employerAskedFor: dayFromNow(40) };
    expect((await service.http(agentOf(COLLEAGUE)).post(`/v1/leases/${leaseId}/extend`, extend)).status).toBe(
      200,
    );
    await service.http(managerOf(MISSION_LOCALE)).delete(`/v1/agents/${MISSION_LOCALE.agentId}/backup`);
    expect(await inHand()).toBe(0);
  });

  it('keeps its prospects to itself while it is there, backup or not', async () => {
    const leaseId = await claim(0);
    await backup();
    await service.feed([
      agentFact(MISSION_LOCALE, { absentFrom: dayFromNow(10), absentUntil: dayFromNow(20) }),
    ]);
    expect(await inHand()).toBe(0);
    const release = { reason: 'NO_CAPACITY' };
    expect(
      (await service.http(agentOf(COLLEAGUE)).post(`/v1/leases/${leaseId}/release`, release)).status,
    ).toBe(409);
  });

  it('gets no unforeseen prospect that another partner lets go in the meantime', async () => {
    await service.feed([employerFact(20), employerFact(21)]);
    const letGo = async (n: number) => {
      const { partnerId } = MISSION_LOCALE;
      const given = { siret: siretOf(n), partnerId, reason: 'Comité', until: dayFromNow(60) };
      const { body } = await service.http(COORDINATOR).post<{ leadId: string }>('/v1/arbitrations', given);
      const declined = { reason: 'NO_CAPACITY' };
      await service.http(agentOf(MISSION_LOCALE)).post(`/v1/leads/${body.leadId}/decline`, declined);
      return leaderOf(service, employerOf(n));
    };
    const absence = { absentFrom: dayFromNow(2), absentUntil: dayFromNow(9) };
    await service.feed([agentFact(POLE_EMPLOI, { ...absence, capacityPerMonth: 40 })]);
    expect(await letGo(20)).toBeNull();
    await service.feed([agentFact(POLE_EMPLOI, { capacityPerMonth: 40 })]);
    expect(await letGo(21)).toBe(POLE_EMPLOI.partnerId);
  });

  it('gets no prospect of a running plan either that another partner lets go in the meantime', async () => {
    const letGo = async (n: number) => {
      await service
        .http(agentOf(MISSION_LOCALE))
        .post(`/v1/leads/${leadOf(n)}/decline`, { reason: 'NO_CAPACITY' });
      return leaderOf(service, employerOf(n));
    };
    await service.feed([agentFact(POLE_EMPLOI, { absentFrom: dayFromNow(2), absentUntil: dayFromNow(9) })]);
    expect(await letGo(0)).toBeNull();
    await service.tick();
    expect((await service.told('ProspectUnassigned.v1')).at(-1)?.payload).toMatchObject({
      employerId: employerOf(0),
      reason: 'CAPACITY_EXHAUSTED',
    });
    await service.feed([agentFact(POLE_EMPLOI)]);
    expect(await letGo(1)).toBe(POLE_EMPLOI.partnerId);
  });

  it('is stood in for by a colleague of its own partner that works there, named by its own manager', async () => {
    expect((await backup(POLE_EMPLOI)).status).toBe(422);
    expect((await backup(MISSION_LOCALE)).status).toBe(422);
    expect((await backup(COLLEAGUE, agentOf(COLLEAGUE))).status).toBe(403);
    expect((await backup(COLLEAGUE, managerOf(POLE_EMPLOI))).status).toBe(404);
  });
});

describe('BR-123 The queue of a unit', () => {
  it('is its manager’s and its partner’s software’s, and does not exist for another partner', async () => {
    await claim(0);
    await leaves();
    expect(await queue(keyOf(MISSION_LOCALE))).toHaveLength(1);
    expect((await service.http(agentOf(COLLEAGUE)).get(QUEUE)).status).toBe(403);
    expect((await service.http(managerOf(POLE_EMPLOI)).get(QUEUE)).status).toBe(404);
    expect((await reassign([0], POLE_EMPLOI, managerOf(POLE_EMPLOI))).status).toBe(404);
    expect((await reassign([0], POLE_EMPLOI)).status).toBe(409);
    expect((await reassign([0], MISSION_LOCALE)).status).toBe(409);
  });

  it('is handed over whole or not at all', async () => {
    await claim(0);
    const other = `/v1/units/${MISSION_LOCALE.unitId}/queue/reassign`;
    const unknown = { leadIds: [leadOf(0), employerOf(7)], agentId: COLLEAGUE.agentId };
    expect((await manager().post(other, unknown)).status).toBe(404);
    expect(await service.query('select agent_id from lease where ended_at is null')).toEqual([
      { agent_id: MISSION_LOCALE.agentId },
    ]);
    await claim(1);
    expect((await reassign([0, 1])).status).toBe(200);
    expect((await reassign([0, 1])).status).toBe(200);
    expect(await service.query('select agent_id from lease where ended_at is null')).toEqual([
      { agent_id: COLLEAGUE.agentId },
      { agent_id: COLLEAGUE.agentId },
    ]);
  });
});
