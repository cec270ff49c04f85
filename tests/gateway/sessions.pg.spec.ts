import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { settled } from '../support/settled';
import { type GatewayUnderTest, gatewayUnderTest, OPERATOR_KEY } from './gateway-under-test';

const letters: string[] = [];
const mailbox = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    let text = '';
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    stream.on('end', () => {
      letters.push(text);
      done();
    });
  },
});

let under: GatewayUnderTest;
beforeAll(async () => {
  await new Promise<void>((ready) => mailbox.listen(0, '127.0.0.1', ready));
  const { port } = mailbox.server.address() as AddressInfo;
  under = await gatewayUnderTest({
    CONCERTO_SMTP_URL: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
    CONCERTO_PUBLIC_URL: 'https://concerto.exemple.fr',
  });
});
afterAll(async () => {
  await under?.close();
  await new Promise<void>((closed) => mailbox.close(() => closed()));
});

const stranger = (headers: Record<string, string> = {}) => under.as(null, headers);
const unfolded = (letter: string) => letter.replace(/=\r\n/g, '').replaceAll('=3D', '=');

describe('A person', () => {
  it('signs in by the link of a mail, once', async () => {
    const { email, agentId } = await under.agent(under.first, ['AGENT', 'PILOT']);
    const asked = await stranger().post('/v1/sign-in', { email: email.toUpperCase() });
    expect(asked.status).toBe(202);
    expect(asked.body).not.toHaveProperty('link');
    const letter = await settled(
      'the mail',
      () => letters.find((one) => one.includes(`To: ${email}`)),
      (one) => !!one,
    );
    const link = /https:\/\/concerto\.exemple\.fr(\/sign-in\?token=[\w-]+)/.exec(unfolded(letter!))![1]!;

    const entered = await stranger().get(link);
    expect(entered.status).toBe(303);
    expect(entered.headers.location).toBe('/');
    const cookie = String(entered.headers['set-cookie']);
    for (const guard of ['HttpOnly', 'SameSite=Lax', 'Secure', 'Max-Age=43200'])
      expect(cookie).toContain(guard);

    const session = await stranger({ cookie: cookie.split(';', 1)[0]! }).get('/v1/session');
    expect(session.body).toMatchObject({
      person: { agentId, roles: ['AGENT', 'PILOT'], partnerCode: 'plie-metz', unitName: 'Centre' },
      territory: { id: under.territoryId, name: 'Metz' },
    });

    const again = await stranger().get<string>(link);
    expect(again.status).toBe(410);
    expect(again.headers['set-cookie']).toBeUndefined();
    expect(again.body).toContain('Ce lien ne peut plus servir');
  });

  it('that is unknown gets the same answer, and no mail', async () => {
    const { email } = await under.agent(under.first, ['AGENT']);
    const before = letters.length;
    const [known, unknown] = [
      await stranger().post('/v1/sign-in', { email }),
      await stranger().post('/v1/sign-in', { email: 'personne@exemple.fr' }),
    ];
    expect(unknown).toMatchObject({ status: known.status, body: known.body });
    await settled(
      'one mail',
      () => letters.length,
      (count) => count === before + 1,
    );
    expect(letters.some((letter) => letter.includes('personne@exemple.fr'))).toBe(false);
  });

  it('is not flooded with links by a stranger', async () => {
    const { agentId, email } = await under.agent(under.first, ['AGENT']);
    for (let i = 0; i < 9; i += 1) await stranger().post('/v1/sign-in', { email });
    const count = () =>
      under.gateway.query<{ n: number }>('select count(*)::int as n from sign_in_link where agent_id = $1', [
        agentId,
      ]);
    await settled('six links', count, ([row]) => row?.n === 6);
    expect((await count())[0]?.n).toBe(6);
  });

  it('enters once, even by two clicks at the same time', async () => {
    const { email } = await under.agent(under.first, ['AGENT']);
    const { body } = await under.as(OPERATOR_KEY).post<{ link: string }>('/v1/sign-in-links', { email });
    const clicks = await Promise.all([1, 2, 3].map(() => stranger().get(body.link)));
    expect(clicks.map(({ status }) => status).sort()).toEqual([303, 410, 410]);
  });

  it('does not enter by a link that is over, or made up', async () => {
    const { email } = await under.agent(under.first, ['AGENT']);
    const { body } = await under.as(OPERATOR_KEY).post<{ link: string }>('/v1/sign-in-links', { email });
    await under.gateway.query('update sign_in_link set expires_at = clock_timestamp()');
    expect((await stranger().get(body.link)).status).toBe(410);
    expect((await stranger().get('/sign-in?token=made-up')).status).toBe(410);
    expect((await stranger().get('/sign-in?token=a&token=b')).status).toBe(410);
  });

  it('who signs out has nothing left but to sign in, whoever copied the cookie', async () => {
    const { email } = await under.agent(under.first, ['AGENT']);
    const cookie = await under.cookieOf(email);
    expect((await stranger({ cookie }).get('/v1/session')).status).toBe(200);
    expect((await stranger({ cookie }).post('/v1/sign-out')).status).toBe(204);
    expect((await stranger({ cookie }).get('/v1/session')).status).toBe(401);
  });

  it('who leaves is out at once, in the middle of a session', async () => {
    const { email, agentId } = await under.agent(under.first, ['AGENT']);
    const cookie = await under.cookieOf(email);
    await under.partnership.http().patch(`/v1/agents/${agentId}`, { active: false });
    await under.catchUp();
    expect((await stranger({ cookie }).get('/v1/session')).status).toBe(401);
  });

  it('cannot write its own cookie', async () => {
    const { email } = await under.agent(under.first, ['AGENT']);
    const cookie = await under.cookieOf(email);
    const [name, token] = cookie.split('=');
    const [head, body, signature] = token!.split('.');
    const claims = JSON.parse(Buffer.from(body!, 'base64url').toString());
    claims.person.roles = ['OPERATOR'];
    const forged = [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
    expect((await stranger({ cookie: `${name}=${forged}` }).get('/v1/session')).status).toBe(401);
  });

  it('reports a visit from our pages, as its own partner and agent; a foreign page cannot do it in its name', async () => {
    const { email, agentId } = await under.agent(under.first, ['AGENT']);
    const cookie = await under.cookieOf(email);
    const visit = {
      ...{
        eventId: 'from-a-page',
        visitId: 'v',
        revision: 1,
        sourceSystem: 'concerto',
        siret: '73282932000074',
      },
      ...{ occurredAt: '2026-03-12T10:30:00Z', status: 'PLANNED', channel: 'CALL', initiative: 'PARTNER' },
    };
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://elsewhere.example' },
    ];
    for (const from of foreign) {
      const refused = await stranger({ cookie, ...from }).post('/v1/visits', visit);
      expect(refused.status).toBe(403);
    }
    const own = await stranger({ cookie, 'sec-fetch-site': 'same-origin' }).post('/v1/visits', visit);
    expect(own.status).toBe(202);
    const [fact] = (await under.gateway.told('ContactReported.v1')).slice(-1);
    expect(fact?.payload).toMatchObject({
      agentId,
      partnerId: under.first.partnerId,
      unitId: under.first.unitId,
    });
  });
});

describe('The operator of a demonstration', () => {
  it('gets a link for a person or a persona', async () => {
    await under.agent(under.second, ['COORDINATOR']);
    const answer = await under
      .as(OPERATOR_KEY)
      .post<{ link: string }>('/v1/sign-in-links', { persona: 'coordinator' });
    expect((await stranger().get(answer.body.link)).status).toBe(303);
    const none = await under.as(OPERATOR_KEY).post('/v1/sign-in-links', { email: 'personne@exemple.fr' });
    expect(none.status).toBe(404);
  });
});
