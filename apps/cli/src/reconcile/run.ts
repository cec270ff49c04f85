import type { House } from './house';
import type { Finding, Invariant } from './invariant';

export interface Result extends Finding {
  readonly id: string;
  readonly title: string;
  readonly remedy: string;
  /** Why it could not be checked, when it could not: never taken for clean. */
  readonly impossible?: string;
}

/** How long a violation is given before it is looked at again: facts may have been on their way. */
const SECOND_LOOK_MS = 3_000;

/**
 * Holds the databases against each invariant. A violation is reported only when a second look, in a new snapshot,
 * finds it as well.
 */
export async function reconcile(
  invariants: readonly Invariant[],
  open: () => Promise<House>,
  secondLookMs = SECOND_LOOK_MS,
): Promise<Result[]> {
  const first = await checked(invariants, open);
  const doubtful = invariants.filter((one) => first.get(one.id)!.violations.length > 0);
  if (doubtful.length === 0) return [...first.values()];
  await new Promise((resolve) => setTimeout(resolve, secondLookMs));
  const second = await checked(doubtful, open);
  return [...first.values()].map((result) => {
    const again = second.get(result.id);
    if (!again) return result;
    const before = new Set(result.violations);
    return { ...again, violations: again.violations.filter((one) => before.has(one)) };
  });
}

async function checked(
  invariants: readonly Invariant[],
  open: () => Promise<House>,
): Promise<Map<string, Result>> {
  const house = await open();
  try {
    const results = new Map<string, Result>();
    for (const invariant of invariants) results.set(invariant.id, await one(invariant, house));
    return results;
  } finally {
    await house.close();
  }
}

async function one(invariant: Invariant, house: House): Promise<Result> {
  const { id, title, remedy, needs } = invariant;
  const missing = needs.filter((service) => !house.has(service));
  const nothing = { id, title, remedy, checked: 0, unit: '', violations: [] };
  if (missing.length > 0) return { ...nothing, impossible: `il manque la base de ${missing.join(', ')}` };
  try {
    return { id, title, remedy, ...(await invariant.check(house)) };
  } catch (error) {
    return { ...nothing, impossible: (error as Error).message };
  }
}
