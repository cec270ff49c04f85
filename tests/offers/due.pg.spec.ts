import { CommandBus } from '@nestjs/cqrs';
import { Scheduler } from '#service/schedule';
import { FillPositions } from '../../apps/offers/src/commands/fill-positions';
import { PublishIfDue } from '../../apps/offers/src/commands/publish-if-due';
import { WithdrawOffer } from '../../apps/offers/src/commands/withdraw-offer';
import { CAP_EMPLOI, type Offers, offersUnderTest, PLIE } from './offers-under-test';

describe('The due time', () => {
  let offers: Offers;
  beforeAll(async () => {
    offers = await offersUnderTest();
  });
  afterAll(() => offers.close());

  it('of 40 offers, after a stop of three days and with two schedulers at work, publishes each once', async () => {
    await offers.at('2026-03-01 09:00');
    const made = [];
    for (let n = 0; n < 40; n++) made.push((await offers.entrust(n % 2 ? CAP_EMPLOI : PLIE)).offerId);
    await offers.at('2026-03-16 23:00');
    await offers.service.tick();
    expect(await offers.service.query('select 1 from publication')).toEqual([]);

    await offers.service.advance('P3D');
    const scheduler = offers.service.app.get(Scheduler);
    await Promise.all([scheduler.once(), scheduler.once(), scheduler.once()]);
    await offers.service.tick();

    const told = await offers.service.told('PublicationOrdered.v1');
    expect(told.map(({ payload }) => payload.offerId).sort()).toEqual([...made].sort());
    const shown = await offers.board.query('select key, state from published order by key');
    expect(shown).toEqual([...made].sort().map((id) => ({ key: `${id}-1`, state: 'PUBLISHED' })));
    const asked = await offers.board.query<{ n: number }>('select count(*) as n from taken_request');
    expect(asked[0]!.n).toBe(40);
    const reminders = await offers.service.query('select kind, count(*) as n from notice group by kind');
    expect(reminders).toEqual([{ kind: 'DUE_IN_2_DAYS', n: 40 }]);
  });

  it('that races a thousand times with a hire or a withdrawal leaves no order that disagrees with its offer', async () => {
    await offers.at('2026-03-01 09:00');
    const { siret, employerId } = await offers.employer();
    const made = await offers.entrust(CAP_EMPLOI, { siret });
    // A thousand copies of one offer: what is tested is the race, not the door. Several employers, or one lock would queue them all.
    await offers.service.query(
      `insert into offer select (jsonb_populate_record(o, jsonb_build_object(
           'offer_id', gen_random_uuid(), 'employer_id', '01900000-0000-7000-9000-' || lpad((n % 50)::text, 12, '0'),
           'positions', 1 + n % 2, 'publish_at', o.publish_at))).*
         from offer o, generate_series(1, 1000) n where o.offer_id = $1`,
      [made.offerId],
    );
    await offers.at('2026-03-17 00:00');
    const raced = await offers.service.query<{ offer_id: string }>(
      'select offer_id from offer where siret = $1 and employer_id <> $2 order by md5(offer_id::text)',
      [siret, employerId],
    );
    const commands = offers.service.app.get(CommandBus);
    const by = { partnerId: CAP_EMPLOI, territoryId: null };
    const race = async (offerId: string, n: number): Promise<void> => {
      const order = { by, offerId, ifMatch: null };
      const change = () =>
        commands.execute(
          n % 3 === 0
            ? new WithdrawOffer(order, 'EMPLOYER_GAVE_UP', null)
            : new FillPositions(order, 1, null, null),
        );
      const due = () => commands.execute(new PublishIfDue(offerId));
      await Promise.all(n % 2 ? [due(), change(), due()] : [change(), due(), due()]);
    };
    const lanes = raced.map(({ offer_id }, n) => ({ offerId: offer_id, n }));
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        for (let next = lanes.pop(); next; next = lanes.pop()) await race(next.offerId, next.n);
      }),
    );

    const disagreeing = await offers.service.query(
      `select o.offer_id, o.status, o.positions - o.filled as open, p.state, p.wanted, p.positions
         from offer o left join publication p using (offer_id)
        where o.siret = $1 and o.employer_id <> $2 and not case
          when o.status <> 'OPEN' then p.offer_id is null or (p.wanted = 'RETRACTED' and p.state = 'RETRACTED')
          else p.wanted = 'PUBLISHED' and p.positions = o.positions - o.filled end`,
      [siret, employerId],
    );
    expect(disagreeing).toEqual([]);
    const orders = await offers.service.query<{ n: number }>(
      `select count(*) as n from event_log e join offer o on o.offer_id::text = e.payload ->> 'offerId'
        where e.type = 'PublicationOrdered.v1' and o.siret = $1 and o.employer_id <> $2 group by o.offer_id`,
      [siret, employerId],
    );
    expect(Math.max(...orders.map(({ n }) => n))).toBe(1);
    // Both outcomes of the race were seen, or nothing was raced.
    const before = await offers.service.query('select 1 from publication where state = $1 limit 1', [
      'RETRACTED',
    ]);
    expect(before).toHaveLength(1);
    expect(raced).toHaveLength(1000);
    expect(orders.length).toBeLessThan(1000);
  }, 300_000);
});
