import { factOf } from '#contracts/contract';
import { OfferEntrusted, OfferWithdrawn } from '#contracts/offers';
import { EmployerClosed } from '#contracts/segmentation';
import { localDateOf } from '#domain/local-date';
import { ProspectingModule } from '../../apps/prospecting/src/prospecting.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { id } from './given';
import {
  agentOf,
  contactFact,
  employerFact,
  employerOf,
  MISSION_LOCALE,
  POLE_EMPLOI,
  partnerFacts,
  siretOf,
  territoryFacts,
} from './territory-of-metz';

/** One service for the file: each test has employers of its own. */
let service: ServiceUnderTest;
let next = 0;

beforeAll(async () => {
  service = await serviceUnderTest(ProspectingModule);
  await service.feed([
    ...territoryFacts([MISSION_LOCALE]),
    ...partnerFacts(MISSION_LOCALE, 'MISSION_LOCALE', 12),
    ...partnerFacts(POLE_EMPLOI, 'POLE_EMPLOI', 12),
    ...Array.from({ length: 40 }, (_, n) => employerFact(n)),
  ]);
});
afterAll(() => service.close());

const anEmployer = (): number => next++;
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const on = (occurred: number, received = occurred) => ({
  occurredAt: daysAgo(occurred),
  receivedAt: daysAgo(received),
});
const recorded = async (n: number) =>
  (await service.told('ContactRecorded.v1'))
    .filter((fact) => fact.key === employerOf(n))
    .map((fact) => fact.payload);
const light = (n: number, partner = POLE_EMPLOI) =>
  service
    .http(agentOf(partner))
    .get<{ colour: string; reason: string; nextFreeDate: string | null; asOf: string }>(
      `/v1/can-i-visit?siret=${siretOf(n)}`,
    );
const lead = (n: number, partner = MISSION_LOCALE) =>
  service.http(agentOf(partner)).post(`/v1/can-i-visit?siret=${siretOf(n)}`);

