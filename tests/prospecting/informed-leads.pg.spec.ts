import { localDateOf } from '#domain/local-date';
import { ProspectingModule } from '../../apps/prospecting/src/prospecting.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import {
  agentOf,
  contactFact,
  employerFact,
  employerOf,
  keyOf,
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
    ...Array.from({ length: 10 }, (_, n) => employerFact(n)),
  ]);
});
afterAll(() => service.close());

interface Item {
  kind: string;
  employer: { employerId: string };
  contact: { network: string; on: string; justification: string | null; withdrawn: boolean } | null;
}
const feed = async (n: number, partner = MISSION_LOCALE) =>
  (await service.http(keyOf(partner)).get<{ items: Item[] }>('/v1/assignments')).body.items.filter(
    (item) => item.employer.employerId === employerOf(n),
  );
const work = async (n: number) =>
  (
    await service
      .http(agentOf(MISSION_LOCALE))
      .get<{ items: { employer: { employerId: string }; contactByAnother: object | null }[] }>('/v1/worklist')
  ).body.items.find((item) => item.employer.employerId === employerOf(n));

/** The Mission locale leads the employer from now on. */
async function aLedEmployer(): Promise<number> {
  const n = next++;
  await service.http(agentOf(MISSION_LOCALE)).post(`/v1/can-i-visit?siret=${siretOf(n)}`);
  return n;
}
const soon = () => {
  const at = new Date(Date.now() + 60_000).toISOString();
  return { occurredAt: at, receivedAt: at };
};
const today = () => localDateOf(new Date(Date.now() + 60_000));

describe('A lead whose employer another partner visits', () => {
  it('is informed in its feed and its worklist, with the network and the day alone (BR-51, BR-14)', async () => {
    const n = await aLedEmployer();
    expect(await work(n)).toMatchObject({ contactByAnother: null });
    await service.feed([contactFact(n, POLE_EMPLOI, 'other', soon())]);
    const told = { network: 'POLE_EMPLOI', on: today(), justification: null };
    expect((await feed(n)).map((item) => [item.kind, item.contact])).toEqual([
      ['GRANTED', null],
      ['CONTACTED', { ...told, withdrawn: false }],
    ]);
    expect(await work(n)).toMatchObject({ contactByAnother: told });
    expect(await feed(n, POLE_EMPLOI)).toEqual([]);
  });

  it('keeps its lead: the visit is recorded and flagged, never refused (BR-51)', async () => {
    const n = await aLedEmployer();
    await service.feed([contactFact(n, POLE_EMPLOI, 'kept', soon())]);
    expect((await feed(n)).some((item) => item.kind === 'ENDED')).toBe(false);
    const fact = (await service.told('ContactRecorded.v1')).at(-1)?.payload;
    expect(fact).toMatchObject({ judgement: 'REDUNDANT', leadPartnerId: MISSION_LOCALE.partnerId });
  });

  it('is informed once, whatever is told again, and reads that the visit was withdrawn (BR-49)', async () => {
    const n = await aLedEmployer();
    const at = soon();
    await service.feed([contactFact(n, POLE_EMPLOI, 'twice', at)]);
    await service.feed([contactFact(n, POLE_EMPLOI, 'twice', { ...at, revision: 2 })]);
    await service.feed([contactFact(n, POLE_EMPLOI, 'twice', { ...at, revision: 3, status: 'CANCELLED' })]);
    const contacts = (await feed(n)).filter((item) => item.kind === 'CONTACTED');
    expect(contacts.map((item) => item.contact?.withdrawn)).toEqual([true]);
    expect(await work(n)).toMatchObject({ contactByAnother: null });
  });
});

describe('An employer that turns to a partner by itself', () => {
  it('opens no cool-down for the lead, which is informed of it, a call included (BR-37)', async () => {
    const n = await aLedEmployer();
    await service.feed([
      contactFact(n, POLE_EMPLOI, 'asked', { ...soon(), initiative: 'EMPLOYER' }),
      contactFact(n, POLE_EMPLOI, 'called', { ...soon(), initiative: 'EMPLOYER', channel: 'CALL' }),
    ]);
    const facts = (await service.told('ContactRecorded.v1')).filter((fact) => fact.key === employerOf(n));
    expect(facts.map(({ payload }) => [payload.judgement, payload.coolDownUntil])).toEqual([
      ['JUSTIFIED', null],
      ['NOT_PROSPECTING', null],
    ]);
    const contacts = (await feed(n)).filter((item) => item.kind === 'CONTACTED');
    expect(contacts.map((item) => item.contact?.justification)).toEqual([
      'EMPLOYER_REQUEST',
      'EMPLOYER_REQUEST',
    ]);
    const light = await service
      .http(agentOf(MISSION_LOCALE))
      .get<{ colour: string }>(`/v1/can-i-visit?siret=${siretOf(n)}`);
    expect(light.body.colour).toBe('GREEN');
  });
});
