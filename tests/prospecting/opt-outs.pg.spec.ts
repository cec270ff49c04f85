import { DataSource } from 'typeorm';
import { RecontactClosed, RecontactDue, RecontactWithdrawn } from '#contracts/bmo';
import { factOf } from '#contracts/contract';
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
  keyOf,
  knownFact,
  MISSION_LOCALE,
  POLE_EMPLOI,
  partnerFacts,
  siretOf,
  territoryFacts,
} from './territory-of-metz';

let service: ServiceUnderTest;
let next = 0;

beforeAll(async () => {
  service = await serviceUnderTest(ProspectingModule);
  await service.feed([
    ...territoryFacts([MISSION_LOCALE]),
    ...partnerFacts(MISSION_LOCALE, 'MISSION_LOCALE', 12),
    ...partnerFacts(POLE_EMPLOI, 'POLE_EMPLOI', 12),
    ...Array.from({ length: 30 }, (_, n) => employerFact(n)),
  ]);
});
afterAll(() => service.close());

const anEmployer = (): number => next++;
const agent = (partner = MISSION_LOCALE) => service.http(agentOf(partner));
const light = async (n: number, partner = POLE_EMPLOI) =>
  (await agent(partner).get<{ colour: string }>(`/v1/can-i-visit?siret=${siretOf(n)}`)).body.colour;
const reserve = (n: number, partner = MISSION_LOCALE) =>
  agent(partner).post(`/v1/can-i-visit?siret=${siretOf(n)}`);
const told = async (type: string, n: number) =>
  (await service.told(type)).filter((fact) => fact.key === employerOf(n)).map((fact) => fact.payload);

describe('An employer’s opposition', () => {
  it('ends the lead at once and turns every light red (BR-110)', async () => {
    const n = anEmployer();
    await reserve(n);
    const answer = await agent(POLE_EMPLOI).post<{ optOutId: string }>('/v1/opt-outs', { siret: siretOf(n) });
    expect(answer.status).toBe(201);
    expect(await told('LeadEnded.v1', n)).toMatchObject([{ reason: 'OPTED_OUT' }]);
    expect(await told('OptOutRecorded.v1', n)).toMatchObject([{ purpose: 'PROSPECTING', partnerId: null }]);
    expect([await light(n, MISSION_LOCALE), await light(n, POLE_EMPLOI)]).toEqual(['RED', 'RED']);
    expect((await reserve(n)).status).toBe(409);
  });

  it('to one partner leaves the others free', async () => {
    const n = anEmployer();
    await reserve(n);
    await agent().post('/v1/opt-outs', { siret: siretOf(n), partnerId: MISSION_LOCALE.partnerId });
    expect([await light(n, MISSION_LOCALE), await light(n, POLE_EMPLOI)]).toEqual(['RED', 'GREEN']);
  });

  it('of the whole legal unit holds for each of its sites', async () => {
    const n = anEmployer();
    await agent().post('/v1/opt-outs', { siret: siretOf(n), level: 'SIREN' });
    expect(await light(n)).toBe('RED');
  });

  it('stands before the employer is known, and is told once it is (BR-111)', async () => {
    const n = 100;
    await agent().post('/v1/opt-outs', { siret: siretOf(n), purpose: 'ALL' });
    expect(await light(n)).toBe('RED');
    expect(await told('OptOutRecorded.v1', n)).toEqual([]);
    await service.feed([employerFact(n)]);
    expect(await told('OptOutRecorded.v1', n)).toMatchObject([{ purpose: 'ALL' }]);
    expect(await light(n)).toBe('RED');
    const [kept] = await service.query<{ subject_hash: string }>(
      'select subject_hash from opt_out where employer_id = $1',
      [employerOf(n)],
    );
    expect(kept!.subject_hash).not.toContain(siretOf(n));
  });

  it('is lifted on the employer’s own request, with its proof, by whoever recorded it or the coordination (BR-111)', async () => {
    const n = anEmployer();
    const { optOutId } = (
      await agent(POLE_EMPLOI).post<{ optOutId: string }>('/v1/opt-outs', { siret: siretOf(n) })
    ).body;
    const manager = service.http({ ...agentOf(MISSION_LOCALE), roles: ['UNIT_MANAGER'] });
    expect((await manager.delete(`/v1/opt-outs/${optOutId}?proof=courrier`)).status).toBe(404);
    expect((await service.http(COORDINATOR).delete(`/v1/opt-outs/${optOutId}`)).status).toBe(422);
    expect(
      (await service.http(COORDINATOR).delete(`/v1/opt-outs/${optOutId}?proof=courrier-12`)).status,
    ).toBe(204);
    expect(await told('OptOutLifted.v1', n)).toHaveLength(1);
    expect(await light(n)).toBe('GREEN');
  });
});

