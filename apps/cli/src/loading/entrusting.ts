import type { DemoOffer, DemoOfferStep } from '../demo/offers';
import { liveProgress } from '../output';
import type { Known, Loading } from './loading';

/** The partners' offers and what became of them, each partner with its own key, side by side. */
export async function entrustOffers(
  loading: Loading,
  known: Known,
  keys: ReadonlyMap<string, string>,
): Promise<void> {
  let done = 0;
  const feeds = [...loading.demonstration.offers].map(async ([partnerCode, offers]) => {
    for (const offer of offers) {
      await entrust(loading, known, offer, keys.get(partnerCode)!);
      liveProgress(`Offres : ${++done}`);
    }
  });
  await Promise.all(feeds);
  loading.say(`Offres : ${done}`);
}

async function entrust(loading: Loading, known: Known, offer: DemoOffer, key: string): Promise<void> {
  const { ref, partnerCode: _, unitCode, shared, steps, ...said } = offer;
  const body = { ...said, unitId: known.unitIds.get(unitCode), share: shared };
  const { offerId } = await loading.post<{ offerId: string }>('/v1/offers', ref, body, key);
  for (const [n, step] of steps.entries()) {
    const [action, order] = orderOf(step);
    await loading.post(`/v1/offers/${offerId}/${action}`, `${ref}-${n}`, order, key);
  }
}

function orderOf(step: DemoOfferStep): [string, object] {
  switch (step.kind) {
    case 'PAUSE':
      return ['pause', { reason: 'EMPLOYER_REQUEST', on: step.on }];
    case 'RESUME':
      return ['resume', { on: step.on }];
    case 'FILL':
      return ['fill', { positions: step.positions, filledOn: step.on }];
    case 'WITHDRAW':
      return ['withdraw', { reason: step.reason, on: step.on }];
  }
}
