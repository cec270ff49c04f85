import { ProspectingModule } from '../../apps/prospecting/src/prospecting.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { draftedPlan, givenTerritory, MANAGER, PLIE_OF_METZ } from './drafted-plan';
import {
  agentOf,
  COORDINATOR,
  contactFact,
  dayFromNow,
  employerOf,
  MISSION_LOCALE,
  type PartnerOfMetz,
  POLE_EMPLOI,
  siretOf,
} from './territory-of-metz';

let service: ServiceUnderTest;
let planId: string;

beforeEach(async () => {
  service = await serviceUnderTest(ProspectingModule);
  await givenTerritory(service);
  planId = await draftedPlan(service);
});
afterEach(() => service.close());

interface Explanation {
  chosen: string | null;
  heldBy: string | null;
  options: {
    unitId: string | null;
    unitName: string;
    partnerName: string;
    value: number;
    price: number;
    net: number;
    terms: { term: string; posts: number; words: string }[];
  }[];
  sentence: string;
  whatWouldChange: string | null;
  reason: string | null;
}
interface Pin {
  pinId: string;
  counts: boolean;
  employer: { siret: string };
  unitName: string;
}

const coordinator = () => service.http(COORDINATOR);
const at = (path: string) => `/v1/plans/${planId}/${path}`;
const explained = async (n: number, caller = COORDINATOR) =>
  service.http(caller).get<Explanation>(at(`explanations?siret=${siretOf(n)}`));
const given = (n: number, { unitId }: PartnerOfMetz, own: object = {}) =>
  coordinator().post<Pin & { type: string }>(at('pins'), {
    siret: siretOf(n),
    unitId,
    kind: 'PIN',
    reason: 'Une action de recrutement y est en cours.',
    until: dayFromNow(60),
    ...own,
  });
const pinsOnBoard = async () => (await coordinator().get<{ pins: Pin[] }>(at('board'))).body.pins;

describe('A pin of the committee (BR-40)', () => {
  it('sends the employer where it says, with its reason and its end, until it is withdrawn', async () => {
    const before = (await explained(21)).body.chosen;
    const to = before === PLIE_OF_METZ.unitId ? MISSION_LOCALE : PLIE_OF_METZ;
    const pin = await given(21, to);
    expect(pin).toMatchObject({ status: 201, body: { counts: true, employer: { siret: siretOf(21) } } });
    expect((await explained(21)).body).toMatchObject({ chosen: to.unitId, heldBy: 'COMMITTEE' });
    expect(await pinsOnBoard()).toHaveLength(1);
    expect((await service.http(COORDINATOR).delete(at(`pins/${pin.body.pinId}`))).status).toBe(200);
    expect((await explained(21)).body.chosen).toBe(before);
    expect(await pinsOnBoard()).toEqual([]);
    expect((await coordinator().delete(at(`pins/${pin.body.pinId}`))).status).toBe(404);
  });

  it('that forbids a pair sends the employer elsewhere or nowhere', async () => {
    const chosen = [MISSION_LOCALE, POLE_EMPLOI, PLIE_OF_METZ];
    const { body } = await explained(3);
    const where = chosen.find((one) => one.unitId === body.chosen)!;
    await given(3, where, { kind: 'FORBID' });
    expect((await explained(3)).body.chosen).not.toBe(where.unitId);
  });

  it('takes the place of another pin of the employer, and of what it contradicts', async () => {
    await given(21, PLIE_OF_METZ, { kind: 'FORBID' });
    await given(21, MISSION_LOCALE);
    await given(21, PLIE_OF_METZ);
    expect((await explained(21)).body.chosen).toBe(PLIE_OF_METZ.unitId);
    expect(await pinsOnBoard()).toHaveLength(1);
  });

  it('no longer counts once ended, and the plan is what it was without it', async () => {
    const before = (await explained(21)).body.chosen;
    const to = before === PLIE_OF_METZ.unitId ? MISSION_LOCALE : PLIE_OF_METZ;
    await given(21, to, { until: dayFromNow(10) });
    await service.advance('P11D');
    await coordinator().post(at('allocate'));
    expect((await explained(21)).body.heldBy).toBeNull();
    expect(await pinsOnBoard()).toMatchObject([{ counts: false }]);
  });

  it('ends within six months, and not before tomorrow', async () => {
    expect((await given(21, PLIE_OF_METZ, { until: dayFromNow(200) })).status).toBe(422);
    expect((await given(21, PLIE_OF_METZ, { until: dayFromNow(0) })).status).toBe(422);
  });

  it('does not override an opposition, before or after it', async () => {
    await given(21, PLIE_OF_METZ);
    await coordinator().post('/v1/opt-outs', { siret: siretOf(21) });
    await coordinator().post(at('allocate'));
    expect((await explained(21)).body).toMatchObject({ chosen: null, reason: 'OPTED_OUT' });
    const again = await given(21, PLIE_OF_METZ);
    expect(again).toMatchObject({ status: 409, body: { type: '/docs/problemes/pin-against-closure' } });
  });

  it('is the coordination’s alone, on a draft alone, on an employer and a structure of the plan', async () => {
    const manager = service.http(MANAGER);
    expect((await manager.post(at('pins'), {})).status).toBe(403);
    expect((await given(999, PLIE_OF_METZ)).status).toBe(404);
    expect((await given(21, { ...PLIE_OF_METZ, unitId: employerOf(1) })).status).toBe(404);
    await coordinator().post(at('submit'));
    expect((await given(21, PLIE_OF_METZ)).status).toBe(409);
  });

  it('begins at the adoption, even where the structure’s visits were all given', async () => {
    const pinned = [20, 21, 22, 25, 30];
    for (const n of pinned) await given(n, PLIE_OF_METZ);
    await adopted();
    const leads = await service.query<{ id: string }>(
      'select employer_id as id from lead where partner_id = $1',
      [PLIE_OF_METZ.partnerId],
    );
    expect(leads.map((one) => one.id)).toEqual(expect.arrayContaining(pinned.map(employerOf)));
  });
});

