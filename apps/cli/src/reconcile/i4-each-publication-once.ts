import { described, type Invariant } from './invariant';

/** How long after its instant a due offer may still be on its way to its order: two scans and a busy machine. */
const GRACE = '5 minutes';

/** An offer past due is published exactly once, none early, none decided after a recorded end. */
export const eachPublicationOnce: Invariant = {
  id: 'I4',
  title: 'Chaque offre échue est publiée une fois, jamais avant l’heure ni après son retrait',
  remedy: 'Regardez l’échéancier de offers ; concerto parked ls montre ce qui attend.',
  needs: ['offers'],
  check: async (house) => {
    const [{ n = 0 } = {}] = await house.query<{ n: number }>('offers', 'select count(*) as n from offer');
    const orders = `select key, version, payload->>'offerId' as offer, (payload->>'cycle')::int as cycle,
        (payload->>'dueAt')::timestamptz as due, (payload->>'orderedAt')::timestamptz as ordered
      from event_log where type = 'PublicationOrdered.v1'`;
    const twice = await house.query<object>(
      'offers',
      `select offer, cycle, count(*) as orders from (${orders}) o group by 1, 2 having count(*) > 1`,
    );
    const early = await house.query<object>(
      'offers',
      `select offer, cycle, due, ordered from (${orders}) o where ordered < due`,
    );
    const after = await house.query<object>(
      'offers',
      `select o.offer, o.cycle, e.type as ended_by from (${orders}) o join event_log e on e.topic = 'offers' and e.key = o.key
          and e.version < o.version and e.type in ('OfferWithdrawn.v1', 'OfferExpired.v1') and e.payload->>'offerId' = o.offer`,
    );
    const forgotten = await house.query<object>(
      'offers',
      `select offer_id as offer, publish_at as due from offer
        where publish_at < (select clock_timestamp() + shift from business_clock) - interval '${GRACE}'`,
    );
    const orderless = await house.query<object>(
      'offers',
      `select p.offer_id as offer, p.cycle from publication p where not exists (
          select from (${orders}) o where o.offer = p.offer_id::text and o.cycle = p.cycle)`,
    );
    return {
      checked: n,
      unit: 'offres',
      violations: [twice, early, after, forgotten, orderless].flatMap(described),
    };
  },
};