describe('A BMO recontact', () => {
  const due = (n: number, k: number, own: Partial<RecontactDue> = {}) =>
    factOf(RecontactDue, employerOf(n), {
      recontactId: id(80_000 + k),
      employerId: employerOf(n),
      campaignId: id(81_000),
      fapCode: 'T4Z62',
      positions: 2,
      seasonal: false,
      difficult: true,
      dueAt: new Date().toISOString(),
      ...own,
    });

  it('goes to the partner that leads the employer (BR-55)', async () => {
    const n = anEmployer();
    await reserve(n);
    await service.feed([due(n, n)]);
    expect(await told('RecontactAssigned.v1', n)).toMatchObject([
      { partnerId: MISSION_LOCALE.partnerId, callOnly: false },
    ]);
  });

  it('goes, when nobody leads, to the partner that knows the employer best, with a lead (BR-55)', async () => {
    const n = anEmployer();
    await service.feed([knownFact(n, POLE_EMPLOI)]);
    await service.feed([due(n, n)]);
    expect(await told('LeadGranted.v1', n)).toMatchObject([
      { partnerId: POLE_EMPLOI.partnerId, origin: 'RECONTACT' },
    ]);
    expect(await told('RecontactAssigned.v1', n)).toMatchObject([{ partnerId: POLE_EMPLOI.partnerId }]);
    const list = await agent(POLE_EMPLOI).get<{
      items: { employer: { employerId: string }; recontact: object }[];
    }>('/v1/worklist');
    const item = list.body.items.find((one) => one.employer.employerId === employerOf(n));
    expect(item?.recontact).toMatchObject({ recontactId: id(80_000 + n), positions: 2, fapCode: 'T4Z62' });
  });

  it('waits for the end of the cool-down, or is a call when the hiring month comes first (BR-55)', async () => {
    const [a, b] = [anEmployer(), anEmployer()];
    await service.feed([a, b].map((n) => contactFact(n, MISSION_LOCALE, `v${n}`)));
    await service.feed([due(a, a), due(b, b, { hiringMonth: dayFromNow(10) })]);
    const [waits] = await told('RecontactAssigned.v1', a);
    expect(waits).toMatchObject({ partnerId: MISSION_LOCALE.partnerId, callOnly: false });
    expect(String(waits!.notBefore) > dayFromNow(28)).toBe(true);
    expect(await told('RecontactAssigned.v1', b)).toMatchObject([{ callOnly: true }]);
  });

  it('follows the prospect to the next partner when it is declined', async () => {
    const n = anEmployer();
    await service.feed([knownFact(n, MISSION_LOCALE), due(n, n)]);
    const [lead] = await service.query<{ id: string }>(
      'select lead_id as id from lead where employer_id = $1',
      [employerOf(n)],
    );
    expect((await agent().post(`/v1/leads/${lead!.id}/decline`, { reason: 'NO_CAPACITY' })).status).toBe(200);
    expect((await told('RecontactAssigned.v1', n)).map((one) => one.partnerId)).toEqual([
      MISSION_LOCALE.partnerId,
      POLE_EMPLOI.partnerId,
    ]);
  });

  it('withdrawn or closed is erased, and the lead that stood for it alone ends (BR-53)', async () => {
    const [a, b] = [anEmployer(), anEmployer()];
    await service.feed([due(a, a), due(b, b)]);
    const at = new Date().toISOString();
    await service.feed([
      factOf(RecontactWithdrawn, employerOf(a), {
        recontactId: id(80_000 + a),
        employerId: employerOf(a),
        withdrawnAt: at,
      }),
      factOf(RecontactClosed, employerOf(b), {
        recontactId: id(80_000 + b),
        employerId: employerOf(b),
        campaignId: id(81_000),
        outcome: 'HIRED',
        hired: 1,
        stillOpen: 0,
        closedAt: at,
      }),
    ]);
    const left = 'select 1 from recontact where employer_id = any($1::uuid[])';
    expect(await service.query(left, [[employerOf(a), employerOf(b)]])).toEqual([]);
    expect(await told('LeadEnded.v1', a)).toMatchObject([{ reason: 'RECONTACT_OVER' }]);
    expect(await told('LeadEnded.v1', b)).toMatchObject([{ reason: 'RECONTACT_OVER' }]);
  });

  it('of an employer that opposes recontacts is assigned to nobody', async () => {
    const n = anEmployer();
    await agent().post('/v1/opt-outs', { siret: siretOf(n), purpose: 'BMO_RECONTACT' });
    await service.feed([due(n, n)]);
    expect(await told('RecontactAssigned.v1', n)).toEqual([]);
  });
});

