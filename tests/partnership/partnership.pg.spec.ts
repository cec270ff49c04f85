import { PartnershipModule } from '../../apps/partnership/src/partnership.module';
import {
  type Answer,
  type Http,
  type ServiceUnderTest,
  serviceUnderTest,
} from '../support/service-under-test';

let service: ServiceUnderTest;
let operator: Http;
beforeAll(async () => {
  service = await serviceUnderTest(PartnershipModule);
  operator = service.http();
});
afterAll(() => service.close());

type Ids = Record<string, string>;
const created = async (answer: Promise<Answer<Ids>>): Promise<Ids> => {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body;
};

let serial = 0;
const next = (): number => {
  serial += 1;
  return serial;
};
const fresh = (word: string): string => `${word}-${next()}`;

/** A territory with two partners, each with a unit: enough for any of the cases below. */
async function aTerritory() {
  const commune = String(10_000 + next());
  const territory = await created(
    operator.post('/v1/territories', {
      code: fresh('be'),
      name: 'Metz',
      grid: 'EMPLOYMENT_BASIN',
      gridVersion: '2021',
      communes: [commune],
    }),
  );
  const territoryId = territory.territoryId!;
  const aPartner = async () => {
    const partner = await created(
      operator.post('/v1/partners', {
        code: fresh('plie'),
        kind: 'PLIE',
        name: 'Un PLIE',
        territoryIds: [territoryId],
        siren: '732829320',
      }),
    );
    const unit = await created(
      operator.post(`/v1/partners/${partner.partnerId}/units`, {
        code: 'centre',
        name: 'Centre',
        communeCode: commune,
        siret: '73282932000074',
      }),
    );
    return { partnerId: partner.partnerId!, unitId: unit.unitId!, code: partner.code! };
  };
  return { territoryId, commune, first: await aPartner(), second: await aPartner() };
}

const anAgent = (of: { partnerId: string; unitId: string }, roles = ['AGENT']) =>
  created(
    operator.post('/v1/agents', {
      partnerId: of.partnerId,
      unitId: of.unitId,
      displayName: 'Camille Exemple',
      email: `${fresh('Camille')}@exemple.fr`,
      roles,
      capacityPerMonth: 12,
    }),
  );

const person = (of: { partnerId: string; unitId: string }, territoryId: string | null, ...roles: string[]) =>
  service.http({
    kind: 'person',
    id: '0199a000-0000-7000-8000-00000000aaaa',
    agentId: '0199a000-0000-7000-8000-00000000aaaa',
    partnerId: of.partnerId,
    unitId: of.unitId,
    territoryId,
    roles: roles as never,
  });
const machine = (of: { partnerId: string }) =>
  service.http({ kind: 'machine', id: 'k', partnerId: of.partnerId, roles: [], scopes: ['visits:write'] });