async function adopted(): Promise<void> {
  await coordinator().post(at('submit'));
  for (const { partnerId } of [MISSION_LOCALE, POLE_EMPLOI])
    await coordinator().post(at('voices'), { partnerId, inFavour: true, remark: 'D’accord.' });
  expect((await coordinator().post(at('adopt'))).status).toBe(200);
}

const ofUnit = async (unitId: string): Promise<number> => {
  const [row] = await service.query<{ id: string }>(
    'select employer_id as id from plan_pair where plan_id = $1 and unit_id = $2 order by 1 limit 1',
    [planId, unitId],
  );
  return Number(row!.id.slice(-12)) - 40_000;
};

describe('An explanation (BR-124)', () => {
  it('gives every structure’s value, price and net, whose terms add up, and where the employer goes', async () => {
    for (const n of [0, 3, 12, 21]) {
      const { options, chosen, sentence, reason } = (await explained(n)).body;
      for (const { value, price, net, terms } of options) {
        expect(terms.reduce((sum, one) => sum + one.posts, 0)).toBeCloseTo(value, 6);
        expect(value - price).toBeCloseTo(net, 6);
      }
      const best = Math.max(...options.map((one) => one.net));
      if (chosen) expect(options.find((one) => one.unitId === chosen)!.net).toBeCloseTo(best, 6);
      else expect([reason, best <= 1e-6]).toEqual(['CAPACITY_EXHAUSTED', true]);
      expect(sentence.length).toBeGreaterThan(20);
    }
  });

  it('is for an agent on its unit’s prospects alone, without the other partners’ names (BR-14, BR-123)', async () => {
    const own = await ofUnit(MISSION_LOCALE.unitId);
    const foreign = await ofUnit(POLE_EMPLOI.unitId);
    for (const caller of [agentOf(MISSION_LOCALE), MANAGER]) {
      expect((await explained(foreign, caller)).status).toBe(404);
      const seen = await explained(own, caller);
      expect(seen).toMatchObject({
        status: 200,
        body: { chosen: MISSION_LOCALE.unitId, whatWouldChange: null },
      });
      expect(JSON.stringify(seen.body)).not.toMatch(/Pôle emploi Metz|PLIE de Metz/);
    }
    const colleague = { ...agentOf(MISSION_LOCALE), unitId: POLE_EMPLOI.unitId };
    expect((await explained(own, colleague)).status).toBe(404);
  });

  it('of an employer in cool-down says so', async () => {
    await service.feed([contactFact(22, PLIE_OF_METZ, 'just-now')]);
    await coordinator().post(at('allocate'));
    expect((await explained(22)).body).toMatchObject({ chosen: null, options: [] });
    expect((await explained(22)).body.reason).toMatch(/COOL_DOWN|CONTACT_BUDGET/);
  });
});

