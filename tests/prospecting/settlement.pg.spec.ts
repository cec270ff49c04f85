import { factOf } from '#contracts/contract';
import { PartnerRegistered, PartnerUnitChanged } from '#contracts/partnership';
import { sirenOf } from '#domain/siret';
import type { ServiceUnderTest } from '../support/service-under-test';
import { id } from './given';
import { adoptedLeads, COLLEAGUE, leaderOf, managerOf, metz } from './prospects-of-metz';
import {
  agentOf,
  COORDINATOR,
  contactFact,
  dayFromNow,
  employerFact,
  employerOf,
  keyOf,
  METZ,
  MISSION_LOCALE,
  POLE_EMPLOI,
  siretOf,
} from './territory-of-metz';

let service: ServiceUnderTest;

beforeEach(async () => {
  service = await metz();
});
afterEach(() => service.close());

const NEIGHBOUR = { ...COORDINATOR, id: id(98), territoryId: id(3) };
const toPE = (n: number, own: object = {}) => ({
  siret: siretOf(n),
  partnerId: POLE_EMPLOI.partnerId,
  reason: 'Décision du comité du 3 mars',
  until: dayFromNow(120),
  ...own,
});
const arbitrate = (n: number, own: object = {}, caller: object = COORDINATOR) =>
  service.http(caller).post<{ arbitrationId: string }>('/v1/arbitrations', toPE(n, own));
const list = async (caller: object, question = '') =>
  (await service.http(caller).get<{ items: Record<string, unknown>[] }>(`/v1/arbitrations${question}`)).body
    .items;
const feed = async (caller: object) =>
  (await service.http(caller).get<{ items: Record<string, unknown>[] }>('/v1/assignments')).body.items;

