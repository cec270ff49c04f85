import type { House } from './house';
import type { Invariant } from './invariant';

interface Told {
  type: string;
  payload: { offerId: string; positions?: number; openPositions?: number };
}

/** Figures of the pilot against a recomputation from the facts, by code that the pilot does not share. */
export const figuresRecomputed: Invariant = {
  id: 'I8',
  title: 'Les chiffres du pilote se recalculent depuis les faits',
  remedy: 'Reconstruisez la projection à côté : node dist/apps/pilot/src/main.js rebuild NOM.',
  needs: ['pilot', 'offers', 'prospecting'],
  check: async (house) => {
    const [offers, contacts] = [await openPositions(house), await redundantVisits(house)];
    return {
      checked: offers.checked + contacts.checked,
      unit: 'lignes',
      violations: [...offers.wrong, ...contacts.wrong],
    };
  },
};

async function openPositions(house: House): Promise<{ checked: number; wrong: string[] }> {
  const told = await house.query<Told>(
    'offers',
    "select type, payload from event_log where topic = 'offers' and recorded_at <= $1 order by key, version",
    [house.asOf],
  );
  const open = new Map<string, number>();
  for (const { type, payload } of told) {
    if (type === 'OfferEntrusted.v1') open.set(payload.offerId, payload.positions ?? 0);
    else if (payload.openPositions !== undefined) open.set(payload.offerId, payload.openPositions);
    else if (type === 'OfferWithdrawn.v1' || type === 'OfferExpired.v1') open.set(payload.offerId, 0);
  }
  const later = await house.query<{ offer_id: string }>(
    'offers',
    "select distinct payload->>'offerId' as offer_id from event_log where topic = 'offers' and recorded_at > $1",
    [house.asOf],
  );
  const shown = await house.query<{ offer_id: string; open: number }>(
    'pilot',
    `select o.offer_id::text, coalesce((select s.open from offer_step s where s.offer_id = o.offer_id and s.open is not null
        order by s.version desc limit 1), 0) as open from offer o`,
  );
  return compared(
    'postes ouverts',
    open,
    new Map(shown.map((one) => [one.offer_id, one.open])),
    later.map((one) => one.offer_id),
  );
}

async function redundantVisits(house: House): Promise<{ checked: number; wrong: string[] }> {
  const last = await house.query<{ visit: string; judgement: string; recorded_at: Date }>(
    'prospecting',
    `select distinct on (key, payload->>'visitKey') key || ' ' || (payload->>'visitKey') as visit, payload->>'judgement' as judgement, recorded_at
       from event_log where type = 'ContactRecorded.v1' order by key, payload->>'visitKey', version desc`,
  );
  const told = new Map(
    last.filter((one) => one.recorded_at <= house.asOf).map((one) => [one.visit, one.judgement]),
  );
  const young = last.filter((one) => one.recorded_at > house.asOf).map((one) => one.visit);
  const shown = await house.query<{ visit: string; judgement: string }>(
    'pilot',
    "select employer_id::text || ' ' || visit_key as visit, judgement from contact",
  );
  return compared('visite', told, new Map(shown.map((one) => [one.visit, one.judgement])), young);
}

/** Objects that differ, but for those that changed within the grace. */
function compared<T>(
  what: string,
  told: ReadonlyMap<string, T>,
  shown: ReadonlyMap<string, T>,
  young: readonly string[],
) {
  const moving = new Set(young);
  const ids = new Set([...told.keys(), ...shown.keys()]);
  const wrong = [...ids]
    .filter((id) => !moving.has(id) && told.get(id) !== shown.get(id))
    .map(
      (id) => `${what} ${id} : ${String(told.get(id))} d’après les faits, ${String(shown.get(id))} affiché`,
    );
  return { checked: ids.size, wrong };
}
