import { factOf } from '#contracts/contract';
import { EmployerRegistered } from '#contracts/segmentation';
import type { ServiceUnderTest } from '../support/service-under-test';
import {
  agentOf,
  COORDINATOR,
  contactFact,
  dayFromNow,
  employerFact,
  employerOf,
  knownFact,
  MISSION_LOCALE,
  POLE_EMPLOI,
  partnerFacts,
  partnerOfMetz,
  territoryFacts,
} from './territory-of-metz';

export const PLIE_OF_METZ = partnerOfMetz(3, 'PLIE de Metz');
export const MANAGER = { ...agentOf(MISSION_LOCALE), roles: ['UNIT_MANAGER'] as const };
export const PILOT = { ...COORDINATOR, roles: ['PILOT'] as const };

/** Sizes and communes of the territory: small ones in Metz above all, some large accounts, a few villages. */
const BANDS = ['01', '02', '03', '11', '12', '21', '01', '02', 'NN', '22'];
const COMMUNES = ['57463', '57463', '57463', '57463', '57751', '57463', '57463', '57463', '57480', '57616'];

const VISITED = [3, 4, 13, 14, 23, 24, 33, 34];

/** The n-th employer of the territory as SIRENE has it. */
export const profileOf = (n: number): EmployerRegistered => ({
  ...(employerFact(n).data as EmployerRegistered),
  headcountBand: BANDS[n % 10]!,
  communeCode: COMMUNES[Math.floor(n / 4)]!,
});

/** Three partners and forty employers, of which a few are known. */
export async function givenTerritory(service: ServiceUnderTest): Promise<void> {
  await service.feed([
    ...territoryFacts([MISSION_LOCALE, POLE_EMPLOI, PLIE_OF_METZ], 2),
    ...partnerFacts(MISSION_LOCALE, 'MISSION_LOCALE', 3),
    ...partnerFacts(POLE_EMPLOI, 'POLE_EMPLOI', 4),
    ...partnerFacts(PLIE_OF_METZ, 'PLIE', 1),
    ...Array.from({ length: 40 }, (_, n) => factOf(EmployerRegistered, employerOf(n), profileOf(n))),
    knownFact(0, MISSION_LOCALE),
    knownFact(1, POLE_EMPLOI),
    knownFact(2, PLIE_OF_METZ),
    // Visited long enough ago for the cool-down to be over, and within the year: no longer the hidden market.
    ...VISITED.map((n) =>
      contactFact(n, POLE_EMPLOI, `old-${n}`, { occurredAt: `${dayFromNow(-200)}T09:00:00Z` }),
    ),
  ]);
}

/** A draft of a quarter, allocated. */
export async function draftedPlan(service: ServiceUnderTest, name = 'Projet'): Promise<string> {
  const body = { name, from: dayFromNow(0), until: dayFromNow(90) };
  const pilot = service.http(COORDINATOR);
  const { planId } = (await pilot.post<{ planId: string }>('/v1/plans', body)).body;
  const allocated = await pilot.post(`/v1/plans/${planId}/allocate`);
  if (allocated.status !== 200) throw new Error(JSON.stringify(allocated.body));
  return planId;
}