describe('BR-40 An arbitration of the coordination', () => {
  it('takes the employer from its lead, and both partners read it in their feed, with the reason', async () => {
    await adoptedLeads(service);
    const answer = await arbitrate(0);
    expect(answer).toMatchObject({ status: 201, body: { takenFrom: [MISSION_LOCALE.partnerId] } });
    expect(await leaderOf(service, employerOf(0))).toBe(POLE_EMPLOI.partnerId);
    expect((await feed(keyOf(MISSION_LOCALE))).at(-1)).toMatchObject({
      kind: 'ENDED',
      endReason: 'ARBITRATED',
      employer: { siret: siretOf(0) },
    });
    expect((await feed(keyOf(POLE_EMPLOI))).at(-1)).toMatchObject({
      kind: 'GRANTED',
      origin: 'ARBITRATION',
      because: expect.stringContaining('Arbitrage de la coordination, jusqu’au'),
    });
    for (const caller of [
      COORDINATOR,
      agentOf(MISSION_LOCALE),
      managerOf(POLE_EMPLOI),
      keyOf(MISSION_LOCALE),
    ])
      expect(await list(caller)).toMatchObject([{ reason: 'Décision du comité du 3 mars', inForce: true }]);
    expect(JSON.stringify(await service.told())).not.toContain('Décision du comité');
  });

  it('is the coordination’s of the territory alone; others do not even see it (BR-123)', async () => {
    const writers = [agentOf(POLE_EMPLOI), managerOf(POLE_EMPLOI), keyOf(POLE_EMPLOI)];
    for (const caller of writers) expect((await arbitrate(0, {}, caller)).status).toBe(403);
    expect((await arbitrate(0, {}, NEIGHBOUR)).status).toBe(404);
    const { arbitrationId } = (await arbitrate(0)).body;
    expect(await list(NEIGHBOUR)).toEqual([]);
    expect(await list(agentOf(MISSION_LOCALE))).toEqual([]);
    expect((await service.http(NEIGHBOUR).delete(`/v1/arbitrations/${arbitrationId}`)).status).toBe(404);
    expect(
      (await service.http(managerOf(POLE_EMPLOI)).delete(`/v1/arbitrations/${arbitrationId}`)).status,
    ).toBe(403);
  });

  it('gives back to a partner what it gave back lately (BR-34)', async () => {
    const leads = await adoptedLeads(service);
    await service.http(agentOf(MISSION_LOCALE)).post(`/v1/leads/${leads.get(employerOf(0))}/decline`, {
      reason: 'NO_CAPACITY',
    });
    expect((await arbitrate(0, { partnerId: MISSION_LOCALE.partnerId })).status).toBe(201);
    expect(await leaderOf(service, employerOf(0))).toBe(MISSION_LOCALE.partnerId);
    const light = await service.http(agentOf(MISSION_LOCALE)).get(`/v1/can-i-visit?siret=${siretOf(0)}`);
    expect(light.body).toMatchObject({ colour: 'GREEN' });
  });

  it('justifies its partner’s visit in the cool-down of another, and lights it green', async () => {
    await service.feed([contactFact(0, MISSION_LOCALE, 'a', { occurredAt: `${dayFromNow(-20)}T09:00:00Z` })]);
    const light = () => service.http(agentOf(POLE_EMPLOI)).get(`/v1/can-i-visit?siret=${siretOf(0)}`);
    expect((await light()).body).toMatchObject({ colour: 'RED' });
    await arbitrate(0);
    expect((await light()).body).toMatchObject({ colour: 'GREEN' });
    await service.feed([contactFact(0, POLE_EMPLOI, 'b')]);
    expect((await service.told('ContactRecorded.v1')).at(-1)?.payload).toMatchObject({
      judgement: 'JUSTIFIED',
      justification: 'ARBITRATION',
    });
  });

  it('is refused against an opposition, a partial diffusion, for more than six months, or with a unit of another', async () => {
    await service.http(COORDINATOR).post('/v1/opt-outs', { siret: siretOf(1) });
    await service.feed([employerFact(2, { partialDiffusion: true })]);
    const refusals = [
      await arbitrate(1),
      await arbitrate(2),
      await arbitrate(0, { until: dayFromNow(200) }),
      await arbitrate(0, { unitId: MISSION_LOCALE.unitId }),
      await arbitrate(0, { partnerId: id(77) }),
      await arbitrate(0, { employerId: employerOf(0) }),
      await arbitrate(99),
    ];
    expect(
      refusals.map((one) => [
        one.status,
        String((one.body as { type?: string }).type)
          .split('/')
          .at(-1),
      ]),
    ).toEqual([
      [409, 'opted-out'],
      [409, 'partial-diffusion'],
      [422, 'arbitration-too-long'],
      [422, 'partner-unknown'],
      [422, 'partner-unknown'],
      [422, 'which-employer'],
      [404, 'employer-unknown'],
    ]);
  });

  it('ends on its last day, or when the coordination says so; who, why and until when are kept', async () => {
    const ends = (await arbitrate(0)).body;
    await arbitrate(1, { until: dayFromNow(10) });
    await service.advance('P11D');
    await service.tick();
    expect(await leaderOf(service, employerOf(1))).toBeNull();
    expect((await service.http(COORDINATOR).delete(`/v1/arbitrations/${ends.arbitrationId}`)).status).toBe(
      204,
    );
    expect((await service.http(COORDINATOR).delete(`/v1/arbitrations/${ends.arbitrationId}`)).status).toBe(
      409,
    );
    expect(await list(COORDINATOR, '?inForce=true')).toEqual([]);
    expect((await list(COORDINATOR)).map((one) => [one.decidedBy, one.endReason])).toEqual([
      [`person:${COORDINATOR.id}`, 'ARBITRATION_OVER'],
      [`person:${COORDINATOR.id}`, 'ARBITRATION_OVER'],
    ]);
  });
});

