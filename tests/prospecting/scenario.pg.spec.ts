import { factOf } from '#contracts/contract';
import { EmployerChanged, EmployerClosed } from '#contracts/segmentation';
import { ProspectingModule } from '../../apps/prospecting/src/prospecting.module';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import { draftedPlan, givenTerritory, MANAGER, PILOT, profileOf } from './drafted-plan';
import { agentOf, COORDINATOR, employerOf, MISSION_LOCALE, POLE_EMPLOI, siretOf } from './territory-of-metz';

let service: ServiceUnderTest;
let planId: string;

beforeAll(async () => {
  service = await serviceUnderTest(ProspectingModule);
  await givenTerritory(service);
});
beforeEach(async () => {
  planId = await draftedPlan(service);
});
afterAll(() => service.close());

interface Board {
  value: number;
  inputsHash: string;
  certificate: { primal: number; dual: number };
  rules: { floors: { segment: string; percent: number }[]; ceilings: object[]; coverage: object[] };
  segments: { segment: string; name: string; prospects: number; assigned: number }[];
  structures: {
    unitId: string;
    capacity: number;
    assigned: number;
    fewer: number;
    more: number;
    cells: { segment: string; assigned: number; floor: number | null; ceiling: number | null }[];
  }[];
  quotaPrices: { rule: string; pricePercent: number }[];
  warnings: { code: string }[];
}
interface Diff {
  unchanged: number;
  moved: number;
  entered: number;
  left: number;
  hiddenMarketMore: number;
  postsBefore: number;
  postsAfter: number;
  lines: { from: { unitId: string } | null; to: { unitId: string } | null }[];
}
interface Problem {
  type: string;
  detail: string;
  errors?: { pointer: string; detail: string }[];
}

const coordinator = () => service.http(COORDINATOR);
const at = (path: string) => `/v1/plans/${planId}/${path}`;
const board = async (): Promise<Board> => (await coordinator().get<Board>(at('board'))).body;
const floor = (percent: number) => ({
  floors: [
    { segment: 'HIDDEN', percent },
    { segment: 'LARGE', percent: 5 },
  ],
  floorPenalty: 1,
});
const simulated = async (body: object) =>
  (await coordinator().post<{ board: Board; diff: Diff }>(at('simulate'), body)).body;
const hidden = ({ segments }: Board) => segments.find((one) => one.segment === 'HIDDEN')!.assigned;

describe('The board of a draft', () => {
  it('shows structures and segments under the policy’s rules, with a proof and the price of each rule', async () => {
    const { certificate, rules, segments, structures, quotaPrices } = await board();
    expect(certificate.primal).toBe(certificate.dual);
    expect(rules).toMatchObject({
      floors: [
        { segment: 'HIDDEN', percent: 35 },
        { segment: 'LARGE', percent: 5 },
      ],
      ceilings: [{ segment: 'LARGE', percent: 30 }],
      coverage: [{ territoryClass: 'RURAL', percent: 12 }],
    });
    expect(segments.reduce((sum, one) => sum + one.prospects, 0)).toBe(40);
    expect(structures.map((one) => one.capacity)).toEqual([8, 11, 2]);
    for (const { cells, assigned, fewer, more } of structures) {
      expect(cells.reduce((sum, cell) => sum + cell.assigned, 0)).toBe(assigned);
      expect(fewer).toBeGreaterThanOrEqual(more);
      const large = cells.find((cell) => cell.segment === 'LARGE')!;
      expect(large.assigned).toBeLessThanOrEqual(large.ceiling!);
    }
    expect(quotaPrices.map((one) => one.rule)).toEqual(['FLOOR', 'FLOOR', 'CEILING', 'COVERAGE', 'ALL']);
  });

  it('stays what it was when employers move, and shows how far they moved (BR-12)', async () => {
    const before = await board();
    expect(before).toMatchObject({ drift: { closed: 0, left: 0, resized: 0, newSegmentation: false } });
    await service.feed([
      factOf(EmployerChanged, employerOf(39), { ...profileOf(39), headcountBand: '32' }),
      factOf(EmployerClosed, employerOf(38), {
        employerId: employerOf(38),
        siret: siretOf(38),
        confirmed: true,
      }),
    ]);
    const after = await board();
    expect(after).toMatchObject({ drift: { closed: 1, left: 0, resized: 1 } });
    expect([after.value, after.inputsHash]).toEqual([before.value, before.inputsHash]);
    await service.feed([factOf(EmployerChanged, employerOf(39), profileOf(39))]);
    await service.feed([factOf(EmployerChanged, employerOf(38), profileOf(38))]);
  });

  it('gives every prospect without visit its reason', async () => {
    const { body } = await coordinator().get<Record<string, unknown>>(at('board'));
    expect(body.unassignedByReason).toEqual({ CAPACITY_EXHAUSTED: 19 });
  });
});

