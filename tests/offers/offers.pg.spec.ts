import { PositionFoundOpen } from '#contracts/bmo';
import { factOf } from '#contracts/contract';
import { AgreementAmended, AgreementSuspended } from '#contracts/partnership';
import { AGREEMENT } from './given-offers';
import {
  anId,
  CAP_EMPLOI,
  employerFact,
  MISSION_LOCALE,
  type Offers,
  offersUnderTest,
  PLIE,
  POLE_EMPLOI,
  TERRITORY,
} from './offers-under-test';

describe('An offer', () => {
  let offers: Offers;
  beforeAll(async () => {
    offers = await offersUnderTest();
  });
  afterAll(() => offers.close());
  beforeEach(() => offers.at('2026-03-01 09:00'));

  it('is entrusted, shows its due instant and its day, and tells no free text', async () => {
    const offer = await offers.entrust(CAP_EMPLOI, {
      wording: 'Le chef, M. Untel, recevra.',
      title: 'Cuisinier du soir',
    });
    expect(offer).toMatchObject({
      status: 'OPEN',
      mine: true,
      employer: { publicName: 'RESTAURATION DE LA SEILLE' },
      collector: { code: 'ce-metz' },
      clock: {
        standing: 'RUNNING',
        commitmentDays: 15,
        dueOn: '2026-03-17',
        dueAt: '2026-03-16T23:00:00.000Z',
        dayIndex: 0,
      },
    });
    await offers.at('2026-03-11 09:00');
    expect((await offers.read(CAP_EMPLOI, offer.offerId)).clock).toMatchObject({ dayIndex: 10, daysLeft: 6 });
    const log = await offers.service.query('select payload::text from event_log');
    expect(JSON.stringify(log)).not.toMatch(/Untel|Cuisinier/);
  });

  it('lives through a pause, fills and its publication: 2 posts on 22 March at 00:00', async () => {
    const { offerId } = await offers.entrust(CAP_EMPLOI);
    const holder = offers.as(CAP_EMPLOI);
    await offers.at('2026-03-10 10:00');
    await holder.post(`/v1/offers/${offerId}/fill`, { positions: 1 });
    await offers.at('2026-03-12 10:00');
    const paused = await holder.post(`/v1/offers/${offerId}/pause`, { reason: 'EMPLOYER_REQUEST' });
    expect(paused.body).toMatchObject({
      status: 'PAUSED',
      clock: { standing: 'PAUSED', dayIndex: 11, dueAt: null },
    });
    await offers.at('2026-03-14 10:00');
    await holder.patch(`/v1/offers/${offerId}`, { title: 'Cuisinier ou cuisinière' });
    await offers.at('2026-03-17 10:00');
    const resumed = await holder.post(`/v1/offers/${offerId}/resume`, {});
    expect(resumed.body).toMatchObject({ clock: { dueOn: '2026-03-22' } });
    await offers.at('2026-03-21 23:59');
    await offers.service.tick();
    expect(await offers.published(offerId)).toEqual([]);
    await offers.at('2026-03-22 00:00');
    await offers.service.tick();
    expect(await offers.published(offerId)).toMatchObject([
      { state: 'PUBLISHED', content: { positions: 2 } },
    ]);
    expect((await offers.read(CAP_EMPLOI, offerId)).publication).toMatchObject({
      state: 'ACKNOWLEDGED',
      positions: 2,
      receipt: expect.stringMatching(/^JB-/),
    });
    expect(await offers.told(offerId)).toEqual([
      'OfferEntrusted',
      'OfferPositionsFilled',
      'OfferPaused',
      'OfferChanged',
      'OfferResumed',
      'PublicationOrdered',
      'PublicationAcknowledged',
    ]);
  });

  it('of a Mission locale is never published by itself, but by its holder', async () => {
    const { offerId, clock } = await offers.entrust(MISSION_LOCALE);
    expect(clock).toMatchObject({ standing: 'NO_COMMITMENT', dueAt: null });
    await offers.at('2026-04-20 09:00');
    await offers.service.tick();
    expect(await offers.published(offerId)).toEqual([]);
    expect((await offers.as(MISSION_LOCALE).post(`/v1/offers/${offerId}/publish`)).status).toBe(200);
    await offers.service.tick();
    expect(await offers.published(offerId)).toHaveLength(1);
  });

  it('reminds its holder five and two days before, and after a stop of three days only of the last', async () => {
    const { offerId } = await offers.entrust(CAP_EMPLOI);
    const kinds = async () => (await offers.read(CAP_EMPLOI, offerId)).notices.map(({ kind }) => kind);
    await offers.at('2026-03-12 08:00');
    await offers.service.tick();
    await offers.service.tick();
    expect(await kinds()).toEqual(['DUE_IN_5_DAYS']);
    await offers.at('2026-03-15 08:00');
    await offers.service.tick();
    expect(await kinds()).toEqual(['DUE_IN_5_DAYS', 'DUE_IN_2_DAYS']);
    await offers.at('2026-03-01 09:00');
    const stopped = await offers.entrust(CAP_EMPLOI);
    await offers.at('2026-03-15 08:00');
    await offers.service.tick();
    expect((await offers.read(CAP_EMPLOI, stopped.offerId)).notices.map(({ kind }) => kind)).toEqual([
      'DUE_IN_2_DAYS',
    ]);
  });

  it('of an unknown SIRET is refused with a sentence, and of a wrong one with another', async () => {
    const body = { siret: '00000000000000', romeCode: 'G1602', title: 'Cuisinier', positions: 1 };
    const wrong = await offers.as(CAP_EMPLOI).post('/v1/offers', { ...body, siret: '12345678901234' });
    const unknown = await offers.as(CAP_EMPLOI).post('/v1/offers', { ...body, siret: '73282932000074' });
    expect([wrong.status, unknown.status]).toEqual([422, 422]);
    expect(wrong.body.detail).toContain('clé de contrôle');
    expect(unknown.body.detail).toContain('pas encore connu');
    const rome = await offers
      .as(CAP_EMPLOI)
      .post('/v1/offers', { ...body, siret: (await offers.employer()).siret, romeCode: 'Z9999' });
    expect([rome.status, rome.body.errors]).toMatchObject([422, [{ pointer: '/romeCode' }]]);
  });

  it('whose agreement came to be known after it gets its clock; an amendment changes nothing', async () => {
    const { offerId } = await offers.entrust(MISSION_LOCALE);
    const terms = {
      agreementId: AGREEMENT,
      territoryId: TERRITORY,
      partnerIds: [CAP_EMPLOI, PLIE, MISSION_LOCALE, POLE_EMPLOI],
      commitments: [
        { kind: 'PUBLISH_UNFILLED_AFTER' as const, partnerId: MISSION_LOCALE, days: 10 },
        { kind: 'PUBLISH_UNFILLED_AFTER' as const, partnerId: CAP_EMPLOI, days: 15 },
        { kind: 'PUBLISH_UNFILLED_AFTER' as const, partnerId: PLIE, days: 15 },
        { kind: 'OETH_OFFER_ACCESS' as const, partnerId: CAP_EMPLOI },
      ],
      effectiveFrom: '2026-02-01',
    };
    await offers.service.feed([factOf(AgreementAmended, TERRITORY, terms)]);
    await offers.service.tick();
    expect((await offers.read(MISSION_LOCALE, offerId)).clock.dueOn).toBe('2026-03-12');
    const later = terms.commitments.map((one) => ({
      ...one,
      days: one.kind === 'OETH_OFFER_ACCESS' ? null : 40,
    }));
    await offers.service.feed([
      factOf(AgreementAmended, TERRITORY, { ...terms, commitments: later, effectiveFrom: '2027-01-01' }),
    ]);
    await offers.service.tick();
    expect((await offers.read(MISSION_LOCALE, offerId)).clock.dueOn).toBe('2026-03-12');
  });

  it('found by a recontact is collected by who recontacted, once its employer is known', async () => {
    const employerId = anId();
    const recontactId = anId();
    await offers.service.feed([
      factOf(PositionFoundOpen, employerId, {
        recontactId,
        employerId,
        partnerId: PLIE,
        fapCode: 'S1X40',
        romeCode: 'G1602',
        positions: 2,
        foundOn: '2026-02-28',
      }),
    ]);
    const found = () =>
      offers.service.query('select partner_id, positions, due_on from offer where recontact_id = $1', [
        recontactId,
      ]);
    expect(await found()).toEqual([]);
    await offers.service.feed([employerFact(employerId, '73282932000074')]);
    await offers.service.sweep();
    expect(await found()).toEqual([{ partner_id: PLIE, positions: 2, due_on: '2026-03-16' }]);
  });

  it('that nobody confirms for 60 days expires, but never while its partner is silent', async () => {
    const stale = await offers.entrust(POLE_EMPLOI);
    const silent = await offers.entrust(MISSION_LOCALE, { share: true });
    await offers.at('2026-05-02 09:00');
    const alive = await offers.entrust(POLE_EMPLOI);
    await offers.service.tick();
    expect((await offers.read(POLE_EMPLOI, stale.offerId)).status).toBe('EXPIRED');
    expect((await offers.read(POLE_EMPLOI, alive.offerId)).status).toBe('OPEN');
    expect(await offers.read(MISSION_LOCALE, silent.offerId)).toMatchObject({ status: 'OPEN' });
    await offers.as(MISSION_LOCALE).post(`/v1/offers/${silent.offerId}/confirm`);
    expect((await offers.read(MISSION_LOCALE, silent.offerId)).status).toBe('OPEN');
  });

  it('starts no clock while the agreement is suspended', async () => {
    await offers.service.feed([
      factOf(AgreementSuspended, TERRITORY, {
        agreementId: AGREEMENT,
        territoryId: TERRITORY,
        effectiveFrom: '2026-04-01',
      }),
    ]);
    await offers.at('2026-04-02 09:00');
    expect((await offers.entrust(CAP_EMPLOI)).clock).toMatchObject({ standing: 'NO_COMMITMENT' });
    expect((await offers.entrust(CAP_EMPLOI, { collectedOn: '2026-03-31' })).clock.dueOn).toBe('2026-04-16');
  });
});
