import { IDENTITY_HEADER, OPERATOR, signIdentity } from '#service/identity';
import { TEST_SECRET } from '../support/service-under-test';
import { created, type GatewayUnderTest, gatewayUnderTest, OPERATOR_KEY } from './gateway-under-test';

let under: GatewayUnderTest;
beforeAll(async () => {
  under = await gatewayUnderTest();
});
afterAll(() => under?.close());

const operator = () => under.as(OPERATOR_KEY);
const aKey = (name: string, over: object = {}) =>
  created(
    operator().post('/v1/keys', {
      partnerId: under.first.partnerId,
      name,
      scopes: ['visits:read'],
      ...over,
    }),
  );
const enters = async (key: string) => (await under.as(key).get('/v1/visits/rejected')).status;

describe('A key of a partner', () => {
  it('is shown once, and kept as a digest', async () => {
    const { key, keyId } = await aKey('shown-once');
    expect(key).toMatch(/^cto_live_[A-Za-z0-9_-]{43}$/);
    const rows = await under.gateway.query('select row_to_json(api_key)::text as row from api_key');
    expect(JSON.stringify(rows)).not.toContain(key);
    const list = await operator().get<{ items: { keyId: string }[] }>('/v1/keys');
    expect(JSON.stringify(list.body)).not.toContain(key);
    expect(list.body.items.some((one) => one.keyId === keyId)).toBe(true);
  });

  it('is not shown again by an idempotent replay', async () => {
    const body = { partnerId: under.first.partnerId, name: 'replayed', scopes: ['visits:read'] };
    const once = await created(operator().post('/v1/keys', body, { 'idempotency-key': 'same' }));
    const kept = await under.gateway.query('select answer::text from idempotency');
    expect(JSON.stringify(kept)).not.toContain(once.key);
  });

  it('opens nothing from the request after its revocation on', async () => {
    const { key, keyId } = await aKey('revoked');
    expect(await enters(key!)).toBe(200);
    expect((await operator().delete(`/v1/keys/${keyId}`)).status).toBe(204);
    expect(await enters(key!)).toBe(401);
  });

  it('opens nothing once expired', async () => {
    const { key, keyId } = await aKey('expired');
    await under.gateway.query('update api_key set expires_at = clock_timestamp() where key_id = $1', [keyId]);
    expect(await enters(key!)).toBe(401);
  });

  it('can be replaced without a gap: two live keys of a name, never three (BR-117)', async () => {
    const [one] = [await aKey('rotated'), await aKey('rotated')];
    const body = { partnerId: under.first.partnerId, name: 'rotated', scopes: ['visits:read'] };
    const third = await operator().post('/v1/keys', body);
    expect(third.status).toBe(409);
    expect(third.body.type).toBe('/docs/problemes/two-live-keys');
    await operator().delete(`/v1/keys/${one.keyId}`);
    expect((await operator().post('/v1/keys', body)).status).toBe(201);
  });

  it('asked for twice at once never makes three', async () => {
    const body = { partnerId: under.first.partnerId, name: 'raced', scopes: ['visits:read'] };
    const answers = await Promise.all([1, 2, 3, 4].map(() => operator().post('/v1/keys', body)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
  });

  it('gives its own scopes and no other', async () => {
    const { key } = await aKey('narrow', { scopes: ['assignments:read'] });
    expect(await enters(key!)).toBe(403);
    expect((await under.as(key!).post('/v1/visits', {})).status).toBe(403);
    expect((await under.as(key!).get('/v1/keys')).status).toBe(403);
    expect((await under.as(key!).post('/v1/sign-in-links', { persona: 'pilot' })).status).toBe(403);
  });

  it.each([
    ['of a partner that does not exist', { partnerId: '0199a000-0000-7000-8000-00000000dead' }],
    ['for less than a year', { months: 3 }],
    ['without scope', { scopes: [] }],
    ['with an unknown scope', { scopes: ['everything'] }],
  ])('%s is refused', async (_case, over) => {
    const body = { partnerId: under.first.partnerId, name: 'wrong', scopes: ['visits:read'], ...over };
    expect((await operator().post('/v1/keys', body)).status).toBe(422);
  });

  it('notes its last use', async () => {
    const { key, keyId } = await aKey('used');
    await enters(key!);
    const { body } = await operator().get<{ items: { keyId: string; lastUsedAt: string | null }[] }>(
      '/v1/keys',
    );
    expect(body.items.find((one) => one.keyId === keyId)?.lastUsedAt).not.toBeNull();
  });
});

describe('A unit manager', () => {
  it('manages the keys of its own partner, and sees no other', async () => {
    const { email } = await under.agent(under.first, ['UNIT_MANAGER']);
    const manager = under.as(null, { cookie: await under.cookieOf(email) });
    const own = await created(manager.post('/v1/keys', { name: 'own', scopes: ['visits:read'] }));
    expect(own.partnerId).toBe(under.first.partnerId);
    // The partner is that of the session, whatever the body claims.
    const claimed = await created(
      manager.post('/v1/keys', {
        name: 'claimed',
        partnerId: under.second.partnerId,
        scopes: ['visits:read'],
      }),
    );
    expect(claimed.partnerId).toBe(under.first.partnerId);
    const others = await created(
      operator().post('/v1/keys', { partnerId: under.second.partnerId, name: 'x', scopes: ['visits:read'] }),
    );
    expect((await manager.delete(`/v1/keys/${others.keyId}`)).status).toBe(404);
    expect(await enters(others.key!)).toBe(200);
    const list = await manager.get<{ items: { partnerId: string }[] }>('/v1/keys');
    expect(new Set(list.body.items.map(({ partnerId }) => partnerId))).toEqual(
      new Set([under.first.partnerId]),
    );
  });

  it('is more than an agent', async () => {
    const { email } = await under.agent(under.first, ['AGENT']);
    const agent = under.as(null, { cookie: await under.cookieOf(email) });
    expect((await agent.get('/v1/keys')).status).toBe(403);
  });
});

describe('Whoever comes in', () => {
  it.each([
    ['with a key that was made up', { authorization: 'Bearer cto_live_made-up' }],
    ['with a word that is no bearer', { authorization: 'Basic b3BlcmF0b3I6' }],
    ['with an empty bearer', { authorization: 'Bearer ' }],
  ])('%s is told to identify', async (_case, headers) => {
    const answer = await under.as(null, headers).get('/v1/visits/rejected');
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ type: '/docs/problemes/not-signed-in', status: 401 });
  });

  it('cannot say who it is by the header that services trust, even well signed', async () => {
    const identity = await signIdentity(OPERATOR, TEST_SECRET);
    const forged = under.as(null, { [IDENTITY_HEADER]: identity });
    expect((await forged.get('/v1/keys')).status).toBe(401);
    const asFirst = under.as(under.first.key, { [IDENTITY_HEADER]: identity });
    expect((await asFirst.get('/v1/keys')).status).toBe(403);
  });

  it('gets a correlation id, its own when it has the right form', async () => {
    const own = await under
      .as(under.first.key)
      .get('/v1/visits/rejected', { 'x-correlation-id': 'abc-12345678' });
    expect(own.headers['x-correlation-id']).toBe('abc-12345678');
    const odd = await under
      .as(under.first.key)
      .get('/v1/visits/rejected', { 'x-correlation-id': '<script>' });
    expect(odd.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('A quota', () => {
  it('is told in each answer, and ends in 429 with the time to wait', async () => {
    const narrow = await gatewayUnderTest({ CONCERTO_QUOTA: '3' });
    try {
      const key = narrow.as(narrow.first.key);
      const answers = [];
      for (let i = 0; i < 4; i += 1) answers.push(await key.get('/v1/visits/rejected'));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
      expect(answers[0]?.headers.ratelimit).toMatch(/^"requests";r=2;t=\d+$/);
      expect(answers[0]?.headers['ratelimit-policy']).toBe('"requests";q=3;w=60');
      expect(Number(answers[3]?.headers['retry-after'])).toBeGreaterThan(0);
      expect((await narrow.as(narrow.second.key).get('/v1/visits/rejected')).status).toBe(200);
      const bulk = await key.post('/v1/visits/bulk', '', { 'content-type': 'application/x-ndjson' });
      expect(bulk.status).toBe(200);
    } finally {
      await narrow.close();
    }
  });
});
