import { factOf } from '#contracts/contract';
import { AgentChanged } from '#contracts/partnership';
import { ProspectingModule } from '../../apps/prospecting/src/prospecting.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import {
  agentOf,
  COORDINATOR,
  dayFromNow,
  employerFact,
  knownFact,
  MISSION_LOCALE,
  type PartnerOfMetz,
  POLE_EMPLOI,
  partnerFacts,
  partnerOfMetz,
  territoryFacts,
} from './territory-of-metz';

export const COLLEAGUE: PartnerOfMetz = { ...MISSION_LOCALE, agentId: partnerOfMetz(900, '').agentId };

export const managerOf = (partner: PartnerOfMetz) => ({
  ...agentOf(partner),
  agentId: null,
  roles: ['UNIT_MANAGER' as const],
});

/** What partnership tells of an agent; capacity 4 a month unless said otherwise. */
export const agentFact = ({ partnerId, unitId, agentId }: PartnerOfMetz, own: Partial<AgentChanged> = {}) =>
  factOf(AgentChanged, partnerId, { partnerId, unitId, agentId, capacityPerMonth: 4, active: true, ...own });

/** Metz with two partners, two agents of the Mission locale, and employers that it knows best. */
export async function metz(employers = 8): Promise<ServiceUnderTest> {
  const service = await serviceUnderTest(ProspectingModule);
  const all = Array.from({ length: employers }, (_, n) => n);
  await service.feed([
    ...territoryFacts([MISSION_LOCALE]),
    ...partnerFacts(MISSION_LOCALE, 'MISSION_LOCALE', 4),
    agentFact(COLLEAGUE, { capacityPerMonth: 0 }),
    ...partnerFacts(POLE_EMPLOI, 'POLE_EMPLOI', 4),
    ...all.map((n) => employerFact(n)),
    ...all.map((n) => knownFact(n, MISSION_LOCALE)),
  ]);
  return service;
}

/** A running plan of 90 days in which the Mission locale leads; returns its leads, by employer. */
export async function adoptedLeads(service: ServiceUnderTest, days = 90): Promise<Map<string, string>> {
  const pilot = service.http(COORDINATOR);
  const body = { name: 'Plan', from: dayFromNow(0), until: dayFromNow(days) };
  const { planId } = (await pilot.post<{ planId: string }>('/v1/plans', body)).body;
  for (const act of ['allocate', 'submit']) await pilot.post(`/v1/plans/${planId}/${act}`);
  await pilot.post(`/v1/plans/${planId}/voices`, { partnerId: MISSION_LOCALE.partnerId, inFavour: true });
  expect((await pilot.post(`/v1/plans/${planId}/adopt`)).status).toBe(200);
  const rows = await service.query<{ lead: string; employer: string }>(
    'select lead_id as lead, employer_id as employer from lead where partner_id = $1 order by employer_id',
    [MISSION_LOCALE.partnerId],
  );
  return new Map(rows.map((row) => [row.employer, row.lead]));
}

/** Which partner leads the employer, once clocks and running plans have had their turn. */
export async function leaderOf(service: ServiceUnderTest, employerId: string): Promise<string | null> {
  await service.tick();
  const [row] = await service.query<{ partner: string }>(
    'select partner_id as partner from lead where employer_id = $1 and ended_at is null',
    [employerId],
  );
  return row?.partner ?? null;
}