describe('A visit that a partner’s software reports', () => {
  it('is recorded, opens a cool-down for the others and turns their light red', async () => {
    const n = anEmployer();
    await service.feed([contactFact(n, MISSION_LOCALE, 'first', on(10))]);
    const [fact] = await recorded(n);
    expect(fact).toMatchObject({
      judgement: 'EXPECTED',
      status: 'HELD',
      firstContact: true,
      partnerId: MISSION_LOCALE.partnerId,
    });
    const answer = (await light(n)).body;
    expect(answer).toMatchObject({ colour: 'RED', reason: expect.stringContaining('Délai de carence') });
    expect(answer.nextFreeDate).toBe(localDateOf(new Date(String(fact!.coolDownUntil))));
  });

  it('on an employer that another partner leads is recorded and flagged, never refused (BR-51)', async () => {
    const n = anEmployer();
    expect((await lead(n)).status).toBe(200);
    await service.feed([
      contactFact(n, POLE_EMPLOI, 'red', on(-0.001, -0.001)),
      contactFact(n, POLE_EMPLOI, 'asked', {
        ...on(-0.001, -0.001),
        initiative: 'EMPLOYER',
        channel: 'VISIT',
        occurredAt: daysAgo(-0.06),
      }),
    ]);
    expect((await recorded(n)).map((one) => [one.judgement, one.justification, one.leadPartnerId])).toEqual([
      ['REDUNDANT', null, MISSION_LOCALE.partnerId],
      ['JUSTIFIED', 'EMPLOYER_REQUEST', MISSION_LOCALE.partnerId],
    ]);
  });

  it('sent by two CRMs, in reverse order and two days late, is one visit, with the cool-down of its true date', async () => {
    const n = anEmployer();
    await service.feed([
      contactFact(n, MISSION_LOCALE, 'v9', { ...on(12, 10), revision: 2, sourceSystem: 'own-tool' }),
      contactFact(n, MISSION_LOCALE, 'v9', {
        ...on(12, 10),
        revision: 1,
        status: 'PLANNED',
        sourceSystem: 'own-tool',
      }),
      contactFact(n, MISSION_LOCALE, 'x-77', { ...on(12, 10), sourceSystem: 'i-milo' }),
    ]);
    const facts = await recorded(n);
    expect(new Set(facts.map((one) => one.visitKey)).size).toBe(1);
    expect(new Set(facts.map((one) => one.status))).toEqual(new Set(['HELD']));
    expect(facts).toHaveLength(3);
    const days =
      (Date.parse(String(facts[0]!.coolDownUntil)) - Date.parse(String(facts[0]!.occurredAt))) / 86_400_000;
    expect(Math.round(days)).toBe(90);
  });

  it('redelivered takes effect once', async () => {
    const n = anEmployer();
    const one = contactFact(n, MISSION_LOCALE, 'once', on(3));
    await service.feed([one]);
    await service.feed([one]);
    expect(
      await service.query('select count(*)::int as n from visit where employer_id = $1', [employerOf(n)]),
    ).toEqual([{ n: 1 }]);
  });

  it('told late moves the verdict of another partner’s later visit, which is told again (BR-48)', async () => {
    const n = anEmployer();
    await service.feed([contactFact(n, POLE_EMPLOI, 'later', on(5))]);
    await service.feed([contactFact(n, MISSION_LOCALE, 'earlier', on(20, 1))]);
    expect((await recorded(n)).map((one) => [one.visitKey, one.judgement])).toEqual([
      [`${POLE_EMPLOI.partnerId}:later`, 'EXPECTED'],
      [`${MISSION_LOCALE.partnerId}:earlier`, 'EXPECTED'],
      [`${POLE_EMPLOI.partnerId}:later`, 'REDUNDANT'],
    ]);
  });

  it('cancelled no longer keeps anybody away (BR-49)', async () => {
    const n = anEmployer();
    await service.feed([contactFact(n, MISSION_LOCALE, 'off', on(20))]);
    expect((await light(n)).body.colour).toBe('RED');
    await service.feed([
      contactFact(n, MISSION_LOCALE, 'off', { ...on(20, 0), revision: 2, status: 'CANCELLED' }),
    ]);
    expect((await light(n)).body.colour).toBe('GREEN');
  });

  it('on an unknown employer waits in quarantine and is applied when the employer is known (BR-50)', async () => {
    const n = 200;
    await service.feed([contactFact(n, MISSION_LOCALE, 'early', on(4))]);
    expect((await service.told('ContactQuarantined.v1')).map((fact) => fact.payload.siret)).toEqual([
      siretOf(n),
    ]);
    expect((await light(n)).body).toMatchObject({ colour: 'AMBER', employer: null });
    await service.feed([employerFact(n)]);
    expect(await recorded(n)).toMatchObject([
      { judgement: 'EXPECTED', visitKey: `${MISSION_LOCALE.partnerId}:early` },
    ]);
    expect(await service.query('select 1 from quarantined_report')).toEqual([]);
  });

  it('under the same id at another establishment is answered, and applied to neither', async () => {
    const [a, b] = [anEmployer(), anEmployer()];
    await service.feed([contactFact(a, MISSION_LOCALE, 'moved', on(4))]);
    await service.feed([contactFact(b, MISSION_LOCALE, 'moved', { ...on(3), revision: 2 })]);
    expect((await service.told('ContactRefused.v1')).at(-1)?.payload).toMatchObject({
      reason: 'VISIT_OF_ANOTHER_ESTABLISHMENT',
    });
    expect(await recorded(b)).toEqual([]);
  });

  it('whose id another software of the partner uses elsewhere is a visit of its own', async () => {
    const [a, b] = [anEmployer(), anEmployer()];
    await service.feed([contactFact(a, MISSION_LOCALE, '1001', { ...on(4), sourceSystem: 'i-milo' })]);
    await service.feed([contactFact(b, MISSION_LOCALE, '1001', { ...on(3), sourceSystem: 'own-tool' })]);
    await service.feed([
      contactFact(b, MISSION_LOCALE, '1001', { ...on(3), sourceSystem: 'own-tool', revision: 2 }),
    ]);
    expect((await recorded(b)).map((one) => [one.visitKey, one.revision])).toEqual([
      [`${MISSION_LOCALE.partnerId}:1001:${siretOf(b)}`, 1],
      [`${MISSION_LOCALE.partnerId}:1001:${siretOf(b)}`, 2],
    ]);
  });

  it('is judged with hundreds of others in one go, each once', async () => {
    const many = Array.from({ length: 300 }, (_, k) =>
      contactFact(20 + (k % 10), MISSION_LOCALE, `bulk-${k}`, on(1 + (k % 30), 0)),
    );
    await service.feed(many);
    expect(
      await service.query("select count(*)::int as n from visit where visit_key like '%:bulk-%'"),
    ).toEqual([{ n: 300 }]);
    const answered = (await service.told('ContactRecorded.v1')).map((fact) => fact.payload.reportId);
    expect(new Set(answered).size).toBeGreaterThanOrEqual(300);
  });
});

describe('What else decides', () => {
  it('a closed establishment ends its lead, and its light is red (BR-09)', async () => {
    const n = anEmployer();
    await lead(n);
    const closed = { employerId: employerOf(n), siret: siretOf(n), confirmed: true };
    await service.feed([factOf(EmployerClosed, employerOf(n), closed)]);
    expect((await service.told('LeadEnded.v1')).at(-1)?.payload).toMatchObject({
      employerId: employerOf(n),
      reason: 'EMPLOYER_CLOSED',
    });
    expect((await light(n)).body).toMatchObject({ colour: 'RED', reason: 'Cet établissement est fermé.' });
  });

  it('an open offer asks the others to call first, until it is withdrawn (BR-24)', async () => {
    const n = anEmployer();
    const offer = {
      offerId: id(70_000),
      employerId: employerOf(n),
      partnerId: MISSION_LOCALE.partnerId,
      romeCode: 'H2206',
      positions: 2,
      collectedOn: '2026-01-05',
      hiddenMarket: true,
    };
    await service.feed([factOf(OfferEntrusted, employerOf(n), offer)]);
    expect((await light(n)).body).toMatchObject({
      colour: 'AMBER',
      reason: expect.stringContaining('suit une offre'),
    });
    const withdrawn = {
      offerId: offer.offerId,
      employerId: employerOf(n),
      reason: 'EMPLOYER',
      withdrawnAt: '2026-02-01T00:00:00Z',
    };
    await service.feed([factOf(OfferWithdrawn, employerOf(n), withdrawn)]);
    expect((await light(n)).body.colour).toBe('GREEN');
  });
});
