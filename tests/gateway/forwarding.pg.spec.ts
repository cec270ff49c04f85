import { request } from 'node:http';
import { EXAMPLE_SIRET } from '#service/example-siret';
import { IDENTITY_HEADER, OPERATOR, signIdentity, verifyIdentity } from '#service/identity';
import { TEST_SECRET } from '../support/service-under-test';
import { type GatewayUnderTest, gatewayUnderTest, OPERATOR_KEY } from './gateway-under-test';
import { closed, type OtherSide, otherSide } from './other-side';

interface Echo {
  name: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

let under: GatewayUnderTest;
let offers: OtherSide;
let pilot: OtherSide;
let segmentation: OtherSide;
let bmo: OtherSide;
beforeAll(async () => {
  offers = await otherSide('offers');
  pilot = await otherSide('pilot');
  segmentation = await otherSide('segmentation');
  bmo = await otherSide('bmo');
  under = await gatewayUnderTest(
    {},
    {
      offers: offers.url,
      pilot: pilot.url,
      segmentation: segmentation.url,
      bmo: bmo.url,
      prospecting: 'http://127.0.0.1:1',
    },
  );
});
afterAll(async () => {
  await under?.close();
  for (const side of [offers, pilot, segmentation, bmo]) await closed(side);
});

describe('A request for another service', () => {
  it('goes to its owner with who calls, signed for this one request, and nothing that the caller claimed', async () => {
    const forged = await signIdentity(OPERATOR, TEST_SECRET);
    const { body, headers, status } = await under.as(under.first.key).post<Echo>(
      '/v1/offers?x=1&y=%20',
      { romeCode: 'N1103' },
      {
        [IDENTITY_HEADER]: forged,
        'x-concerto-anything': 'x',
        cookie: 'a=b',
        'idempotency-key': 'once',
        'x-correlation-id': 'from-the-crm-1',
        te: 'trailers',
      },
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'offers',
      method: 'POST',
      url: '/v1/offers?x=1&y=%20',
      body: '{"romeCode":"N1103"}',
    });
    const caller = await verifyIdentity(body.headers[IDENTITY_HEADER], TEST_SECRET);
    expect(caller).toMatchObject({
      kind: 'machine',
      partnerId: under.first.partnerId,
      partnerCode: 'plie-metz',
      roles: [],
    });
    for (const name of ['authorization', 'cookie', 'x-concerto-anything', 'te'])
      expect(body.headers[name]).toBeUndefined();
    expect(body.headers).toMatchObject({ 'idempotency-key': 'once', 'x-correlation-id': 'from-the-crm-1' });
    expect(headers).toMatchObject({ 'x-correlation-id': 'from-the-crm-1', etag: '"7"' });
    expect(headers['set-cookie']).toBeUndefined();
  });

  it('of a person goes in their name, with the partner, unit, territory and roles of the session', async () => {
    const { email, agentId } = await under.agent(under.second, ['AGENT', 'COORDINATOR']);
    const cookie = await under.cookieOf(email);
    const { body } = await under.as(null, { cookie }).get<Echo>('/v1/offers');
    expect(await verifyIdentity(body.headers[IDENTITY_HEADER], TEST_SECRET)).toMatchObject({
      kind: 'person',
      agentId,
      partnerId: under.second.partnerId,
      unitId: under.second.unitId,
      territoryId: under.territoryId,
      roles: ['AGENT', 'COORDINATOR'],
    });
    const foreign = under.as(null, { cookie, 'sec-fetch-site': 'cross-site' });
    expect((await foreign.post('/v1/offers', {})).status).toBe(403);
  });

  it('of a stranger carries no identity at all', async () => {
    const { body } = await under.as(null).get<Echo>('/v1/offers');
    expect(body.headers[IDENTITY_HEADER]).toBeUndefined();
  });

  it('to an owner that is down is answered at once, with the time to try again', async () => {
    const answer = await under.as(under.first.key).get('/v1/assignments');
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.body).toMatchObject({ type: '/docs/problemes/unavailable' });
  });

  it('reaches its owner although a door of our own takes any name in its place', async () => {
    const listed = await under.as(under.first.key).get('/v1/visits/quarantined');
    expect([listed.status, listed.body.type]).toEqual([503, '/docs/problemes/unavailable']);
    expect((await under.as(under.first.key).get('/v1/visits/never-sent')).status).toBe(404);
  });

  it('to no door is a problem like any other', async () => {
    const answer = await under.as(under.first.key).get('/v1/nothing');
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ type: '/docs/problemes/no-such-route' });
    expect((await under.as(OPERATOR_KEY).get('/internal/people?email=a@b.fr')).status).toBe(404);
    expect((await under.as(OPERATOR_KEY).get('/v1/../internal/people?email=a@b.fr')).status).toBe(404);
    expect((await under.as(OPERATOR_KEY).get('/v1/%2e%2e/internal/people')).status).toBe(404);
  });

  it('that is too large is refused before it is handed on', async () => {
    const answer = await under.as(under.first.key).post('/v1/offers', { x: 'x'.repeat(1_100_000) });
    expect(answer.status).toBe(413);
  });

  it('keeps the rights of its owner: a key of one partner sees nothing of another’s', async () => {
    const { agentId } = await under.agent(under.second, ['AGENT']);
    const first = under.as(under.first.key);
    expect((await first.get(`/v1/partners/${under.first.partnerId}`)).status).toBe(200);
    for (const path of [
      `/v1/partners/${under.second.partnerId}`,
      `/v1/partners/${under.second.partnerId}/units`,
    ])
      expect((await first.get(path)).status).toBe(404);
    expect([403, 404]).toContain((await first.get(`/v1/agents/${agentId}`)).status);
    expect((await first.post('/v1/partners', {})).status).toBe(403);
    expect((await first.post(`/v1/territories/${under.territoryId}/policy`, {})).status).toBe(403);
    expect((await under.as(OPERATOR_KEY).get(`/v1/partners/${under.second.partnerId}`)).status).toBe(200);
  });
});

