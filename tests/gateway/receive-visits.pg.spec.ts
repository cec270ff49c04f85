import { factOf } from '#contracts/contract';
import { ContactQuarantined, ContactRecorded, ContactRefused } from '#contracts/prospecting';
import { visit } from './a-visit';
import { type GatewayUnderTest, gatewayUnderTest, OPERATOR_KEY } from './gateway-under-test';

let under: GatewayUnderTest;
beforeAll(async () => {
  under = await gatewayUnderTest();
});
afterAll(() => under?.close());

const first = () => under.as(under.first.key);
const second = () => under.as(under.second.key);
const told = async (type: string, eventId: string) =>
  (await under.gateway.told(type)).filter(({ payload }) => payload.eventId === eventId);

describe('A contact that a partner reports', () => {
  it('is kept and told in one transaction, under its SIRET, for the partner of the key', async () => {
    const sent = visit({ jointWith: ['ml-metz'], partnerId: under.second.partnerId });
    const answer = await first().post('/v1/visits', sent);
    expect(answer.status).toBe(202);
    const facts = await told('ContactReported.v1', sent.eventId);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({
      key: '73282932000074',
      payload: {
        reportId: answer.body.id,
        partnerId: under.first.partnerId,
        jointWith: [under.second.partnerId],
        occurredAt: '2026-03-12T09:30:00.000Z',
      },
    });
  });

  it('sent again is answered as kept, and told once', async () => {
    const sent = visit();
    const once = await first().post('/v1/visits', sent);
    const again = await first().post('/v1/visits', { ...sent, siret: '732 829 320 00074' });
    expect(again.status).toBe(200);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body.id).toBe(once.body.id);
    expect(await told('ContactReported.v1', sent.eventId)).toHaveLength(1);
  });

  it('sent twenty times at once is kept once', async () => {
    const sent = visit();
    const answers = await Promise.all(Array.from({ length: 20 }, () => first().post('/v1/visits', sent)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await told('ContactReported.v1', sent.eventId)).toHaveLength(1);
  });

  it('under the same id with other content is a conflict, told as rejected, and listed (BR-45)', async () => {
    const sent = visit();
    await first().post('/v1/visits', sent);
    const other = { ...sent, status: 'CANCELLED' };
    const answer = await first().post<{ errors: { code: string }[] }>('/v1/visits', other);
    expect(answer.status).toBe(409);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body.errors[0]?.code).toBe('CONFLICTING_DUPLICATE');
    expect(await told('EventRejected.v1', sent.eventId)).toHaveLength(1);
    await first().post('/v1/visits', other);
    expect(await told('EventRejected.v1', sent.eventId)).toHaveLength(1);
  });

  it('under the same id with a higher revision is a correction; a lower one with other content is not', async () => {
    const sent = visit({ revision: 3 });
    expect((await first().post('/v1/visits', sent)).status).toBe(202);
    expect((await first().post('/v1/visits', { ...sent, revision: 4, status: 'HELD' })).status).toBe(202);
    expect((await first().post('/v1/visits', { ...sent, revision: 2, status: 'HELD' })).status).toBe(409);
    expect((await first().post('/v1/visits', sent)).status).toBe(200);
    const fate = await first().get(`/v1/visits/${sent.eventId}`);
    expect(fate.body).toMatchObject({ revision: 4, outcome: 'RECEIVED' });
  });

  it('held in the future is refused with its field (BR-47), then accepted once its time has come', async () => {
    const [{ now }] = (await under.gateway.query<{ now: Date }>('select business_now() as now')) as [
      { now: Date },
    ];
    const sent = visit({ status: 'HELD', occurredAt: new Date(now.getTime() + 3_600_000).toISOString() });
    const answer = await first().post<{ errors: { pointer: string; code: string }[] }>('/v1/visits', sent);
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]).toMatchObject({ pointer: '/occurredAt', code: 'held-in-the-future' });
    expect((await first().get(`/v1/visits/${sent.eventId}`)).body).toMatchObject({ outcome: 'REFUSED' });
    await under.gateway.advance('P1D');
    expect((await first().post('/v1/visits', sent)).status).toBe(202);
    expect((await first().get(`/v1/visits/${sent.eventId}`)).body).toMatchObject({ outcome: 'RECEIVED' });
  });

  it('told late is accepted and marked, and « pas maintenant » goes on with it (BR-48, BR-30)', async () => {
    const sent = visit({ notNow: true, status: 'HELD', occurredAt: '2025-03-12T10:30:00+01:00' });
    expect((await first().post('/v1/visits', sent)).status).toBe(202);
    expect((await first().get(`/v1/visits/${sent.eventId}`)).body).toMatchObject({ late: true });
    const [fact] = await under.gateway.query<{ notNow: boolean }>(
      `select (payload->>'notNow')::boolean as "notNow" from event_log
        where type = 'ContactReported.v1' and payload->>'eventId' = $1`,
      [sent.eventId],
    );
    expect(fact).toEqual({ notNow: true });
  });

  it('keeps no free text: an unknown field is named and left aside', async () => {
    const sent = visit({ comment: 'Mme Durand, en arrêt maladie' });
    const answer = await first().post('/v1/visits', sent);
    expect(answer.body.warnings).toEqual(['Champ ignoré : comment']);
    await first().post('/v1/visits', {
      ...sent,
      comment: 'Mme Durand',
      siret: 'faux',
      eventId: 'evt-refused',
    });
    const all = await under.gateway.query(
      'select row_to_json(report)::text t from report union all select row_to_json(rejection)::text from rejection union all select payload::text from event_log',
    );
    expect(JSON.stringify(all)).not.toContain('Durand');
  });

  it.each([
    ['that is no object', [1, 2]],
    ['with a wrong SIRET', visit({ siret: '73282932000075' })],
    ['with a huge number', visit({ revision: 1e300 })],
  ])('%s is refused and never a breakdown', async (_case, body) => {
    expect((await first().post('/v1/visits', body as object)).status).toBe(422);
  });

  it.each([
    ['a NUL', '\u0000'],
    ['half a character', '\ud800'],
  ])('with %s in every field is refused and never a breakdown', async (_case, odd) => {
    for (const field of Object.keys(visit())) {
      const answer = await first().post('/v1/visits', visit({ [field]: odd, [odd]: odd }));
      expect(answer.status).toBe(422);
    }
    expect((await first().get(`/v1/visits/${encodeURIComponent('a\u0000')}`)).status).toBe(404);
    expect((await first().get('/v1/visits/a?sourceSystem=%00')).status).toBe(404);
  });

  it('among many at once is told with the correlation of its own request', async () => {
    const sent = Array.from({ length: 40 }, () => visit());
    await Promise.all(
      sent.map((one) => first().post('/v1/visits', one, { 'x-correlation-id': `request-of-${one.eventId}` })),
    );
    const rows = await under.gateway.query<{ event: string; correlation: string }>(
      "select payload->>'eventId' as event, correlation_id as correlation from event_log",
    );
    for (const { eventId } of sent)
      expect(rows.find(({ event }) => event === eventId)?.correlation).toBe(`request-of-${eventId}`);
    const [{ commits }] = (await under.gateway.query<{ commits: number }>(
      'select count(distinct xmin::text)::int as commits from report where event_id = any($1)',
      [sent.map(({ eventId }) => eventId)],
    )) as [{ commits: number }];
    expect(commits).toBeLessThan(sent.length);
  });

  it('in broken JSON, or in too many bytes, is refused in one form', async () => {
    const broken = await first().post('/v1/visits', '{"eventId": ', { 'content-type': 'application/json' });
    expect(broken.status).toBe(400);
    expect(broken.headers['content-type']).toContain('application/problem+json');
    const poisoned = await first().post('/v1/visits', '{"__proto__":{"eventId":"x"}}', {
      'content-type': 'application/json',
    });
    expect(poisoned.status).toBe(400);
    const huge = await first().post('/v1/visits', JSON.stringify({ x: 'x'.repeat(2_000_000) }), {
      'content-type': 'application/json',
    });
    expect(huge.status).toBe(413);
  });

  it('has a fate that only its partner can read, with the reason', async () => {
    const sent = visit();
    const { body } = await first().post<{ id: string }>('/v1/visits', sent);
    const fate = () => first().get(`/v1/visits/${sent.eventId}`);
    const reportId = body.id;
    const partnerId = under.first.partnerId;
    await under.gateway.feed([
      factOf(ContactRecorded, reportId, {
        ...{ reportId, employerId: reportId, partnerId, siret: sent.siret, visitKey: 'v', revision: 1 },
        ...{ occurredAt: '2026-03-12T09:30:00Z', status: 'HELD', channel: 'VISIT', initiative: 'PARTNER' },
        ...{ judgement: 'REDUNDANT', firstContact: false, backfill: false },
      } as ContactRecorded),
    ]);
    // The quarantine stands under another key: it may be heard after what came of it.
    await under.gateway.feed([
      factOf(ContactQuarantined, sent.siret, { reportId, partnerId, siret: sent.siret }),
    ]);
    expect((await fate()).body).toMatchObject({
      outcome: 'FLAGGED',
      employerId: reportId,
      judgement: 'REDUNDANT',
    });
    await under.gateway.feed([
      factOf(ContactRefused, sent.siret, {
        reportId,
        partnerId,
        siret: sent.siret,
        reason: 'employer-closed',
      }),
    ]);
    expect((await fate()).body).toMatchObject({ outcome: 'REFUSED', reason: 'employer-closed' });
    expect((await second().get(`/v1/visits/${sent.eventId}`)).status).toBe(404);
    expect((await under.as(null).get(`/v1/visits/${sent.eventId}`)).status).toBe(401);
  });

  it('of one partner never stands in the way of another’s event of the same id', async () => {
    const sent = visit();
    const mine = await first().post('/v1/visits', sent);
    const theirs = await second().post('/v1/visits', { ...sent, status: 'CANCELLED' });
    expect([mine.status, theirs.status]).toEqual([202, 202]);
    expect(mine.body.id).not.toBe(theirs.body.id);
  });

  it('comes from a partner: the operator has none to report for', async () => {
    expect((await under.as(OPERATOR_KEY).post('/v1/visits', visit())).status).toBe(403);
  });
});
