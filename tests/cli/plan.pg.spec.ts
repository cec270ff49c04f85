import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Command } from 'commander';
import { planCommand } from '../../apps/cli/src/commands/plan';
import { ProspectingModule } from '../../apps/prospecting/src/prospecting.module';
import { draftedPlan, givenTerritory } from '../prospecting/drafted-plan';
import { dayFromNow, MISSION_LOCALE, POLE_EMPLOI, siretOf } from '../prospecting/territory-of-metz';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';

let service: ServiceUnderTest;
let door: Server;
let planId: string;
let out: string[];
let kept: { url?: string; key?: string };

/** The gateway’s place: whoever has the operator’s key is the operator. */
function operatorDoor(): Server {
  return createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      void answered(request, body).then(({ status, body: told }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(told));
      });
    });
  });
}

async function answered({ method, url = '/', headers }: IncomingMessage, body: string) {
  if (headers.authorization !== 'Bearer operator_key') return { status: 401, body: {} };
  const operator = service.http({ territoryId: null });
  return method === 'POST' ? operator.post(url, JSON.parse(body || '{}') as object) : operator.get(url);
}

beforeAll(async () => {
  service = await serviceUnderTest(ProspectingModule);
  await givenTerritory(service);
  planId = await draftedPlan(service, 'Plan du trimestre');
  door = operatorDoor();
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  kept = { url: process.env.CONCERTO_URL, key: process.env.CONCERTO_OPERATOR_KEY };
  process.env.CONCERTO_URL = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  process.env.CONCERTO_OPERATOR_KEY = 'operator_key';
});
beforeEach(() => {
  out = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
  for (const [name, value] of [
    ['CONCERTO_URL', kept.url],
    ['CONCERTO_OPERATOR_KEY', kept.key],
  ] as const)
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  await new Promise((resolve) => door.close(resolve));
  await service.close();
});

async function concerto(...words: string[]): Promise<string> {
  const program = new Command('concerto').exitOverride();
  planCommand(program);
  await program.parseAsync(['plan', ...words], { from: 'user' });
  return out.join('');
}
const asJson = async <T>(...words: string[]): Promise<T> =>
  JSON.parse(await concerto(...words, '--json')) as T;
const aSiretOf = async (unitId: string): Promise<string> =>
  (
    await service.query<{ siret: string }>(
      'select siret from plan_pair join employer_ref using (employer_id) where unit_id = $1 limit 1',
      [unitId],
    )
  )[0]!.siret;

describe('concerto plan', () => {
  it('lists the plans', async () => {
    expect(await concerto('ls')).toMatch(new RegExp(`^${planId}  DRAFT .*Plan du trimestre`));
  });

  it('simulates other rules on the draft, for people and for programs, and saves nothing', async () => {
    const asked = ['simulate', '--floor', 'HIDDEN=80', '--capacity', `${POLE_EMPLOI.unitId}=3`];
    const { board, diff } = await asJson<{
      board: { rules: { floors: object[] }; structures: { unitId: string; capacity: number }[] };
      diff: { left: number };
    }>(...asked);
    expect(board.rules.floors).toContainEqual(expect.objectContaining({ segment: 'HIDDEN', percent: 80 }));
    expect(board.structures.find((one) => one.unitId === POLE_EMPLOI.unitId)?.capacity).toBe(3);
    expect(diff.left).toBeGreaterThan(0);
    out = [];
    expect(await concerto(...asked)).toMatch(/optimal, écart 0.*Marché caché.*toutes les règles ensemble/s);
    expect(await service.query('select * from plan_scenario')).toEqual([]);
  });

  it('saves a scenario when asked to, and compares it with the plan', async () => {
    const { scenarioId } = await asJson<{ scenarioId: string }>(
      'simulate',
      '--plan',
      planId,
      '--floor',
      'HIDDEN=80',
      '--save',
      'Plus de marché caché',
    );
    out = [];
    const diff = await asJson<{ unchanged: number }>('diff', 'current', scenarioId);
    expect(diff.unchanged).toBeGreaterThan(0);
    out = [];
    expect(await concerto('diff', 'current', scenarioId, '--plan', planId)).toMatch(
      /inchangés.*postes avant/s,
    );
  });

  it('tells a refusal in the service’s own sentence', async () => {
    await expect(concerto('simulate', '--floor', 'HIDDEN=140')).rejects.toThrow('entre 0 et 100 %');
    await expect(concerto('explain', '00000000000000')).rejects.toThrow();
  });

  it('explains an employer, adopts the plan, then says why on a day', async () => {
    const siret = await aSiretOf(MISSION_LOCALE.unitId);
    expect(await concerto('explain', siret)).toMatch(/→ Antenne de Mission locale de Metz/);
    await expect(concerto('adopt', planId)).rejects.toThrow('Seul un plan soumis peut être adopté.');
    const operator = service.http({});
    await operator.post(`/v1/plans/${planId}/submit`);
    for (const { partnerId } of [MISSION_LOCALE, POLE_EMPLOI])
      await operator.post(`/v1/plans/${planId}/voices`, { partnerId, inFavour: true });
    out = [];
    expect(await asJson<object>('adopt', planId)).toMatchObject({ state: 'RUNNING' });
    out = [];
    expect(await concerto('why', siret, '--on', dayFromNow(1))).toMatch(
      /Mission locale de Metz menait cet employeur.*le plan décide de même.*intactes/s,
    );
    out = [];
    expect(await concerto('why', siretOf(3), '--on', dayFromNow(-9))).toMatch(/Personne ne menait/);
  });
});