describe('A file to import', () => {
  it('goes to the service that reads its kind, and so does what is asked of it later', async () => {
    const announce = (kind: string) =>
      under.as(OPERATOR_KEY).post<Echo>('/v1/imports', { kind, fileName: 'f.csv' });
    expect((await announce('sirene')).body).toMatchObject({ name: 'segmentation' });
    const intentions = await announce('bmo-intentions');
    expect(intentions.body).toMatchObject({ name: 'bmo' });
    expect(JSON.parse(intentions.body.body)).toEqual({ kind: 'bmo-intentions', fileName: 'f.csv' });
    expect(
      (await under.as(OPERATOR_KEY).post('/v1/imports', '[', { 'content-type': 'application/json' })).status,
    ).toBe(422);

    segmentation.answer = (_incoming, response) => response.writeHead(404).end();
    const { body } = await under
      .as(OPERATOR_KEY)
      .get<Echo>('/v1/imports/0199a000-0000-7000-8000-00000000b000');
    expect(body.name).toBe('bmo');
  });
});

describe('What comes bit by bit', () => {
  it('arrives as it comes: live events are not held back, and end with the reader', async () => {
    let gone = false;
    pilot.answer = (incoming, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('id: 1\nevent: changed\ndata: {}\n\n');
      incoming.on('close', () => {
        gone = true;
      });
    };
    const { hostname, port } = new URL(under.url);
    await new Promise<void>((done, failed) => {
      const reading = request(
        { hostname, port, path: '/v1/stream', headers: { authorization: `Bearer ${under.first.key}` } },
        (response) => {
          expect(response.headers['content-type']).toBe('text/event-stream');
          response.once('data', (chunk: Buffer) => {
            expect(chunk.toString()).toContain('id: 1');
            reading.destroy();
            done();
          });
        },
      );
      reading.on('error', failed).end();
    });
    const until = Date.now() + 5_000;
    while (!gone && Date.now() < until) await new Promise((later) => setTimeout(later, 20));
    expect(gone).toBe(true);
  });

  it('goes in as it comes: a file is handed on while it is being sent', async () => {
    const heard: string[] = [];
    const id = '0199a000-0000-7000-8000-00000000f11e';
    bmo.answer = (_incoming, response) => response.writeHead(404).end();
    segmentation.answer = (incoming, response) => {
      if (incoming.method === 'GET') return void response.writeHead(200).end('{}');
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      incoming.on('data', (chunk: Buffer) => {
        heard.push(chunk.toString());
        response.write(`{"progress":${heard.length}}\n`);
      });
      incoming.on('end', () => response.end('{"done":{}}\n'));
    };
    const { hostname, port } = new URL(under.url);
    const answered = await new Promise<string>((done, failed) => {
      const sending = request({
        ...{ hostname, port, path: `/v1/imports/${id}/content`, method: 'POST' },
        headers: { authorization: `Bearer ${OPERATOR_KEY}`, 'content-type': 'application/octet-stream' },
      });
      sending.on('error', failed).on('response', (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          // The second half is sent only once the first has been answered.
          if (text.includes('"progress":1') && !sending.writableEnded) sending.end('second half');
        });
        response.on('end', () => done(text));
      });
      sending.write('first half');
    });
    expect(heard).toEqual(['first half', 'second half']);
    expect(answered).toBe('{"progress":1}\n{"progress":2}\n{"done":{}}\n');
  });
});

describe('What people read', () => {
  it('is documented from the doors themselves, with a page for each problem', async () => {
    const stranger = under.as(null);
    const document = await stranger.get<{
      openapi: string;
      paths: Record<string, object>;
      components: { schemas: object };
    }>('/openapi.json');
    expect(document.body.openapi).toBe('3.1.0');
    for (const path of ['/v1/visits', '/v1/partners', '/v1/offers'])
      expect(document.body.paths).toHaveProperty([path]);
    expect(Object.keys(document.body.paths).every((path) => path.startsWith('/v1/'))).toBe(true);
    const refs = [...JSON.stringify(document.body).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name!,
    );
    for (const name of refs) expect(document.body.components.schemas).toHaveProperty([name]);

    const docs = await stranger.get<string>('/docs');
    expect(docs.body).toContain('/v1/visits/bulk');
    expect(docs.body).toContain(EXAMPLE_SIRET);
    expect(docs.body).not.toMatch(/(src|href)="(https?:)?\/\//);
    const csp = String(docs.headers['content-security-policy']);
    expect(csp).toContain("default-src 'none'");
    expect(csp).not.toContain("script-src 'unsafe");
    for (const slug of ['not-signed-in', 'conflicting-duplicate', 'lease-taken'])
      expect((await stranger.get(`/docs/problemes/${slug}`)).status).toBe(200);
    const tricky = await stranger.get<string>('/docs/problemes/%3Cscript%3E');
    expect(tricky.status).toBe(404);
  });
});