describe('A simulation', () => {
  it('plans again under other rules, tells what changes, and saves nothing', async () => {
    const before = await board();
    const { board: tried, diff } = await simulated({ rules: floor(90) });
    expect(hidden(tried)).toBeGreaterThan(hidden(before));
    expect(diff.hiddenMarketMore).toBe(hidden(tried) - hidden(before));
    expect(diff.postsAfter).toBeLessThanOrEqual(diff.postsBefore);
    expect(diff.unchanged + diff.moved + diff.left).toBe(21);
    expect(diff.lines).toHaveLength(diff.moved + diff.entered + diff.left);
    expect(await board()).toMatchObject({ value: before.value, inputsHash: before.inputsHash });
  });

  it('counts with other visits of a structure', async () => {
    const capacities = [{ unitId: POLE_EMPLOI.unitId, visits: 3 }];
    const { board: tried, diff } = await simulated({ capacities });
    expect(tried.structures.find((one) => one.unitId === POLE_EMPLOI.unitId)).toMatchObject({
      capacity: 3,
      assigned: 3,
    });
    expect(diff.left - diff.entered).toBe(8);
  });

  it('answers a wish that nobody can meet by a plan with its shortfall, and says so', async () => {
    const { board: tried } = await simulated({
      rules: floor(100),
      capacities: [{ unitId: POLE_EMPLOI.unitId, visits: 40 }],
    });
    expect(tried.warnings.map((one) => one.code)).toContain('FLOOR_ABOVE_SUPPLY');
    expect(tried.certificate.primal).toBe(tried.certificate.dual);
  });

  it.each([
    [
      'a negative capacity',
      { capacities: [{ unitId: POLE_EMPLOI.unitId, visits: -1 }] },
      '/capacities/0/visits',
    ],
    [
      'a structure of another plan',
      { capacities: [{ unitId: employerOf(1), visits: 1 }] },
      '/capacities/0/unitId',
    ],
    [
      'two floors of one segment',
      {
        rules: {
          floors: [
            { segment: 'HIDDEN', percent: 30 },
            { segment: 'HIDDEN', percent: 40 },
          ],
        },
      },
      '/rules/floors/1',
    ],
    [
      'a floor above its ceiling',
      { rules: { floors: [{ segment: 'LARGE', percent: 40 }] } },
      '/rules/floors/0/percent',
    ],
    ['a share over 100 %', { rules: floor(140) }, '/rules/floors/0/percent'],
    [
      'a segment that no plan has',
      { rules: { floors: [{ segment: 'TINY', percent: 10 }] } },
      '/rules/floors/0/segment',
    ],
    [
      'an employer that is no prospect',
      { pins: [{ employerId: employerOf(999), unitId: POLE_EMPLOI.unitId }] },
      '/pins/0/employerId',
    ],
  ])('refuses %s, and names it', async (_, body, pointer) => {
    const answer = await coordinator().post<Problem>(at('simulate'), body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.map((one) => one.pointer)).toContain(pointer);
  });
});

