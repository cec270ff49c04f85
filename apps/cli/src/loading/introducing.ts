import type { Loading } from './loading';

/** What becomes of Cap emploi's introductions, one after the other; the last ones are still under way. */
const OUTCOMES = ['HIRED', 'REFUSED', null, 'INTERVIEW', 'HIRED', null, 'NO_ANSWER', null] as const;

/** Cap emploi introduces candidates, under opaque references, on Pôle emploi's suitable offers (BR-85, BR-87). */
export async function introduceCandidates(
  loading: Loading,
  keys: ReadonlyMap<string, string>,
): Promise<void> {
  const partner = loading.demonstration.partners.find(({ kind }) => kind === 'CAP_EMPLOI')!;
  const key = keys.get(partner.code)!;
  const offers = await suitableOffers(loading, key);
  for (const [n, { offerId }] of offers.slice(0, OUTCOMES.length).entries()) {
    const candidateRef = `CE57-DEMO-${offerId.slice(-6)}`;
    const { introductionId } = await loading.post<{ introductionId: string }>(
      `/v1/offers/${offerId}/introductions`,
      `introduction-${offerId}`,
      { candidateRef },
      key,
    );
    const outcome = OUTCOMES[n];
    if (outcome)
      await loading.post(
        `/v1/introductions/${introductionId}/outcome`,
        `outcome-${introductionId}`,
        { outcome },
        key,
      );
  }
  loading.say(`Mises en relation de ${partner.name} : ${Math.min(offers.length, OUTCOMES.length)}`);
}

/** Oldest first. */
async function suitableOffers(loading: Loading, key: string): Promise<{ offerId: string }[]> {
  const { items } = await loading.get<{ items: { offerId: string }[] }>(
    '/v1/offers?oethSuitable=true&status=OPEN&limit=200',
    key,
  );
  return [...items].sort((a, b) => (a.offerId < b.offerId ? -1 : 1));
}