describe('« Pourquoi ce partenaire, ce jour-là ? »', () => {
  const why = (n: number, on: string, caller = COORDINATOR) =>
    service.http(caller).get<Record<string, unknown>>(`/v1/plans/why?siret=${siretOf(n)}&on=${on}`);

  it('is computed again from the frozen inputs of the plan, and agrees with what was recorded', async () => {
    await adopted();
    const n = await ofUnit(MISSION_LOCALE.unitId);
    // What happens afterwards moves nothing of the replay.
    await service.feed([contactFact(n, POLE_EMPLOI, 'later')]);
    expect((await why(n, dayFromNow(1))).body).toMatchObject({
      partnerId: MISSION_LOCALE.partnerId,
      partnerName: MISSION_LOCALE.name,
      origin: 'PLAN',
      planId,
      inputsIntact: true,
      agrees: true,
      explanation: { chosen: MISSION_LOCALE.unitId },
    });
    expect((await why(n, dayFromNow(-3))).body).toMatchObject({
      partnerId: null,
      planId: null,
      agrees: null,
    });
  });

  it('says when the kept inputs were tampered with', async () => {
    await adopted();
    const n = await ofUnit(MISSION_LOCALE.unitId);
    await service.query(`update plan_inputs set inputs = jsonb_set(inputs, '{weights,incumbency}', '40000')`);
    expect((await why(n, dayFromNow(1))).body).toMatchObject({ inputsIntact: false });
  });

  it('of a prospect that the plan left out gives the reason', async () => {
    await adopted();
    const [row] = await service.query<{ id: string }>(
      `select employer_id as id from plan_pair where unassigned = 'CAPACITY_EXHAUSTED' limit 1`,
    );
    const left = Number(row!.id.slice(-12)) - 40_000;
    expect((await why(left, dayFromNow(1))).body).toMatchObject({
      partnerId: null,
      planId,
      unassigned: 'CAPACITY_EXHAUSTED',
      agrees: true,
    });
  });

  it('is answered to a partner on what it led itself alone (BR-123)', async () => {
    await adopted();
    const own = await ofUnit(MISSION_LOCALE.unitId);
    expect((await why(own, dayFromNow(1), agentOf(MISSION_LOCALE))).status).toBe(200);
    expect((await why(own, dayFromNow(1), agentOf(POLE_EMPLOI))).status).toBe(404);
    const elsewhere = { ...COORDINATOR, territoryId: POLE_EMPLOI.partnerId };
    expect((await why(own, dayFromNow(1), elsewhere)).status).toBe(404);
  });
});

describe('The body’s voices', () => {
  it('are recorded with a remark, which the committee reads and agents do not', async () => {
    await coordinator().post(at('submit'));
    const voice = { inFavour: false, remark: 'Trop peu de visites à Woippy.' };
    await service.http(MANAGER).post(at('voices'), voice);
    const board = (await coordinator().get<{ voices: object[] }>(at('board'))).body;
    expect(board.voices).toMatchObject([
      { partnerName: MISSION_LOCALE.name, kind: 'MISSION_LOCALE', ...voice },
      { partnerName: POLE_EMPLOI.name, inFavour: null },
      { inFavour: null },
    ]);
    const agent = await service.http(agentOf(POLE_EMPLOI)).get(`/v1/plans/${planId}`);
    expect(JSON.stringify(agent.body)).not.toContain('Woippy');
    expect(JSON.stringify(await service.told())).not.toContain('Woippy');
  });
});