describe('A scenario', () => {
  const saved = async (name: string, body: object): Promise<string> =>
    (await coordinator().post<{ scenarioId: string }>(at('scenarios'), { name, ...body })).body.scenarioId;

  it('is saved, read again, commented, and compared with the plan and with another one', async () => {
    const more = await saved('Marché caché à 90 %', { rules: floor(90) });
    const less = await saved('Sans plancher', { rules: floor(0) });
    await service
      .http(MANAGER)
      .post(at(`scenarios/${more}/comments`), { text: 'D’accord avec ce plancher.' });
    const { items } = (await coordinator().get<{ items: Record<string, unknown>[] }>(at('scenarios'))).body;
    expect(items).toMatchObject([
      {
        scenarioId: more,
        name: 'Marché caché à 90 %',
        stale: false,
        comments: [{ text: 'D’accord avec ce plancher.', by: MISSION_LOCALE.name }],
      },
      { scenarioId: less, comments: [] },
    ]);
    const diff = async (from: string, to: string): Promise<Diff> =>
      (await coordinator().get<Diff>(at(`diff?from=${from}&to=${to}`))).body;
    const forth = await diff(less, more);
    expect(forth.hiddenMarketMore + (await diff(more, less)).hiddenMarketMore).toBe(0);
    expect((await diff('current', more)).hiddenMarketMore).toBeGreaterThan(0);
    const tried = (await coordinator().get<Board>(at(`board?scenarioId=${more}`))).body;
    expect(tried.rules.floors[0]).toMatchObject({ segment: 'HIDDEN', percent: 90 });
  });

  it('that is retained gives its rules and capacities to the draft, on the same evidence', async () => {
    const before = await board();
    const scenario = { rules: floor(90), capacities: [{ unitId: MISSION_LOCALE.unitId, visits: 4 }] };
    const id = await saved('À retenir', scenario);
    expect((await coordinator().post(at(`scenarios/${id}/retain`))).status).toBe(200);
    const after = await board();
    expect(after.inputsHash).not.toBe(before.inputsHash);
    expect(after.rules.floors[0]).toMatchObject({ percent: 90 });
    expect(after.structures.find((one) => one.unitId === MISSION_LOCALE.unitId)!.capacity).toBe(4);
    expect((await coordinator().get<{ items: object[] }>(at('scenarios'))).body.items).toMatchObject([
      { stale: true },
    ]);
    // A new gathering keeps what the committee wishes.
    await coordinator().post(at('allocate'));
    expect((await board()).rules.floors[0]).toMatchObject({ percent: 90 });
  });

  it('cannot be saved once the plan is submitted: nothing moves under the eyes of the body', async () => {
    await coordinator().post(at('submit'));
    const late = await coordinator().post<Problem>(at('scenarios'), { name: 'Trop tard', rules: floor(50) });
    expect(late).toMatchObject({ status: 409, body: { type: '/docs/problemes/plan-state' } });
    expect((await coordinator().post(at('simulate'), { rules: floor(50) })).status).toBe(200);
  });
});

describe('Who may do what (BR-123)', () => {
  it('agents neither read the board nor simulate; managers and pilots read, and save nothing', async () => {
    const agent = service.http(agentOf(MISSION_LOCALE));
    expect((await agent.get(at('board'))).status).toBe(403);
    expect((await agent.post(at('simulate'), {})).status).toBe(403);
    for (const reader of [service.http(MANAGER), service.http(PILOT)]) {
      expect((await reader.get(at('board'))).status).toBe(200);
      expect((await reader.post(at('scenarios'), { name: 'Essai', rules: floor(40) })).status).toBe(403);
    }
  });

  it('a manager reads of a difference the lines of its own partner, and no other partner’s side of them', async () => {
    const { diff } = (await service.http(MANAGER).post<{ diff: Diff }>(at('simulate'), { rules: floor(90) }))
      .body;
    const sides = diff.lines.flatMap(({ from, to }) => [from?.unitId, to?.unitId]);
    expect(new Set(sides.filter(Boolean))).toEqual(new Set([MISSION_LOCALE.unitId]));
  });

  it('a plan of another territory does not exist', async () => {
    const elsewhere = service.http({ ...COORDINATOR, territoryId: POLE_EMPLOI.partnerId });
    for (const path of ['board', 'scenarios', 'diff'])
      expect((await elsewhere.get(at(path))).status).toBe(404);
    expect((await elsewhere.post(at('simulate'), {})).status).toBe(404);
    expect((await elsewhere.post(at('scenarios'), { name: 'Essai' })).status).toBe(404);
  });
});