describe('The partnership of a territory', () => {
  it('tells its partners, units, agents and territory as facts, without any name or e-mail of a person', async () => {
    const { territoryId, first } = await aTerritory();
    const agent = await anAgent(first);
    const told = await service.told();
    const mine = told.filter(({ key }) => [territoryId, first.partnerId].includes(key));
    expect(mine.map(({ type }) => type).sort()).toEqual([
      'AgentChanged.v1',
      'PartnerRegistered.v1',
      'PartnerUnitChanged.v1',
      'TerritoryDefined.v1',
    ]);
    expect(mine.find(({ type }) => type === 'AgentChanged.v1')?.payload).toMatchObject({
      agentId: agent.agentId,
    });
    expect(JSON.stringify(told)).not.toMatch(/Camille|exemple\.fr/i);
  });

  it('gives a commune one home territory: a second one is refused by the database (BR-20)', async () => {
    const { commune } = await aTerritory();
    const answer = await operator.post('/v1/territories', {
      code: fresh('be'),
      name: 'Thionville',
      grid: 'LIST',
      gridVersion: '2026',
      communes: [commune],
    });
    expect(answer.status).toBe(409);
    expect(answer.body.type).toBe('/docs/problemes/commune-in-another-territory');
  });

  it('keeps each code and each address for one', async () => {
    const { first, territoryId } = await aTerritory();
    const again = await operator.post('/v1/partners', {
      code: first.code,
      kind: 'SIAE',
      name: 'Un autre',
      territoryIds: [territoryId],
    });
    expect(again.body.type).toBe('/docs/problemes/partner-code-taken');
    const agent = await anAgent(first);
    const twice = await operator.post('/v1/agents', {
      ...{ partnerId: first.partnerId, unitId: first.unitId, displayName: 'Autre', roles: ['AGENT'] },
      email: agent.email?.toUpperCase(),
    });
    expect(twice.body.type).toBe('/docs/problemes/email-taken');
  });

  it('signs, amends and ends an agreement; the operator may load an old one, nobody may amend the past', async () => {
    const { territoryId, first, second } = await aTerritory();
    const terms = {
      partnerIds: [first.partnerId, second.partnerId],
      commitments: [{ kind: 'PUBLISH_UNFILLED_AFTER', partnerId: first.partnerId, days: 15 }],
      effectiveFrom: '2024-01-01',
    };
    const signed = await created(operator.post('/v1/agreements', { ...terms, territoryId, title: 'Accord' }));
    const past = await operator.post(`/v1/agreements/${signed.agreementId}/amend`, terms);
    expect(past.body.type).toBe('/docs/problemes/effective-from-too-soon');
    const amended = await operator.post(`/v1/agreements/${signed.agreementId}/amend`, {
      ...terms,
      effectiveFrom: '2099-01-01',
    });
    expect(amended.body).toMatchObject({ version: 2, effectiveFrom: '2099-01-01' });
    const ended = await operator.post(`/v1/agreements/${signed.agreementId}/end`, {
      effectiveFrom: '2099-02-01',
    });
    expect(ended.body).toMatchObject({ status: 'ENDED', stoppedFrom: '2099-02-01' });
    const told = (await service.told()).filter(({ key }) => key === territoryId).map(({ type }) => type);
    expect(told).toEqual([
      'TerritoryDefined.v1',
      'AgreementSigned.v1',
      'AgreementAmended.v1',
      'AgreementEnded.v1',
    ]);
  });

  it('seats its body and adopts its policy, with a reason', async () => {
    const { territoryId, first, second } = await aTerritory();
    const body = {
      voices: [
        { partnerId: first.partnerId, voices: 1 },
        { partnerId: second.partnerId, voices: 2 },
      ],
    };
    expect((await operator.post(`/v1/territories/${territoryId}/body`, { ...body, quorum: 2 })).status).toBe(
      200,
    );
    expect((await operator.post(`/v1/territories/${territoryId}/body`, { ...body, quorum: 9 })).status).toBe(
      422,
    );
    const policy = { effectiveFrom: '2024-01-01', parameters: { coolDownOtherPartnerDays: 60 } };
    const address = `/v1/territories/${territoryId}/policy`;
    expect((await operator.post(address, policy)).status).toBe(422);
    const adopted = await operator.post(address, { ...policy, reason: 'Reprise de la décision de 2023' });
    expect(adopted.body).toMatchObject({ version: 1, effectiveFrom: '2023-12-31T23:00:00.000Z' });
    const read = await operator.get<{ parameters: Record<string, number> }>(address);
    expect(read.body).toMatchObject({ version: 1 });
    expect(read.body.parameters).toMatchObject({ coolDownOtherPartnerDays: 60, contactBudget: 3 });
  });

  it('counts two policies adopted at the same time as two versions', async () => {
    const { territoryId } = await aTerritory();
    const answers = await Promise.all(
      [1, 2, 3, 4].map((contactBudget) =>
        operator.post(`/v1/territories/${territoryId}/policy`, {
          effectiveFrom: '2099-01-01',
          parameters: { contactBudget },
          reason: 'Décision du comité',
        }),
      ),
    );
    expect(answers.map(({ body }) => body.version).sort()).toEqual([1, 2, 3, 4]);
  });
});

