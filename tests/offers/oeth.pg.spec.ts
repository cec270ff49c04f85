import { factOf } from '#contracts/contract';
import { AgreementAmended, AgreementEnded } from '#contracts/partnership';
import { AGREEMENT } from './given-offers';
import {
  CAP_EMPLOI,
  MISSION_LOCALE,
  type Offers,
  offersUnderTest,
  PLIE,
  POLE_EMPLOI,
  TERRITORY,
} from './offers-under-test';

const REFERENCE = 'CE57-2026-0481';

describe('OETH', () => {
  let offers: Offers;
  beforeAll(async () => {
    offers = await offersUnderTest();
    await offers.at('2026-03-01 09:00');
  });
  afterAll(() => offers.close());

  const suitable = async (partnerId: string): Promise<string[]> => {
    const { body } = await offers
      .as(partnerId)
      .get<{ items: { offerId: string }[] }>('/v1/offers?oethSuitable=true');
    return body.items.map(({ offerId }) => offerId);
  };

  it('a Cap emploi lists Pôle emploi’s suitable open offers, with the source, and no other partner does', async () => {
    const { offerId } = await offers.entrust(POLE_EMPLOI, { oethSuitable: 'PE_ADVISOR' });
    const plain = await offers.entrust(POLE_EMPLOI);
    expect(await suitable(CAP_EMPLOI)).toEqual([offerId]);
    expect(await suitable(MISSION_LOCALE)).toEqual([]);
    expect((await offers.read(CAP_EMPLOI, offerId)).oethSuitable).toBe('PE_ADVISOR');
    await offers.as(POLE_EMPLOI).post(`/v1/offers/${offerId}/oeth`, { source: null });
    expect(await suitable(CAP_EMPLOI)).toEqual([]);
    expect((await offers.as(CAP_EMPLOI).get(`/v1/offers/${offerId}`)).status).toBe(404);
    await offers.as(POLE_EMPLOI).post(`/v1/offers/${plain.offerId}/oeth`, { source: 'CERTIFIED' });
    expect(await suitable(CAP_EMPLOI)).toEqual([plain.offerId]);
    await offers.as(POLE_EMPLOI).post(`/v1/offers/${plain.offerId}/withdraw`, { reason: 'EMPLOYER_GAVE_UP' });
    expect(await suitable(CAP_EMPLOI)).toEqual([]);
  });

  it('only Pôle emploi says that an offer may suit; another collector passes on what the employer declared', async () => {
    const { offerId } = await offers.entrust(PLIE);
    const refused = await offers.as(PLIE).post(`/v1/offers/${offerId}/oeth`, { source: 'PE_ADVISOR' });
    expect([refused.status, refused.body.type]).toEqual([409, '/docs/problemes/oeth-source-not-yours']);
    expect(
      (await offers.as(PLIE).post(`/v1/offers/${offerId}/oeth`, { source: 'EMPLOYER_DECLARED' })).status,
    ).toBe(200);
  });

  it('an introduction is seen by its two partners only, and its reference is in no fact', async () => {
    const { offerId } = await offers.entrust(POLE_EMPLOI, { oethSuitable: 'PE_ADVISOR', share: true });
    const path = `/v1/offers/${offerId}/introductions`;
    const made = await offers.as(CAP_EMPLOI).post(path, { candidateRef: REFERENCE });
    expect([made.status, made.body.state]).toEqual([201, 'PROPOSED']);
    const seenBy = async (partnerId: string) =>
      (await offers.as(partnerId).get<{ items: object[] }>(path)).body.items;
    expect(await seenBy(POLE_EMPLOI)).toMatchObject([{ candidateRef: REFERENCE }]);
    expect(await seenBy(CAP_EMPLOI)).toHaveLength(1);
    expect(await seenBy(MISSION_LOCALE)).toEqual([]);
    const outcome = `/v1/introductions/${made.body.introductionId}/outcome`;
    expect((await offers.as(MISSION_LOCALE).post(outcome, { outcome: 'HIRED' })).status).toBe(404);

    await offers.as(POLE_EMPLOI).post(`/v1/offers/${offerId}/oeth`, { source: null });
    expect((await offers.as(CAP_EMPLOI).post(outcome, { outcome: 'INTERVIEW' })).status).toBe(200);
    expect((await offers.as(POLE_EMPLOI).post(outcome, { outcome: 'HIRED' })).status).toBe(200);
    expect((await offers.as(POLE_EMPLOI).post(outcome, { outcome: 'REFUSED' })).status).toBe(409);
    const told = await offers.service.query(
      `select event_log::text as row from event_log union all select command_journal::text from command_journal`,
    );
    expect(JSON.stringify(told)).not.toContain(REFERENCE);
  });

  it('the hire that an introduction led to is one hire, credited to who introduced', async () => {
    const { offerId } = await offers.entrust(POLE_EMPLOI, { oethSuitable: 'PE_ADVISOR', positions: 2 });
    const made = await offers
      .as(CAP_EMPLOI)
      .post(`/v1/offers/${offerId}/introductions`, { candidateRef: 'abc-7' });
    const { introductionId } = made.body as { introductionId: string };
    const filled = await offers
      .as(POLE_EMPLOI)
      .post(`/v1/offers/${offerId}/fill`, { positions: 1, introductionId });
    expect(filled.body).toMatchObject({ openPositions: 1 });
    const facts = await offers.service.query<{ type: string; payload: object }>(
      `select type, payload from event_log where payload ->> 'offerId' = $1 and type ~ 'Filled|Ended' order by version`,
      [offerId],
    );
    expect(facts).toMatchObject(
      [
        { type: 'OfferPositionsFilled.v1', payload: { introducedByPartnerId: CAP_EMPLOI, openPositions: 1 } },
        { type: 'IntroductionEnded.v1', payload: { outcome: 'HIRED' } },
      ].sort((a, b) => (a.type < b.type ? -1 : 1)),
    );
  });

  it('a name, a phone or a social security number is no opaque reference', async () => {
    const { offerId } = await offers.entrust(POLE_EMPLOI, { oethSuitable: 'PE_ADVISOR' });
    for (const candidateRef of ['Jean Untel', '0612345678', '1850557463001', 'jean@exemple.fr', 'é-1'])
      expect(
        (await offers.as(CAP_EMPLOI).post(`/v1/offers/${offerId}/introductions`, { candidateRef })).status,
      ).toBe(422);
  });

  it('five pending introductions a position are the ceiling of all partners, counted under the lock', async () => {
    const { offerId } = await offers.entrust(POLE_EMPLOI, {
      oethSuitable: 'PE_ADVISOR',
      share: true,
      positions: 1,
    });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        offers
          .as([CAP_EMPLOI, MISSION_LOCALE, PLIE][n % 3]!)
          .post(`/v1/offers/${offerId}/introductions`, { candidateRef: `ref-${n}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7);
  });

  it('an introduction that nobody answers for 21 days ends by itself', async () => {
    const { offerId } = await offers.entrust(POLE_EMPLOI, { oethSuitable: 'PE_ADVISOR' });
    await offers.as(CAP_EMPLOI).post(`/v1/offers/${offerId}/introductions`, { candidateRef: 'silent-1' });
    await offers.at('2026-03-22 09:01');
    await offers.service.tick();
    const { body } = await offers
      .as(POLE_EMPLOI)
      .get<{ items: object[] }>(`/v1/offers/${offerId}/introductions`);
    expect(body.items).toMatchObject([{ state: 'NO_ANSWER' }]);
    await offers.at('2026-03-01 09:00');
  });

  it('access ends with the commitment and with the agreement, never because Cap emploi publishes late', async () => {
    const { offerId } = await offers.entrust(POLE_EMPLOI, { oethSuitable: 'PE_ADVISOR' });
    const late = await offers.entrust(CAP_EMPLOI);
    await offers.behave('LOSE_ANSWER');
    await offers.at('2026-03-25 09:00');
    await offers.service.tick();
    expect((await offers.read(CAP_EMPLOI, late.offerId)).publication?.state).toBe('UNKNOWN');
    expect(await suitable(CAP_EMPLOI)).toContain(offerId);

    const terms = {
      agreementId: AGREEMENT,
      territoryId: TERRITORY,
      partnerIds: [CAP_EMPLOI, PLIE, MISSION_LOCALE, POLE_EMPLOI],
      commitments: [{ kind: 'PUBLISH_UNFILLED_AFTER' as const, partnerId: CAP_EMPLOI, days: 15 }],
      effectiveFrom: '2026-03-25',
    };
    await offers.service.feed([factOf(AgreementAmended, TERRITORY, terms)]);
    expect(await suitable(CAP_EMPLOI)).not.toContain(offerId);
    const owed = [...terms.commitments, { kind: 'OETH_OFFER_ACCESS' as const, partnerId: POLE_EMPLOI }];
    await offers.service.feed([factOf(AgreementAmended, TERRITORY, { ...terms, commitments: owed })]);
    expect(await suitable(CAP_EMPLOI)).toContain(offerId);
    expect(await suitable(PLIE)).not.toContain(offerId);
    await offers.service.feed([
      factOf(AgreementEnded, TERRITORY, {
        agreementId: AGREEMENT,
        territoryId: TERRITORY,
        effectiveFrom: '2026-03-25',
      }),
    ]);
    expect(await suitable(CAP_EMPLOI)).toEqual([]);
  });
});
