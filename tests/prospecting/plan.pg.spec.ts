import { ProspectingModule } from '../../apps/prospecting/src/prospecting.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import {
  COORDINATOR,
  dayFromNow,
  employerFact,
  employerOf,
  knownFact,
  MISSION_LOCALE,
  POLE_EMPLOI,
  partnerFacts,
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
    knownFact(0, MISSION_LOCALE),
    knownFact(1, POLE_EMPLOI),
  ]);
});
afterEach(() => service.close());

const plan = () => service.http(COORDINATOR);

async function draftedPlan(name = 'Plan'): Promise<string> {
  const body = { name, from: dayFromNow(0), until: dayFromNow(90) };
  const drafted = await plan().post<{ planId: string }>('/v1/plans', body);
  expect(drafted.status).toBe(201);
  const { planId } = drafted.body;
  expect((await plan().post(`/v1/plans/${planId}/allocate`)).status).toBe(200);
  expect((await plan().post(`/v1/plans/${planId}/submit`)).status).toBe(200);
  for (const { partnerId } of [MISSION_LOCALE, POLE_EMPLOI])
    await plan().post(`/v1/plans/${planId}/voices`, { partnerId, inFavour: true });
  return planId;
}

describe('A concerted plan', () => {
  it('allocates under capacity, says why, and lets the leads begin when the body adopts it', async () => {
    const planId = await draftedPlan();
    const adopted = await plan().post<Record<string, unknown>>(`/v1/plans/${planId}/adopt`);
    expect(adopted.body).toMatchObject({ state: 'RUNNING', assigned: 7, unassigned: 3 });
    expect(adopted.body.unassignedByReason).toEqual({ CAPACITY_EXHAUSTED: 3 });
    const lines = await plan().get<{ items: { employer: { employerId: string }; partnerId: string }[] }>(
      `/v1/plans/${planId}/lines`,
    );
    const leadOf = (n: number) =>
      lines.body.items.find((line) => line.employer.employerId === employerOf(n))?.partnerId;
    expect(leadOf(0)).toBe(MISSION_LOCALE.partnerId);
    expect(leadOf(1)).toBe(POLE_EMPLOI.partnerId);
    expect(leadOf(10)).toBeUndefined();
    expect(await service.told('LeadGranted.v1')).toHaveLength(7);
    expect(await service.told('ProspectUnassigned.v1')).toHaveLength(3);
    expect((await service.told('PlanAdopted.v1'))[0]?.payload).toMatchObject({ assigned: 7, alreadyHeld: 0 });
  });
});
