import { factOf } from '#contracts/contract';
import { OfferEntrusted } from '#contracts/offers';
import { addDays, addWorkingDays, localDateOf, startOfLocalDay } from '#domain/local-date';
import { UnitOfWork } from '#messaging/unit-of-work';
import { ProspectingModule } from '../../apps/prospecting/src/prospecting.module';
import { ConflictRepository } from '../../apps/prospecting/src/storage/conflict.repository';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { id } from './given';
import {
  agentOf,
  COORDINATOR,
  contactFact,
  employerFact,
  employerOf,
  keyOf,
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
const anEmployer = (): number => next++;
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

beforeAll(async () => {
  service = await serviceUnderTest(ProspectingModule);
  await service.feed([
    ...territoryFacts([MISSION_LOCALE]),
    ...partnerFacts(MISSION_LOCALE, 'MISSION_LOCALE', 12),
    ...partnerFacts(POLE_EMPLOI, 'POLE_EMPLOI', 12),
    ...partnerFacts(PLIE, 'PLIE', 12),
    ...Array.from({ length: 30 }, (_, n) => employerFact(n)),
  ]);
});
afterAll(() => service.close());

interface Card {
  conflictId: string;
  kind: string;
  state: string;
  answerBy: string;
  outcome: string | null;
  decidedBy: string | null;
  ownAnswer: string | null;
  choices: { value: string }[];
  employer: { employerId: string };
  sides?: Record<string, unknown>[];
}
interface Desk {
  counts: Record<string, number>;
  items: Card[];
}
type Who = Parameters<ServiceUnderTest['http']>[0];
const desk = async (who: Who, state = 'OPEN') =>
  (await service.http(who).get<Desk>(`/v1/conflicts?state=${state}`)).body;
const questionsOn = async (who: Who, n: number, state = 'OPEN') =>
  (await desk(who, state)).items.filter((one) => one.employer.employerId === employerOf(n));
const answer = (who: Who, { conflictId }: Card, value: string) =>
  service.http(who).post<Card & { type?: string }>(`/v1/conflicts/${conflictId}/answer`, { answer: value });
const settle = (who: Who, { conflictId }: Card, outcome: string, own = {}) =>
  service
    .http(who)
    .post<Card>(`/v1/conflicts/${conflictId}/settle`, { outcome, reason: 'Vu ensemble', ...own });
const lastTold = async (n: number) => {
  const facts = (await service.told('ContactRecorded.v1')).filter((fact) => fact.key === employerOf(n));
  return Object.fromEntries(facts.map(({ payload }) => [String(payload.visitKey).split(':')[1], payload]));
};
const managerOf = (partner: typeof MISSION_LOCALE) => ({
  ...agentOf(partner),
  roles: ['UNIT_MANAGER'] as const,
});

/** Two partners report a visit of the same day. */
async function aDoubt(): Promise<{ n: number; question: Card }> {
  const n = anEmployer();
  await service.feed([
    contactFact(n, MISSION_LOCALE, `ml-${n}`, { occurredAt: daysAgo(3), receivedAt: daysAgo(3) }),
  ]);
  await service.feed([
    contactFact(n, POLE_EMPLOI, `pe-${n}`, { occurredAt: daysAgo(2.9), receivedAt: daysAgo(1) }),
  ]);
  const [question] = await questionsOn(agentOf(MISSION_LOCALE), n);
  return { n, question: question! };
}

describe('Two partners that report a visit of the same day', () => {
  it('are both asked « conjointe ou redondante ? », with five working days to answer (BR-46)', async () => {
    const { n, question } = await aDoubt();
    expect(question).toMatchObject({ kind: 'JOINT_OR_REDUNDANT', state: 'OPEN', ownAnswer: null });
    expect(question.choices.map((one) => one.value)).toEqual(['JOINT', 'SEPARATE']);
    expect(await questionsOn(keyOf(POLE_EMPLOI), n)).toHaveLength(1);
    const lastDay = addWorkingDays(localDateOf(new Date()), 5, 'ALSACE_MOSELLE');
    expect(question.answerBy).toBe(startOfLocalDay(addDays(lastDay, 1)).toISOString());
  });

  it('that both say « conjointe » have made one visit, told anew as joint; one word alone does not settle (BR-39, BR-46)', async () => {
    const { n, question } = await aDoubt();
    expect((await lastTold(n))[`pe-${n}`]).toMatchObject({ judgement: 'REDUNDANT', jointWith: null });
    expect((await answer(agentOf(MISSION_LOCALE), question, 'JOINT')).body).toMatchObject({
      state: 'OPEN',
      ownAnswer: 'JOINT',
    });
    expect((await answer(keyOf(POLE_EMPLOI), question, 'JOINT')).body).toMatchObject({
      state: 'ANSWERED',
      outcome: 'JOINT',
      decidedBy: 'PARTNERS',
    });
    expect(await lastTold(n)).toMatchObject({
      [`ml-${n}`]: { judgement: 'EXPECTED', jointWith: [POLE_EMPLOI.partnerId] },
      [`pe-${n}`]: {
        judgement: 'JUSTIFIED',
        justification: 'JOINT_VISIT',
        jointWith: [MISSION_LOCALE.partnerId],
      },
    });
    expect(await questionsOn(COORDINATOR, n)).toEqual([]);
  });

  it('stay two visits as soon as one says so, and a settled question takes no other answer (BR-46)', async () => {
    const { n, question } = await aDoubt();
    expect((await answer(agentOf(POLE_EMPLOI), question, 'SEPARATE')).body).toMatchObject({
      outcome: 'SEPARATE',
    });
    const late = await answer(agentOf(MISSION_LOCALE), question, 'JOINT');
    expect([late.status, late.body.type]).toEqual([409, '/docs/problemes/conflict-settled']);
    expect((await lastTold(n))[`pe-${n}`]).toMatchObject({ judgement: 'REDUNDANT' });
  });

  it('are asked once, however often the reports come again', async () => {
    const { n } = await aDoubt();
    await service.feed([
      contactFact(n, POLE_EMPLOI, `pe-${n}`, {
        occurredAt: daysAgo(2.9),
        receivedAt: daysAgo(1),
        revision: 2,
      }),
    ]);
    expect(await questionsOn(agentOf(MISSION_LOCALE), n)).toHaveLength(1);
  });

  it('are asked no more when one of the two visits is cancelled (BR-49)', async () => {
    const { n } = await aDoubt();
    await service.feed([
      contactFact(n, POLE_EMPLOI, `pe-${n}`, {
        occurredAt: daysAgo(2.9),
        receivedAt: daysAgo(0),
        revision: 2,
        status: 'CANCELLED',
      }),
    ]);
    expect(await questionsOn(COORDINATOR, n)).toEqual([]);
    expect(await questionsOn(COORDINATOR, n, 'WITHDRAWN')).toHaveLength(1);
  });
});

describe('The conflict desk', () => {
  it('shows of another partner’s contact the network and the date alone, and all of it to the coordination (BR-14)', async () => {
    const { n, question } = await aDoubt();
    const url = `/v1/conflicts/${question.conflictId}`;
    const [ours, theirs] = (await service.http(agentOf(MISSION_LOCALE)).get<Card>(url)).body.sides!;
    const on = localDateOf(new Date(daysAgo(2.9)));
    expect(ours).toMatchObject({ own: true, visitId: `ml-${n}`, agentId: MISSION_LOCALE.agentId });
    expect(theirs).toEqual({
      own: false,
      network: 'POLE_EMPLOI',
      on,
      partnerId: null,
      partnerName: null,
      answer: null,
      visitId: null,
      sourceSystem: null,
      agentId: null,
    });
    const seen = (await service.http(COORDINATOR).get<Card>(url)).body.sides!;
    expect(seen.map((side) => side.partnerName)).toEqual([MISSION_LOCALE.name, POLE_EMPLOI.name]);
  });

  it('is for those concerned: own unit, own partner, own territory; the question does not exist for others (BR-123)', async () => {
    const { n, question } = await aDoubt();
    const url = `/v1/conflicts/${question.conflictId}`;
    const sees = async (who: Who) => {
      const listed = (await questionsOn(who, n)).length;
      return [listed, (await service.http(who).get(url)).status];
    };
    expect(await sees(agentOf(POLE_EMPLOI))).toEqual([1, 200]);
    expect(await sees(managerOf(POLE_EMPLOI))).toEqual([1, 200]);
    expect(await sees(COORDINATOR)).toEqual([1, 200]);
    expect(await sees({ ...agentOf(POLE_EMPLOI), unitId: id(77) })).toEqual([0, 404]);
    expect(await sees({ ...managerOf(POLE_EMPLOI), unitId: id(77) })).toEqual([1, 200]);
    expect(await sees(agentOf(PLIE))).toEqual([0, 404]);
    expect(await sees(managerOf(PLIE))).toEqual([0, 404]);
    expect(await sees(keyOf(PLIE))).toEqual([0, 404]);
    expect(await sees({ ...COORDINATOR, territoryId: id(3) })).toEqual([0, 404]);
    expect((await service.http({ ...COORDINATOR, roles: ['PILOT'] }).get(url)).status).toBe(403);
    expect((await answer(agentOf(PLIE), question, 'JOINT')).status).toBe(404);
    expect((await settle(agentOf(POLE_EMPLOI), question, 'JOINT')).status).toBe(403);
    expect((await settle({ ...COORDINATOR, territoryId: id(3) }, question, 'JOINT')).status).toBe(404);
  });

  it('lets the coordination settle, with a reason, whatever partners said so far', async () => {
    const { n, question } = await aDoubt();
    await answer(agentOf(MISSION_LOCALE), question, 'JOINT');
    expect((await settle(COORDINATOR, question, 'OPT_OUT')).status).toBe(422);
    expect((await settle(COORDINATOR, question, 'JOINT')).body).toMatchObject({
      state: 'SETTLED',
      decidedBy: 'COORDINATION',
    });
    expect((await lastTold(n))[`pe-${n}`]).toMatchObject({ justification: 'JOINT_VISIT' });
  });
});

describe('An employer that refused', () => {
  const refusal = async (): Promise<{ n: number; question: Card }> => {
    const n = anEmployer();
    await service.app.get(UnitOfWork).run([employerOf(n)], (tx) =>
      service.app.get(ConflictRepository).openConflict(tx, {
        kind: 'OPT_OUT_QUESTION',
        employerId: employerOf(n),
        subject: id(900 + n),
        sides: [{ partnerId: MISSION_LOCALE.partnerId, unitId: MISSION_LOCALE.unitId }],
      }),
    );
    const [question] = await questionsOn(agentOf(MISSION_LOCALE), n);
    return { n, question: question! };
  };
  const light = async (n: number) =>
    (
      await service
        .http(agentOf(POLE_EMPLOI))
        .get<{ colour: string; nextFreeDate: string | null }>(`/v1/can-i-visit?siret=${siretOf(n)}`)
    ).body;

  it('is in peace while its partner is asked whether it opposes (BR-33)', async () => {
    const { n, question } = await refusal();
    expect(await light(n)).toMatchObject({
      colour: 'RED',
      nextFreeDate: localDateOf(new Date(question.answerBy)),
    });
  });

  it('and opposes is solicited by nobody, from the answer on (BR-33, BR-110)', async () => {
    const { n, question } = await refusal();
    expect((await answer(agentOf(MISSION_LOCALE), question, 'OPT_OUT')).status).toBe(200);
    expect(await light(n)).toMatchObject({ colour: 'RED', nextFreeDate: null });
    expect((await service.told('OptOutRecorded.v1')).at(-1)?.payload).toMatchObject({
      employerId: employerOf(n),
      purpose: 'PROSPECTING',
      partnerId: null,
    });
  });

  it('and only said « pas maintenant » is in peace for 180 days, for every partner (BR-30)', async () => {
    const { n, question } = await refusal();
    await answer(agentOf(MISSION_LOCALE), question, 'NOT_NOW');
    expect((await light(n)).nextFreeDate).toBe(addDays(localDateOf(new Date()), 180));
  });

  it('and does not oppose may be solicited again at once (BR-33)', async () => {
    const { n, question } = await refusal();
    await answer(agentOf(MISSION_LOCALE), question, 'NO_OPPOSITION');
    expect((await light(n)).colour).toBe('GREEN');
  });
});

const follows = (n: number, partner: typeof MISSION_LOCALE, offer: number) => {
  const offerId = id(70_000 + 10 * n + offer);
  const { partnerId } = partner;
  const own = { romeCode: 'H2206', positions: 2, collectedOn: '2026-01-05', hiddenMarket: true };
  return factOf(OfferEntrusted, employerOf(n), { offerId, employerId: employerOf(n), partnerId, ...own });
};

describe('An employer whose offers two partners follow (BR-24)', () => {
  it('is shown to the coordination, which alone says who leads; each partner keeps its offer', async () => {
    const n = anEmployer();
    await service.feed([follows(n, MISSION_LOCALE, 1)]);
    await service.tick();
    expect(await questionsOn(COORDINATOR, n)).toEqual([]);
    await service.feed([follows(n, POLE_EMPLOI, 2)]);
    await service.tick();
    await service.tick();
    const [question, ...more] = await questionsOn(COORDINATOR, n);
    expect([question!.kind, more]).toEqual(['TWO_PARTNERS_ONE_EMPLOYER', []]);
    const { sides } = (await service.http(COORDINATOR).get<Card>(`/v1/conflicts/${question!.conflictId}`))
      .body;
    expect(sides!.map((side) => [side.partnerName, side.on])).toEqual([
      [MISSION_LOCALE.name, '2026-01-05'],
      [POLE_EMPLOI.name, '2026-01-05'],
    ]);
    expect((await questionsOn(managerOf(POLE_EMPLOI), n))[0]?.choices).toEqual([]);
    expect((await answer(agentOf(POLE_EMPLOI), question!, 'LEAD_TO')).status).toBe(409);
    expect((await settle(COORDINATOR, question!, 'EACH_ITS_OFFER')).body).toMatchObject({ state: 'SETTLED' });
    await service.tick();
    expect(await questionsOn(COORDINATOR, n)).toEqual([]);
  });
});

describe('A question that the coordination settles by a lead (BR-24, BR-40)', () => {
  it('is an arbitration, with its reason and its last day, that opens one lead', async () => {
    const n = anEmployer();
    await service.http(agentOf(MISSION_LOCALE)).post(`/v1/can-i-visit?siret=${siretOf(n)}`);
    await service.feed([follows(n, MISSION_LOCALE, 3), follows(n, POLE_EMPLOI, 4)]);
    await service.tick();
    const [question] = await questionsOn(COORDINATOR, n);
    const { partnerId } = POLE_EMPLOI;
    expect((await settle(COORDINATOR, question!, 'LEAD_TO')).status).toBe(422);
    expect((await settle(COORDINATOR, question!, 'LEAD_TO', { partnerId })).status).toBe(422);
    expect(await questionsOn(COORDINATOR, n)).toHaveLength(1);
    const until = addDays(localDateOf(new Date()), 60);
    expect((await settle(COORDINATOR, question!, 'LEAD_TO', { partnerId, until })).body).toMatchObject({
      state: 'SETTLED',
      outcome: 'LEAD_TO',
    });
    const leads = await service.query(
      'select partner_id as "partnerId", origin, end_reason as "endReason" from lead where employer_id = $1 order by starts_at',
      [employerOf(n)],
    );
    expect(leads).toEqual([
      { partnerId: MISSION_LOCALE.partnerId, origin: 'RESERVATION', endReason: 'ARBITRATED' },
      { partnerId, origin: 'ARBITRATION', endReason: null },
    ]);
  });
});

describe('A visit declared under two SIRETs (BR-05)', () => {
  const twice = async () => {
    const [a, b] = [anEmployer(), anEmployer()];
    const seen = { occurredAt: daysAgo(3), receivedAt: daysAgo(1) };
    await service.feed([contactFact(a, MISSION_LOCALE, `two-${a}`, seen)]);
    await service.feed([contactFact(b, MISSION_LOCALE, `two-${a}`, { ...seen, revision: 2 })]);
    const [question] = await questionsOn(agentOf(MISSION_LOCALE), a);
    return { a, b, question: question! };
  };
  const free = async (n: number) =>
    (
      await service
        .http(agentOf(POLE_EMPLOI))
        .get<{ colour: string; nextFreeDate: string | null }>(`/v1/can-i-visit?siret=${siretOf(n)}`)
    ).body;
  const ninetyDaysOn = () => addDays(localDateOf(new Date(daysAgo(3))), 90);

  it('opens a question, and its cool-down protects both establishments meanwhile', async () => {
    const { a, b, question } = await twice();
    expect(question).toMatchObject({ kind: 'DIVERGING_SIRET' });
    const detail = await service.http(keyOf(MISSION_LOCALE)).get(`/v1/conflicts/${question.conflictId}`);
    expect(detail.body).toMatchObject({ otherSiret: siretOf(b) });
    for (const n of [a, b])
      expect(await free(n)).toMatchObject({ colour: 'RED', nextFreeDate: ninetyDaysOn() });
  });

  it('frees the second establishment once its partner says that the first is right', async () => {
    const { a, b, question } = await twice();
    await answer(agentOf(MISSION_LOCALE), question, 'FIRST_SIRET');
    expect((await free(a)).colour).toBe('RED');
    expect((await free(b)).colour).toBe('GREEN');
  });

  it('keeps it protected when the second is right, until the partner has cancelled and declared it there', async () => {
    const { a, b, question } = await twice();
    await answer(agentOf(MISSION_LOCALE), question, 'OTHER_SIRET');
    expect((await free(b)).colour).toBe('RED');
    const seen = { occurredAt: daysAgo(3), receivedAt: daysAgo(0) };
    await service.feed([
      contactFact(a, MISSION_LOCALE, `two-${a}`, { ...seen, revision: 3, status: 'CANCELLED' }),
      contactFact(b, MISSION_LOCALE, `two-${a}-b`, seen),
    ]);
    expect((await free(a)).colour).toBe('GREEN');
    expect(await free(b)).toMatchObject({ colour: 'RED', nextFreeDate: ninetyDaysOn() });
  });

  it('asks nothing any more once the first visit is cancelled (BR-49)', async () => {
    const { a, b } = await twice();
    const seen = { occurredAt: daysAgo(3), receivedAt: daysAgo(0) };
    await service.feed([
      contactFact(a, MISSION_LOCALE, `two-${a}`, { ...seen, revision: 3, status: 'CANCELLED' }),
    ]);
    expect(await questionsOn(agentOf(MISSION_LOCALE), a)).toEqual([]);
    expect((await free(b)).colour).toBe('GREEN');
  });
});

describe('A question that nobody answers', () => {
  it('is decided by the rule after five working days, once, and counted: silence is two visits (BR-46, BR-121)', async () => {
    const { n } = await aDoubt();
    const before = (await desk(COORDINATOR)).counts;
    expect(before.open).toBeGreaterThan(0);
    await service.advance('P12D');
    await service.tick();
    await service.tick();
    const [closed] = await questionsOn(COORDINATOR, n, 'DECIDED_BY_RULE');
    expect(closed).toMatchObject({ outcome: 'SEPARATE', decidedBy: 'RULE' });
    expect((await lastTold(n))[`pe-${n}`]).toMatchObject({ judgement: 'REDUNDANT' });
    const after = (await desk(COORDINATOR)).counts;
    expect([after.open, after.decidedByRule]).toEqual([0, before.open! + before.decidedByRule!]);
  });
});