describe('BR-37 An employer’s preference', () => {
  const prefer = (n: number, partnerId: string, caller: object) =>
    service
      .http(caller)
      .post(`/v1/employers/${siretOf(n)}/preference`, { partnerId, proof: 'Courrier du 3 mars' });

  it('gives it to the partner that it asked for, in the next plan, and says why', async () => {
    expect((await prefer(0, POLE_EMPLOI.partnerId, agentOf(MISSION_LOCALE))).status).toBe(201);
    await adoptedLeads(service);
    expect(await leaderOf(service, employerOf(0))).toBe(POLE_EMPLOI.partnerId);
    expect(await leaderOf(service, employerOf(1))).toBe(MISSION_LOCALE.partnerId);
    expect((await feed(keyOf(POLE_EMPLOI)))[0]).toMatchObject({
      because: expect.stringContaining('préférence de l’employeur'),
    });
  });

  it('takes no lead away, and is recorded once', async () => {
    await adoptedLeads(service);
    const first = await prefer(0, POLE_EMPLOI.partnerId, COORDINATOR);
    expect(await leaderOf(service, employerOf(0))).toBe(MISSION_LOCALE.partnerId);
    expect((await prefer(0, POLE_EMPLOI.partnerId, COORDINATOR)).body).toEqual(first.body);
  });

  it('recorded by one partner is not replaced by another, but by the coordination', async () => {
    await prefer(0, MISSION_LOCALE.partnerId, agentOf(MISSION_LOCALE));
    expect((await prefer(0, POLE_EMPLOI.partnerId, agentOf(POLE_EMPLOI))).status).toBe(403);
    expect(
      (await service.http(agentOf(POLE_EMPLOI)).delete(`/v1/employers/${siretOf(0)}/preference`)).status,
    ).toBe(403);
    expect((await prefer(0, POLE_EMPLOI.partnerId, COORDINATOR)).status).toBe(201);
    expect((await prefer(0, POLE_EMPLOI.partnerId, NEIGHBOUR)).status).toBe(404);
    expect((await prefer(0, id(77), COORDINATOR)).status).toBe(422);
    expect((await service.http(COORDINATOR).delete(`/v1/employers/${siretOf(0)}/preference`)).status).toBe(
      204,
    );
    const kept = await service.query('select partner_id, ended_at is null as open from employer_preference');
    expect(kept.map((row) => row.open)).toEqual([false, false]);
  });
});

describe('BR-41 An insertion structure that is an employer too', () => {
  const own = (siren: string | null, siret: string | null) => {
    const { partnerId, unitId, name } = MISSION_LOCALE;
    return [
      factOf(PartnerRegistered, partnerId, {
        partnerId,
        code: 'siae-metz',
        kind: 'SIAE',
        name,
        territoryIds: [METZ],
        siren,
      }),
      factOf(PartnerUnitChanged, partnerId, {
        partnerId,
        unitId,
        code: 'ei',
        name: 'Entreprise d’insertion',
        communeCode: '57463',
        open: true,
        siret,
      }),
    ];
  };

  it('is prospected by others, and never leads its own establishment, by SIREN or by SIRET', async () => {
    await service.feed(own(sirenOf(siretOf(0)), siretOf(1)));
    await adoptedLeads(service);
    expect(await Promise.all([0, 1, 2].map((n) => leaderOf(service, employerOf(n))))).toEqual([
      POLE_EMPLOI.partnerId,
      POLE_EMPLOI.partnerId,
      MISSION_LOCALE.partnerId,
    ]);
    expect(await arbitrate(0, { partnerId: MISSION_LOCALE.partnerId })).toMatchObject({ status: 409 });
  });

  it('reads red for itself, and reserves itself for nobody', async () => {
    await service.feed(own(null, siretOf(0)));
    const self = service.http(agentOf(COLLEAGUE));
    expect((await self.get(`/v1/can-i-visit?siret=${siretOf(0)}`)).body).toMatchObject({ colour: 'RED' });
    expect((await self.post(`/v1/can-i-visit?siret=${siretOf(0)}`)).status).toBe(409);
    expect((await self.post(`/v1/can-i-visit?siret=${siretOf(1)}`)).status).toBe(200);
  });
});