describe('A partner’s software that reads its assignments', () => {
  interface Page {
    items: { kind: string; leadId: string }[];
    next: string;
    more: boolean;
  }
  const read = (cursor: string | null, limit = 2, partner = MISSION_LOCALE) =>
    service
      .http(keyOf(partner))
      .get<Page>(`/v1/assignments?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);

  async function all(partner = MISSION_LOCALE): Promise<string[]> {
    const seen: string[] = [];
    let cursor: string | null = null;
    for (;;) {
      const { body } = await read(cursor, 2, partner);
      seen.push(...body.items.map((one) => `${one.kind} ${one.leadId}`));
      cursor = body.next;
      if (!body.more) return seen;
    }
  }

  it('receives each beginning and end once, in order, whatever is written meanwhile', async () => {
    const first = await all();
    const { body } = await read(null, 1000);
    const n = anEmployer();
    await reserve(n, POLE_EMPLOI);
    await agent(POLE_EMPLOI).post('/v1/opt-outs', { siret: siretOf(n) });
    expect(await all()).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
    expect((await read(body.next)).body.items).toEqual([]);
    expect((await read('not-a-cursor')).status).toBe(422);
    expect((await read(null)).headers.link).toMatch(/^<\/v1\/assignments\?cursor=.+>; rel="next"$/);
  });

  it('receives nothing of another partner', async () => {
    const own = new Set(await all(MISSION_LOCALE));
    expect((await all(POLE_EMPLOI)).filter((one) => own.has(one))).toEqual([]);
  });

  it('does not pass over what an older transaction commits late', async () => {
    const before = (await read(null, 1000)).body.next;
    const open = service.app.get(DataSource).createQueryRunner();
    await open.startTransaction();
    await open.query(
      `insert into assignment_event (partner_id, lead_id, kind, at)
        select partner_id, lead_id, 'GRANTED', now() from lead where partner_id = $1 limit 1`,
      [MISSION_LOCALE.partnerId],
    );
    await reserve(anEmployer());
    const meanwhile = await read(before, 1000);
    await open.commitTransaction();
    await open.release();
    const after = await read(meanwhile.body.next, 1000);
    expect([...meanwhile.body.items, ...after.body.items]).toHaveLength(2);
  });
});
