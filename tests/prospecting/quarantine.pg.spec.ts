import { ProspectingModule } from '../../apps/prospecting/src/prospecting.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { id } from './given';
import {
  agentOf,
  COORDINATOR,
  contactFact,
  employerFact,
  keyOf,
  MISSION_LOCALE,
  POLE_EMPLOI,
  partnerFacts,
  siretOf,
  territoryFacts,
} from './territory-of-metz';

/** One service for the file: each test has employers of its own. */
let service: ServiceUnderTest;
let next = 300;
const anUnknown = (): number => next++;

beforeAll(async () => {
  service = await serviceUnderTest(ProspectingModule);
  await service.feed([
    ...territoryFacts([MISSION_LOCALE]),
    ...partnerFacts(MISSION_LOCALE, 'MISSION_LOCALE', 12),
    ...partnerFacts(POLE_EMPLOI, 'POLE_EMPLOI', 12),
    employerFact(1),
  ]);
});
afterAll(() => service.close());

interface Listed {
  counts: { toCorrect: number; waiting: number };
  items: { visitId: string; siret: string; waitingDays: number; reason: string; toDo: string }[];
}
const list = async (who: Parameters<ServiceUnderTest['http']>[0], state = 'TO_CORRECT') =>
  (await service.http(who).get<Listed>(`/v1/visits/quarantined?state=${state}`)).body;
const visitsOf = async (state: string) =>
  (await list(keyOf(MISSION_LOCALE), state)).items.map((one) => one.visitId);

describe('A contact with an employer that nobody knows (BR-50)', () => {
  it('waits quietly, and is listed to its partner after thirty days with the reason and what to do', async () => {
    const n = anUnknown();
    await service.feed([contactFact(n, MISSION_LOCALE, 'lost')]);
    expect(await visitsOf('WAITING')).toEqual(['lost']);
    expect(await visitsOf('TO_CORRECT')).toEqual([]);
    await service.advance('P29D');
    expect(await visitsOf('TO_CORRECT')).toEqual([]);
    await service.advance('P1D');
    expect(await list(keyOf(MISSION_LOCALE))).toMatchObject({
      counts: { toCorrect: 1, waiting: 0 },
      items: [
        {
          visitId: 'lost',
          siret: siretOf(n),
          waitingDays: 30,
          reason: 'UNKNOWN_EMPLOYER',
          toDo: expect.stringContaining('Vérifiez le SIRET'),
        },
      ],
    });
  });

  it('is listed to its own partner alone, to an agent for its own unit (BR-123)', async () => {
    expect((await list(keyOf(POLE_EMPLOI))).items).toEqual([]);
    expect((await list(agentOf(MISSION_LOCALE))).items).toHaveLength(1);
    expect((await list({ ...agentOf(MISSION_LOCALE), unitId: id(77) })).items).toEqual([]);
    expect((await service.http(COORDINATOR).get('/v1/visits/quarantined')).status).toBe(403);
  });

  it('leaves the list when its partner sends it again with the right SIRET', async () => {
    const n = anUnknown();
    await service.feed([contactFact(n, MISSION_LOCALE, 'typo', { revision: 1 })]);
    expect(await visitsOf('WAITING')).toContain('typo');
    await service.feed([contactFact(1, MISSION_LOCALE, 'typo', { revision: 2 })]);
    expect(await visitsOf('WAITING')).not.toContain('typo');
    await service.feed([employerFact(n)]);
    expect(await service.query("select employer_id from visit where visit_key like '%:typo'")).toHaveLength(
      1,
    );
  });

  it('is not listed when the wrong report comes after the right one, nor when it was cancelled (BR-49)', async () => {
    await service.feed([contactFact(1, MISSION_LOCALE, 'late', { revision: 2 })]);
    await service.feed([contactFact(anUnknown(), MISSION_LOCALE, 'late', { revision: 1 })]);
    const n = anUnknown();
    await service.feed([contactFact(n, MISSION_LOCALE, 'off', { revision: 2, status: 'CANCELLED' })]);
    await service.feed([contactFact(n, MISSION_LOCALE, 'off', { revision: 1 })]);
    expect(await visitsOf('WAITING')).toEqual([]);
  });

  it('cancelled and created out of order in quarantine arrives dead once its employer is known (BR-49)', async () => {
    const n = anUnknown();
    await service.feed([contactFact(n, MISSION_LOCALE, 'dead', { revision: 3, status: 'CANCELLED' })]);
    await service.feed([contactFact(n, MISSION_LOCALE, 'dead', { revision: 1 })]);
    await service.feed([employerFact(n)]);
    expect(
      await service.query("select status, revision, judgement from visit where visit_key like '%:dead'"),
    ).toEqual([{ status: 'CANCELLED', revision: 3, judgement: 'WITHDRAWN' }]);
  });
});
