import { addDays } from '#domain/local-date';
import type { Loading } from './loading';

interface Recontact {
  readonly recontactId: string;
  readonly positions: number;
  readonly romeCodes: readonly string[];
}

/** Recontacts are due and assigned by the services themselves, a little after the plan. */
const AWAITED = 10;
const PATIENCE_MS = 40_000;

/** Half of the recontacts that were assigned get an outcome (BR-52); the others stay on the worklists. */
export async function closeRecontacts(loading: Loading, keys: ReadonlyMap<string, string>): Promise<void> {
  let closed = 0;
  for (const { key, recontacts } of await assigned(loading, keys))
    for (const [n, recontact] of recontacts.entries()) {
      if (n % 2 === 1) continue;
      const path = `/v1/recontacts/${recontact.recontactId}/outcome`;
      await loading.post(
        path,
        `recontact-${recontact.recontactId}`,
        outcomeOf(loading, recontact, n / 2),
        key,
      );
      closed++;
    }
  loading.say(`Recontacts BMO clos : ${closed}`);
}

async function assigned(loading: Loading, keys: ReadonlyMap<string, string>) {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const lists = [];
    for (const key of keys.values()) {
      const { items } = await loading.get<{ items: Recontact[] }>('/v1/recontacts?state=ASSIGNED', key);
      lists.push({ key, recontacts: items });
    }
    const count = lists.reduce((sum, { recontacts }) => sum + recontacts.length, 0);
    if (count >= AWAITED || Date.now() > until) return lists;
    await new Promise((resume) => setTimeout(resume, 2000));
  }
}

function outcomeOf({ demonstration }: Loading, { positions, romeCodes }: Recontact, nth: number): object {
  // A family that no ROME code answers for cannot become an offer by itself: an adviser would have to name one.
  const stillOpen = (open: number) =>
    romeCodes.length > 0
      ? { outcome: 'STILL_OPEN', stillOpen: open }
      : { outcome: 'HIRED', hired: positions };
  const outcomes = [
    stillOpen(positions),
    { outcome: 'HIRED', hired: positions },
    { outcome: 'POSTPONED', postponedTo: addDays(demonstration.today, 90) },
    stillOpen(1),
    { outcome: 'FILLED_OTHERWISE' },
    { outcome: 'DROPPED' },
  ];
  return outcomes[nth % outcomes.length]!;
}