describe('The right to see and to change (BR-123)', () => {
  it('shows a partner itself and no other: what it may not see does not exist for it', async () => {
    const { territoryId, first, second } = await aTerritory();
    const agent = await anAgent(second);
    for (const own of [
      machine(first),
      person(first, territoryId, 'AGENT'),
      person(first, territoryId, 'UNIT_MANAGER'),
    ]) {
      const list = await own.get<{ items: { partnerId: string }[] }>('/v1/partners');
      expect(list.body.items.map(({ partnerId }) => partnerId)).toEqual([first.partnerId]);
      expect((await own.get(`/v1/partners/${second.partnerId}`)).status).toBe(404);
      expect((await own.get(`/v1/partners/${second.partnerId}/units`)).status).toBe(404);
      expect([403, 404]).toContain((await own.get(`/v1/agents/${agent.agentId}`)).status);
      expect([403, 404]).toContain(
        (await own.patch(`/v1/agents/${agent.agentId}`, { capacityPerMonth: 1 })).status,
      );
      expect((await own.post(`/v1/territories/${territoryId}/body`, { voices: [], quorum: 1 })).status).toBe(
        403,
      );
    }
    const managers = await person(first, territoryId, 'UNIT_MANAGER').get<{ items: object[] }>('/v1/agents');
    expect(managers.body.items).toEqual([]);
  });

  it('lets a unit manager state the capacity and absence of its agents, and nothing else', async () => {
    const { territoryId, first } = await aTerritory();
    const agent = await anAgent(first);
    const manager = person(first, territoryId, 'AGENT', 'UNIT_MANAGER');
    const address = `/v1/agents/${agent.agentId}`;
    expect(
      (await manager.patch(address, { capacityPerMonth: 8, absentFrom: '2026-03-02' })).body,
    ).toMatchObject({
      capacityPerMonth: 8,
      absentFrom: '2026-03-02',
    });
    const back = await manager.patch(address, { absentFrom: null, capacityPerMonth: null });
    expect(back.body).toMatchObject({ capacityPerMonth: 8, absentFrom: null });
    expect((await manager.patch(address, { roles: ['COORDINATOR'] })).status).toBe(403);
    expect((await person(first, territoryId, 'AGENT').patch(address, { capacityPerMonth: 1 })).status).toBe(
      403,
    );
  });

  it('lets a coordinator write in its own territory only', async () => {
    const [here, there] = [await aTerritory(), await aTerritory()];
    const coordinator = person(here.first, here.territoryId, 'COORDINATOR');
    const unit = { code: 'nord', name: 'Nord', communeCode: here.commune };
    expect((await coordinator.post(`/v1/partners/${here.second.partnerId}/units`, unit)).status).toBe(201);
    expect((await coordinator.post(`/v1/partners/${there.second.partnerId}/units`, unit)).status).toBe(404);
    const policy = { effectiveFrom: '2099-01-01', parameters: {}, reason: 'Décision du comité' };
    expect((await coordinator.post(`/v1/territories/${here.territoryId}/policy`, policy)).status).toBe(201);
    expect((await coordinator.post(`/v1/territories/${there.territoryId}/policy`, policy)).status).toBe(404);
    // What the operator may load from the past, a coordinator may not.
    const early = await coordinator.post(`/v1/territories/${here.territoryId}/policy`, {
      ...policy,
      effectiveFrom: '2024-01-01',
    });
    expect(early.status).toBe(422);
  });

  it('tells who a person is to the gateway alone', async () => {
    const { territoryId, first } = await aTerritory();
    const agent = await anAgent(first, ['AGENT', 'PILOT']);
    const address = `/internal/people?email=${encodeURIComponent(agent.email!.toUpperCase())}`;
    const answer = await service.http({ id: 'gateway' }).get(address);
    expect(answer.body).toMatchObject({
      agentId: agent.agentId,
      displayName: 'Camille Exemple',
      partnerId: first.partnerId,
      partnerCode: first.code,
      unitName: 'Centre',
      roles: ['AGENT', 'PILOT'],
      territoryId,
      territoryName: 'Metz',
    });
    expect((await operator.get(address)).status).toBe(403);
    expect((await person(first, territoryId, 'COORDINATOR').get(address)).status).toBe(403);
    expect((await service.http(null).get(address)).status).toBe(401);
    await operator.patch(`/v1/agents/${agent.agentId}`, { active: false });
    expect((await service.http({ id: 'gateway' }).get(address)).status).toBe(404);
  });

  it('answers 404 to what is no id at all', async () => {
    expect((await operator.get('/v1/partners/1%27%20or%201=1')).status).toBe(404);
  });
});
