import { BmoModule } from '../../apps/bmo/src/bmo.module';
import type { RecontactAnswer } from '../../apps/bmo/src/recontacts.forms';
import { type ServiceUnderTest, serviceUnderTest } from '../support/service-under-test';
import {
  anEmployer,
  assignedTo,
  employerIdOf,
  idOf,
  importing,
  intentions,
  MISSION_LOCALE,
  machine,
  PLIE,
  person,
  siretOf,
  TERRITORY,
  theTerritory,
} from './survey';

const agent = person('AGENT', PLIE, idOf('unit'));

describe('A communicable intention', () => {
  let service: ServiceUnderTest;

  beforeEach(async () => {
    service = await serviceUnderTest(BmoModule);
    await service.feed([theTerritory(), anEmployer(1), anEmployer(2), anEmployer(3, null)]);
  });
  afterEach(() => service.close());

  const told = async (type: string) => (await service.told(`${type}.v1`)).map(({ payload }) => payload);
  const answer = (index: number, communicable = 'oui') =>
    `R-${index};${siretOf(index)};L1X60;3;non;oui;;${communicable}`;

  /** Imports one answer, lets it fall due and has it assigned. */
  async function assigned(unitId: string | null = idOf('unit')): Promise<string> {
    await importing(service, intentions(answer(1)));
    // Past the turn of the year, whatever the day: a correction still goes into the survey under way.
    await service.advance('P61D');
    await service.tick();
    const [due] = await told('RecontactDue');
    const recontactId = due!.recontactId as string;
    await service.feed([assignedTo(recontactId, employerIdOf(1), PLIE, unitId)]);
    return recontactId;
  }

  test('is told when its day has come, once, and never before', async () => {
    const { done } = await importing(service, intentions(answer(1), answer(2, 'non'), answer(3)));
    expect(done).toMatchObject({ read: 3, new: 2, outside: 1 });
    await service.tick();
    expect(await told('RecontactDue')).toEqual([]);
    await service.advance('P59D');
    await service.tick();
    expect(await told('RecontactDue')).toEqual([]);
    await service.advance('P2D');
    await service.tick();
    await service.tick();
    expect(await told('RecontactDue')).toEqual([
      expect.objectContaining({
        employerId: employerIdOf(1),
        fapCode: 'L1X60',
        positions: 3,
        difficult: true,
      }),
    ]);
  });

  test('waits for an employer that is not known yet', async () => {
    await importing(service, intentions(answer(9)));
    await service.advance('P61D');
    await service.tick();
    expect(await told('RecontactDue')).toEqual([]);
    await service.feed([anEmployer(9)]);
    await service.tick();
    expect(await told('RecontactDue')).toHaveLength(1);
  });

  test('that is in the file again changes nothing', async () => {
    await importing(service, intentions(answer(1), answer(2, 'non')));
    const again = await importing(service, intentions(answer(2, 'non'), answer(1)));
    expect(again.done).toMatchObject({ read: 2, new: 0, changed: 0, same: 2 });
  });

  test('is recontacted by the partner that prospecting chose, whose unit reports the outcome', async () => {
    const recontactId = await assigned();
    const list = await service.http(agent).get<{ items: RecontactAnswer[] }>('/v1/recontacts');
    expect(list.body.items).toEqual([
      expect.objectContaining({ recontactId, state: 'ASSIGNED', fapCode: 'L1X60', positions: 3 }),
    ]);
    const closed = await service.http(agent).post<RecontactAnswer>(`/v1/recontacts/${recontactId}/outcome`, {
      outcome: 'STILL_OPEN',
      stillOpen: 2,
    });
    expect(closed.status).toBe(200);
    expect(closed.body).toMatchObject({ state: 'CLOSED', outcome: 'STILL_OPEN', stillOpen: 2 });
    expect(await told('PositionFoundOpen')).toEqual([
      expect.objectContaining({ recontactId, partnerId: PLIE, unitId: idOf('unit'), positions: 2 }),
    ]);
    expect((await service.http(agent).get<{ items: [] }>('/v1/recontacts')).body.items).toEqual([]);
    expect(
      (await service.http(agent).get<{ items: [] }>('/v1/recontacts?state=CLOSED')).body.items,
    ).toHaveLength(1);
    const twice = await service
      .http(agent)
      .post(`/v1/recontacts/${recontactId}/outcome`, { outcome: 'DROPPED' });
    expect(twice.status).toBe(409);
  });

  test('is reported once when the same report is sent twice with its key', async () => {
    const recontactId = await assigned();
    const send = () =>
      service
        .http(agent)
        .post(
          `/v1/recontacts/${recontactId}/outcome`,
          { outcome: 'HIRED', hired: 3 },
          { 'idempotency-key': 'k-1' },
        );
    expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
    expect(await told('RecontactClosed')).toHaveLength(1);
  });

  test('does not exist for another partner, another unit, or an agent without one', async () => {
    const recontactId = await assigned();
    const strangers = [
      person('AGENT', MISSION_LOCALE, idOf('unit')),
      person('UNIT_MANAGER', MISSION_LOCALE),
      person('AGENT', PLIE, idOf('other unit')),
      person('AGENT', PLIE),
      machine(MISSION_LOCALE, 'bmo:read', 'bmo:write'),
    ];
    for (const stranger of strangers) {
      const http = service.http(stranger);
      expect((await http.get<{ items: [] }>('/v1/recontacts')).body.items).toEqual([]);
      expect((await http.get(`/v1/recontacts/${recontactId}`)).status).toBe(404);
      for (const [path, body] of [
        ['attempts', {}],
        ['outcome', { outcome: 'DROPPED' }],
        ['withdraw', undefined],
      ] as const)
        expect((await http.post(`/v1/recontacts/${recontactId}/${path}`, body)).status).toBe(404);
    }
    const seen = [
      person('UNIT_MANAGER', PLIE),
      machine(PLIE, 'bmo:read'),
      person('COORDINATOR', null),
      agent,
    ];
    for (const caller of seen)
      expect((await service.http(caller).get(`/v1/recontacts/${recontactId}`)).status).toBe(200);
    expect((await service.http(machine(PLIE, 'visits:write')).get('/v1/recontacts')).status).toBe(403);
    expect((await service.http(null).get('/v1/recontacts')).status).toBe(401);
  });

  test('becomes unreachable on the third day of attempts', async () => {
    const recontactId = await assigned();
    const attempt = () =>
      service.http(agent).post<RecontactAnswer>(`/v1/recontacts/${recontactId}/attempts`, {});
    await attempt();
    expect((await attempt()).body.attempts).toHaveLength(1);
    await service.advance('P1D');
    await attempt();
    await service.advance('P1D');
    expect((await attempt()).body).toMatchObject({ state: 'CLOSED', outcome: 'UNREACHABLE' });
    expect(await told('RecontactClosed')).toEqual([expect.objectContaining({ outcome: 'UNREACHABLE' })]);
  });

  test('is forgotten at once when its respondent takes the consent back, and does not come again', async () => {
    const recontactId = await assigned();
    expect((await service.http(agent).post(`/v1/recontacts/${recontactId}/withdraw`)).status).toBe(204);
    expect(await told('RecontactWithdrawn')).toEqual([expect.objectContaining({ recontactId })]);
    expect((await service.http(agent).get(`/v1/recontacts/${recontactId}`)).status).toBe(404);
    const left = await service.query('select siret, positions, hiring_month from intention');
    expect(left).toEqual([{ siret: null, positions: null, hiring_month: null }]);
    await importing(service, intentions(answer(1), answer(2, 'non')));
    await service.tick();
    expect(await told('RecontactDue')).toHaveLength(1);
    await service.feed([assignedTo(recontactId, employerIdOf(1), MISSION_LOCALE)]);
    expect(await service.query('select reason from refused_fact')).toEqual([
      { reason: 'recontact-forgotten' },
    ]);
  });

  test('is withdrawn as well when a later file says that it may not be communicated', async () => {
    const recontactId = await assigned();
    const { done } = await importing(service, intentions(answer(1, 'non')));
    expect(done).toMatchObject({ changed: 1 });
    expect(await told('RecontactWithdrawn')).toEqual([expect.objectContaining({ recontactId })]);
    expect((await service.http(agent).get<{ items: [] }>('/v1/recontacts')).body.items).toEqual([]);
  });

  test('is purged with its campaign after twelve months, and only its outcome stays', async () => {
    const recontactId = await assigned();
    await importing(service, intentions(answer(2)));
    await service.http(agent).post(`/v1/recontacts/${recontactId}/outcome`, { outcome: 'HIRED', hired: 3 });
    await service.advance('P70D');
    await service.tick();
    await service.advance('P200D');
    await service.tick();
    expect(await told('CampaignPurged')).toEqual([]);
    await service.advance('P40D');
    await service.tick();
    await service.tick();
    const [purged, ...more] = await told('CampaignPurged');
    expect([purged!.territoryId, more]).toEqual([TERRITORY, []]);
    expect(await told('RecontactWithdrawn')).toEqual([
      expect.objectContaining({ employerId: employerIdOf(2) }),
    ]);
    expect(await service.query('select 1 from intention union all select 1 from recontact')).toEqual([]);
    expect(await service.query('select outcome, hired, positions from past_outcome')).toEqual([
      { outcome: 'HIRED', hired: 3, positions: 3 },
    ]);
    const [opened] = await service.query<{ year: number }>('select year from campaign');
    const late = await importing(service, intentions(answer(1)), { asOf: `${opened!.year}-12-31` });
    expect(late.failed).toMatchObject({ type: 'campaign-purged' });
  });

  test('may be purged earlier by the coordination, and by nobody else', async () => {
    await assigned();
    const [{ id }] = (await service.query<{ id: string }>('select campaign_id as id from campaign')) as [
      { id: string },
    ];
    expect((await service.http(agent).post(`/v1/bmo/campaigns/${id}/purge`)).status).toBe(403);
    const far = { ...person('COORDINATOR', null), territoryId: idOf('far') };
    expect((await service.http(far).post(`/v1/bmo/campaigns/${id}/purge`)).status).toBe(404);
    const overview = await service.http(person('COORDINATOR', null)).get('/v1/bmo/campaigns');
    expect(overview.body).toMatchObject({ items: [{ campaignId: id, due: 1, assigned: 1, closed: 0 }] });
    const purged = await service.http(person('COORDINATOR', null)).post(`/v1/bmo/campaigns/${id}/purge`);
    expect(purged.status).toBe(200);
    expect(purged.body.purgedAt).not.toBeNull();
    expect(await told('RecontactWithdrawn')).toHaveLength(1);
  });
});
