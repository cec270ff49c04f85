import { anId, MISSION_LOCALE, type Offers, offersUnderTest, PLIE, TERRITORY } from './offers-under-test';

const STRANGER = anId();
const _REFERENCE = 'CE57-2026-0481';

describe('Who sees and changes an offer', () => {
  let offers: Offers;
  beforeAll(async () => {
    offers = await offersUnderTest();
    await offers.at('2026-03-01 09:00');
  });
  afterAll(() => offers.close());

  const listed = async (partnerId: string, query = ''): Promise<string[]> => {
    const { body } = await offers.as(partnerId).get<{ items: { offerId: string }[] }>(`/v1/offers${query}`);
    return body.items.map(({ offerId }) => offerId);
  };

  it('another partner’s offer does not exist until it is shared, and then is read without its free text', async () => {
    const { offerId } = await offers.entrust(PLIE, { wording: 'Texte interne' });
    const other = offers.as(MISSION_LOCALE);
    expect((await other.get(`/v1/offers/${offerId}`)).status).toBe(404);
    expect((await other.post(`/v1/offers/${offerId}/fill`, { positions: 1 })).status).toBe(404);
    expect((await other.post(`/v1/offers/${offerId}/introductions`, { candidateRef: 'abc-1' })).status).toBe(
      404,
    );
    expect(await listed(MISSION_LOCALE)).not.toContain(offerId);

    await offers.as(PLIE).post(`/v1/offers/${offerId}/share`);
    expect((await other.get(`/v1/offers/${offerId}`)).body).toMatchObject({
      mine: false,
      wording: null,
      notices: [],
    });
    expect(await listed(MISSION_LOCALE)).toContain(offerId);
    expect((await other.post(`/v1/offers/${offerId}/fill`, { positions: 1 })).status).toBe(403);
    expect((await other.patch(`/v1/offers/${offerId}`, { positions: 9 })).status).toBe(403);
  });

  it('a partner without an agreement sees nothing of the others', async () => {
    const { offerId } = await offers.entrust(PLIE, { share: true });
    expect((await offers.as(STRANGER).get(`/v1/offers/${offerId}`)).status).toBe(404);
    expect(await listed(STRANGER)).toEqual([]);
  });

  it('the coordinator and the pilot of the territory read it, those of another do not, and neither changes it', async () => {
    const { offerId } = await offers.entrust(PLIE);
    const person = (role: 'COORDINATOR' | 'PILOT', territoryId: string) =>
      offers.service.http({ kind: 'person', roles: [role], scopes: [], partnerId: null, territoryId });
    expect((await person('COORDINATOR', TERRITORY).get(`/v1/offers/${offerId}`)).status).toBe(200);
    expect((await person('PILOT', TERRITORY).get(`/v1/offers/${offerId}`)).body).toMatchObject({
      wording: null,
    });
    expect((await person('COORDINATOR', anId()).get(`/v1/offers/${offerId}`)).status).toBe(404);
    expect((await person('COORDINATOR', TERRITORY).post(`/v1/offers/${offerId}/share`)).status).toBe(403);
  });

  it('a key needs its scope, nobody passes without an identity', async () => {
    const { offerId } = await offers.entrust(PLIE);
    const reader = offers.as(PLIE, { scopes: ['offers:read'] });
    expect((await reader.get(`/v1/offers/${offerId}`)).status).toBe(200);
    expect((await reader.post(`/v1/offers/${offerId}/share`)).status).toBe(403);
    expect((await offers.as(PLIE, { scopes: ['visits:write'] }).get('/v1/offers')).status).toBe(403);
    expect((await offers.service.http(null).get('/v1/offers')).status).toBe(401);
    expect((await reader.get('/v1/offers/not-an-id')).status).toBe(404);
    expect((await offers.as(PLIE).post('/v1/offers/not-an-id/share')).status).toBe(404);
  });

  it('an agent of the collecting partner changes it, whatever its unit', async () => {
    const { offerId } = await offers.entrust(PLIE);
    const agent = offers.service.http({
      kind: 'person',
      roles: ['AGENT'],
      scopes: [],
      partnerId: PLIE,
      unitId: anId(),
    });
    expect((await agent.post(`/v1/offers/${offerId}/fill`, { positions: 1 })).status).toBe(200);
  });

  it('a change based on an old reading is refused, and a repeated order is done once', async () => {
    const { offerId } = await offers.entrust(PLIE);
    const holder = offers.as(PLIE);
    const { etag } = (await holder.get(`/v1/offers/${offerId}`)).headers as { etag: string };
    expect((await holder.patch(`/v1/offers/${offerId}`, { positions: 5 }, { 'if-match': etag })).status).toBe(
      200,
    );
    expect((await holder.patch(`/v1/offers/${offerId}`, { positions: 6 }, { 'if-match': etag })).status).toBe(
      412,
    );
    const once = { 'idempotency-key': 'fill-1' };
    const first = await holder.post(`/v1/offers/${offerId}/fill`, { positions: 1 }, once);
    const again = await holder.post(`/v1/offers/${offerId}/fill`, { positions: 1 }, once);
    expect(again.body).toEqual(first.body);
    expect((await offers.read(PLIE, offerId)).openPositions).toBe(4);
  });

  it('a list is read page by page, in a stable order', async () => {
    const made = [];
    for (let n = 0; n < 3; n++) made.push((await offers.entrust(MISSION_LOCALE)).offerId);
    const first = await offers
      .as(MISSION_LOCALE)
      .get<{ items: unknown[]; nextCursor: string }>('/v1/offers?mine=true&limit=2');
    expect(first.body.items).toHaveLength(2);
    expect(await listed(MISSION_LOCALE, `?mine=true&cursor=${first.body.nextCursor}`)).toEqual([made[2]]);
    expect((await offers.as(MISSION_LOCALE).get('/v1/offers?limit=1000')).status).toBe(422);
  });
});
