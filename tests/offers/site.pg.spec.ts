import { factOf } from '#contracts/contract';
import { OptOutRecorded } from '#contracts/prospecting';
import { EmployerClosed } from '#contracts/segmentation';
import { PUBLICATION_SITE, type PublicationSite } from '../../apps/offers/src/publication/publication-site';
import { anId, CAP_EMPLOI, type Offers, offersUnderTest, PLIE, POLE_EMPLOI } from './offers-under-test';

describe('On the publication site, an offer', () => {
  let offers: Offers;
  beforeAll(async () => {
    offers = await offersUnderTest();
  });
  afterAll(() => offers.close());
  beforeEach(() => offers.at('2026-03-01 09:00'));

  it('filled an hour after the order was sent: one publication, one retraction, one hire', async () => {
    const { offerId } = await offers.entrust(PLIE, { positions: 1 });
    await offers.at('2026-03-17 00:00');
    await offers.service.tick();
    await offers.at('2026-03-17 01:00');
    await offers.as(PLIE).post(`/v1/offers/${offerId}/fill`, { positions: 1 });
    await offers.service.tick();
    await offers.service.tick();
    expect(await offers.published(offerId)).toMatchObject([{ state: 'RETRACTED' }]);
    expect(await offers.told(offerId)).toEqual([
      'OfferEntrusted',
      'PublicationOrdered',
      'PublicationAcknowledged',
      'OfferPositionsFilled',
      'PublicationRetracted',
    ]);
  });

  it('of which the site loses the answers is published once, under one key, with one receipt', async () => {
    const { offerId } = await offers.entrust(CAP_EMPLOI);
    await offers.at('2026-03-17 00:00');
    await offers.behave('LOSE_ANSWER', { times: 3 });
    for (const minute of ['00', '01', '02', '03', '04']) {
      await offers.at(`2026-03-17 00:${minute}`);
      await offers.service.tick();
    }
    const taken = await offers.board.query('select effect from taken_request where key = $1 order by id', [
      `${offerId}-1`,
    ]);
    expect(taken.map(({ effect }) => effect)).toEqual(['CREATED', 'REPEATED', 'REPEATED', 'REPEATED']);
    expect(await offers.published(offerId)).toHaveLength(1);
    expect((await offers.told(offerId)).filter((type) => type === 'PublicationAcknowledged')).toHaveLength(1);
  });

  it('whose sender is killed once the site has taken it is sent again under the same key: one publication', async () => {
    const { offerId } = await offers.entrust(CAP_EMPLOI);
    await offers.at('2026-03-17 00:00');
    const site = offers.service.app.get<PublicationSite>(PUBLICATION_SITE);
    const publish = site.publish.bind(site);
    const killed = jest.spyOn(site, 'publish').mockImplementationOnce(async (order, key) => {
      await publish(order, key);
      throw new Error('killed before it could write the answer down');
    });
    await offers.service.tick();
    killed.mockRestore();
    expect((await offers.read(CAP_EMPLOI, offerId)).publication).toMatchObject({ state: 'SENT' });
    await offers.service.tick();
    expect((await offers.read(CAP_EMPLOI, offerId)).publication).toMatchObject({ state: 'SENT' });
    await offers.at('2026-03-17 00:02');
    await offers.service.tick();
    expect((await offers.read(CAP_EMPLOI, offerId)).publication).toMatchObject({ state: 'ACKNOWLEDGED' });
    expect(await offers.published(offerId)).toHaveLength(1);
  });

  it('already on Pôle emploi’s site under a reference that is known is not published; under another, its holder is told', async () => {
    await offers.entrust(POLE_EMPLOI, { siteReference: 'PE-123ABC' });
    const same = await offers.entrust(CAP_EMPLOI, { siteReference: 'PE-123ABC' });
    const other = await offers.entrust(CAP_EMPLOI, { siteReference: 'PE-UNKNOWN' });
    expect(same.clock).toMatchObject({ exempt: 'ALREADY_PUBLISHED', dueAt: null });
    expect(other).toMatchObject({
      clock: { exempt: null, dueOn: '2026-03-17' },
      notices: [{ kind: 'REFERENCE_UNKNOWN' }],
    });
    const lifted = await offers.as(CAP_EMPLOI).post(`/v1/offers/${same.offerId}/lift-exemption`);
    expect(lifted.body).toMatchObject({ clock: { exempt: null, dueOn: '2026-03-17' } });
  });

  it('that the site refuses says why to its holder, and goes again once it is reworded', async () => {
    const { offerId } = await offers.entrust(CAP_EMPLOI);
    await offers.at('2026-03-17 00:00');
    await offers.behave('REFUSE', { reason: 'WORDING' });
    await offers.service.tick();
    await offers.behave('NORMAL');
    expect((await offers.read(CAP_EMPLOI, offerId)).publication).toMatchObject({
      state: 'REJECTED',
      reason: 'WORDING',
    });
    const { body } = await offers
      .as(CAP_EMPLOI)
      .get<{ items: { kind: string; offer: { offerId: string } }[] }>('/v1/offers/notices');
    expect(body.items).toContainEqual(
      expect.objectContaining({ kind: 'PUBLICATION_REJECTED', offer: expect.objectContaining({ offerId }) }),
    );
    await offers.as(CAP_EMPLOI).patch(`/v1/offers/${offerId}`, { title: 'Cuisinier (H/F)' });
    await offers.service.tick();
    expect((await offers.read(CAP_EMPLOI, offerId)).publication).toMatchObject({ state: 'ACKNOWLEDGED' });
  });

  it('that the site does not acknowledge within 24 hours is an alert that its holder sees, once', async () => {
    const { offerId } = await offers.entrust(CAP_EMPLOI);
    await offers.at('2026-03-17 00:00');
    await offers.behave('LOSE_ANSWER');
    await offers.service.tick();
    for (const hour of ['00:30', '01:00', '02:00']) {
      await offers.at(`2026-03-18 ${hour}`);
      await offers.service.tick();
    }
    await offers.behave('NORMAL');
    const kinds = (await offers.read(CAP_EMPLOI, offerId)).notices.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'PUBLICATION_UNACKNOWLEDGED')).toHaveLength(1);
  });

  it('of an employer who opposes publication is taken back, and of a closed one goes to review', async () => {
    const { siret, employerId } = await offers.employer();
    const made = await offers.entrust(CAP_EMPLOI, { siret });
    await offers.at('2026-03-17 00:00');
    await offers.service.tick();
    const recordedAt = '2026-03-18T09:00:00.000Z';
    await offers.service.feed([
      factOf(OptOutRecorded, employerId, {
        optOutId: anId(),
        employerId,
        purpose: 'PUBLICATION',
        recordedAt,
      }),
    ]);
    await offers.service.tick();
    expect(await offers.published(made.offerId)).toMatchObject([{ state: 'RETRACTED' }]);
    expect(await offers.entrust(CAP_EMPLOI, { siret })).toMatchObject({
      clock: { exempt: 'EMPLOYER_REFUSED_PUBLICATION' },
    });
    await offers.service.feed([factOf(EmployerClosed, employerId, { employerId, siret, confirmed: true })]);
    expect((await offers.read(CAP_EMPLOI, made.offerId)).notices).toMatchObject([
      { kind: 'EMPLOYER_CLOSED' },
    ]);
  });
});
