import { visit } from './a-visit';
import { type GatewayUnderTest, gatewayUnderTest, OPERATOR_KEY } from './gateway-under-test';

let under: GatewayUnderTest;
beforeAll(async () => {
  under = await gatewayUnderTest();
});
afterAll(() => under?.close());

const first = () => under.as(under.first.key);
const second = () => under.as(under.second.key);

describe('What was refused', () => {
  it('is listed to its partner alone, page by page', async () => {
    const wrong = Array.from({ length: 5 }, () => visit({ siret: '1', sourceSystem: 'pages' }));
    for (const one of wrong) await second().post('/v1/visits', one);
    await first().post('/v1/visits', visit({ siret: '2' }));
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await second().get<{ items: { eventId: string }[]; cursor?: string }>(
        `/v1/visits/rejected?limit=2${cursor}`,
      );
      seen.push(...page.body.items.map(({ eventId }) => eventId));
      cursor = page.body.cursor ? `&cursor=${encodeURIComponent(page.body.cursor)}` : '';
    } while (cursor);
    expect(seen.filter((id) => wrong.some(({ eventId }) => eventId === id))).toEqual(
      wrong.map(({ eventId }) => eventId),
    );
    expect(new Set(seen).size).toBe(seen.length);
    const others = await first().get<{ items: { eventId: string }[] }>('/v1/visits/rejected?limit=500');
    expect(others.body.items.some(({ eventId }) => wrong.some((one) => one.eventId === eventId))).toBe(false);
    const asked = await first().get<{ items: { partnerId: string }[] }>(
      `/v1/visits/rejected?partnerId=${under.second.partnerId}&limit=500`,
    );
    expect(asked.body.items.every(({ partnerId }) => partnerId === under.first.partnerId)).toBe(true);
    const all = await under
      .as(OPERATOR_KEY)
      .get<{ items: { partnerId: string }[] }>('/v1/visits/rejected?limit=500');
    expect(new Set(all.body.items.map(({ partnerId }) => partnerId))).toEqual(
      new Set([under.first.partnerId, under.second.partnerId]),
    );
    expect((await second().get('/v1/visits/rejected?cursor=abc')).status).toBe(422);
  });
});
