import { factOf } from '#contracts/contract';
import { EmployerChanged } from '#contracts/segmentation';
import { addDays, localDateOf } from '#domain/local-date';
import { ProspectingModule } from '../../apps/prospecting/src/prospecting.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { id } from './given';
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
  siretOf,
  territoryFacts,
} from './territory-of-metz';

/** One service for the file: each test has employers of its own. */
let service: ServiceUnderTest;
let next = 0;
const PLIE = partnerOfMetz(3, 'PLIE de Metz');
const NANCY = id(3);

beforeAll(async () => {
  service = await serviceUnderTest(ProspectingModule);
  await service.feed([
    ...territoryFacts([MISSION_LOCALE]),
    ...partnerFacts(MISSION_LOCALE, 'MISSION_LOCALE', 12),
    ...partnerFacts(POLE_EMPLOI, 'POLE_EMPLOI', 12),
    ...partnerFacts(PLIE, 'PLIE', 12),
    ...Array.from({ length: 10 }, (_, n) => employerFact(n)),
  ]);
});
afterAll(() => service.close());

/** The lineage takes another SIRET, of another legal unit even; in the territory unless said otherwise. */
const moved = (n: number, own: Partial<EmployerChanged> = {}) =>
  factOf(EmployerChanged, employerOf(n), {
    ...(employerFact(n).data as EmployerChanged),
    siret: siretOf(5000 + n),
    ...own,
  });
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const light = async (siret: string, partner = POLE_EMPLOI) =>
  (
    await service
      .http(agentOf(partner))
      .get<{ colour: string; reason: string; nextFreeDate: string | null }>(`/v1/can-i-visit?siret=${siret}`)
  ).body;
const reserve = (n: number) =>
  service.http(agentOf(MISSION_LOCALE)).post(`/v1/can-i-visit?siret=${siretOf(n)}`);
const ends = async (n: number) =>
  (await service.told('LeadEnded.v1'))
    .filter((fact) => fact.key === employerOf(n))
    .map((fact) => fact.payload.reason);

describe('An employer that moves in the territory (BR-07)', () => {
  it('during a cool-down, opted out of one partner: both follow it to its new SIRET', async () => {
    const n = next++;
    await service.feed([
      contactFact(n, MISSION_LOCALE, 'before', { occurredAt: daysAgo(10), receivedAt: daysAgo(10) }),
    ]);
    await service.http(agentOf(PLIE)).post('/v1/opt-outs', { siret: siretOf(n), partnerId: PLIE.partnerId });
    await service.feed([moved(n)]);
    const now = siretOf(5000 + n);
    expect(await light(now, PLIE)).toMatchObject({
      colour: 'RED',
      reason: expect.stringContaining('s’oppose'),
    });
    expect(await light(now)).toMatchObject({
      colour: 'RED',
      reason: expect.stringContaining('Délai de carence'),
      nextFreeDate: addDays(localDateOf(new Date(daysAgo(10))), 90),
    });
    expect((await light(siretOf(n))).nextFreeDate).toBe((await light(now)).nextFreeDate);
  });

  it('keeps its lead, and its contact budget counts what was held under the old SIRET', async () => {
    const n = next++;
    await service.feed(
      [70, 40, 20].map((days) =>
        contactFact(n, MISSION_LOCALE, `c${days}-${n}`, {
          occurredAt: daysAgo(days),
          receivedAt: daysAgo(days),
          channel: 'CALL',
        }),
      ),
    );
    await service.feed([moved(n)]);
    expect(await light(siretOf(5000 + n))).toMatchObject({
      reason: expect.stringContaining('déjà été assez sollicité'),
      nextFreeDate: addDays(localDateOf(new Date(daysAgo(70))), 90),
    });
    const led = next++;
    await reserve(led);
    await service.feed([moved(led)]);
    expect(await ends(led)).toEqual([]);
    expect((await light(siretOf(5000 + led))).reason).toContain('chef de file');
  });

  it('to another legal unit keeps the opposition of the whole one that named it (BR-111)', async () => {
    const n = next++;
    await service.http(agentOf(PLIE)).post('/v1/opt-outs', { siret: siretOf(n), level: 'SIREN' });
    await service.feed([moved(n)]);
    expect(await light(siretOf(5000 + n))).toMatchObject({ colour: 'RED', nextFreeDate: null });
  });

  it('makes a report under the old SIRET a visit of the same employer (BR-06)', async () => {
    const n = next++;
    await service.feed([moved(n)]);
    await service.feed([contactFact(n, MISSION_LOCALE, 'old', { siret: siretOf(n) })]);
    expect((await service.told('ContactRecorded.v1')).at(-1)?.key).toBe(employerOf(n));
  });
});

describe('An employer that moves out of the territory (BR-07)', () => {
  it('ends its lead with reason MOVED_OUT, and its cool-down follows it all the same', async () => {
    const n = next++;
    await reserve(n);
    await service.feed([contactFact(n, MISSION_LOCALE, `out-${n}`)]);
    await service.feed([moved(n, { territoryId: NANCY, communeCode: '54395' })]);
    expect(await ends(n)).toEqual(['MOVED_OUT']);
    expect((await light(siretOf(5000 + n))).reason).toContain('Délai de carence');
    await service.feed([moved(n, { territoryId: NANCY, communeCode: '54395', headcountBand: '11' })]);
    expect(await ends(n)).toEqual(['MOVED_OUT']);
  });

  it('leaves the running plan for good, so that its engine proposes it to nobody', async () => {
    const n = next++;
    await service.feed([knownFact(n, MISSION_LOCALE)]);
    const pilot = service.http(COORDINATOR);
    const body = { name: 'Plan', from: dayFromNow(0), until: dayFromNow(90) };
    const { planId } = (await pilot.post<{ planId: string }>('/v1/plans', body)).body;
    for (const act of ['allocate', 'submit']) await pilot.post(`/v1/plans/${planId}/${act}`);
    await pilot.post(`/v1/plans/${planId}/voices`, { partnerId: MISSION_LOCALE.partnerId, inFavour: true });
    expect((await pilot.post(`/v1/plans/${planId}/adopt`)).status).toBe(200);
    // Whatever engine the plan was made by, it listens.
    await service.query('insert into plan_stream (plan_id) values ($1) on conflict do nothing', [planId]);
    await service.feed([moved(n, { territoryId: null, communeCode: '69123' })]);
    expect(await ends(n)).toEqual(['MOVED_OUT']);
    const events = await service.query<{ event: { type: string; employerId: string } }>(
      "select event from plan_event where event->>'employerId' = $1 order by position",
      [employerOf(n)],
    );
    expect(events.at(-1)?.event).toMatchObject({ type: 'AWAY', reason: 'CLOSED' });
  });

  it('does not happen because a territory is drawn anew: open leads keep their grid (BR-116)', async () => {
    const n = next++;
    await reserve(n);
    await service.feed([moved(n, { siret: siretOf(n), territoryId: NANCY })]);
    expect(await ends(n)).toEqual([]);
  });
});
