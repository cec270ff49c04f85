import type { Invariant } from './invariant';

interface Ordered {
  readonly key: string;
  readonly state: string;
  readonly receipt: string | null;
  readonly settled: boolean;
}

interface OnSite {
  readonly key: string;
  readonly state: string;
  readonly receipt: string;
  readonly fresh: boolean;
}

/**
 * What offers says that the site shows is shown there, under the receipt that was given, and the site shows nothing that
 * nobody ordered. Checked where the site is ours; another's cannot be read.
 */
export const siteAgrees: Invariant = {
  id: 'I11',
  title: 'Le site de publication montre ce qui a été accusé, et rien d’autre',
  remedy: 'Comparez publication (offers) et published (job-board) : un accusé sans annonce est une perte.',
  needs: ['offers'],
  check: async (house) => {
    const unit = 'publications';
    if (!house.has('job-board')) return { checked: 0, unit, violations: [] };
    const ordered = await house.query<Ordered>(
      'offers',
      `select offer_id || '-' || cycle as key, state, receipt, next_attempt_at is null as settled from publication`,
    );
    const shown = await house.query<OnSite>(
      'job-board',
      'select key, state, receipt, changed_at > $1 as fresh from published',
      [house.asOf],
    );
    // A site of somebody else's leaves ours empty.
    if (shown.length === 0 && !ordered.some((one) => one.receipt?.startsWith('JB-')))
      return { checked: 0, unit, violations: [] };
    const onSite = new Map(shown.map((one) => [one.key, one]));
    const orders = new Map(ordered.map((one) => [one.key, one]));
    return {
      checked: ordered.length,
      unit,
      violations: [
        ...ordered.flatMap((one) => faultOf(one, onSite.get(one.key))),
        ...shown
          .filter((one) => !one.fresh && !orders.has(one.key))
          .map((one) => `key=${one.key} sur le site sans ordre`),
      ],
    };
  },
};

function faultOf({ key, state, receipt, settled }: Ordered, shown: OnSite | undefined): string[] {
  if (receipt === null) return [];
  if (!shown) return [`key=${key} receipt=${receipt} accusé, absent du site`];
  if (shown.receipt !== receipt) return [`key=${key} receipt=${receipt} et ${shown.receipt} sur le site`];
  if (shown.fresh || !settled) return [];
  const expected = { ACKNOWLEDGED: 'PUBLISHED', RETRACTED: 'RETRACTED' }[state];
  return expected && expected !== shown.state
    ? [`key=${key} ${state} chez nous, ${shown.state} sur le site`]
    : [];
}
