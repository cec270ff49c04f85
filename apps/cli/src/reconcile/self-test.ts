import { openHouse } from './house';
import type { Invariant } from './invariant';
import { type Result, reconcile } from './run';
import { openScratch, SCRATCH_READS, SEEDS } from './scratch';

const GRACE_SECONDS = 60;

/**
 * Shows that the checks can fail: on a true story none does; with one violation seeded, exactly that one does. A check
 * that cannot go red proves nothing.
 */
export async function selfTest(serverUrl: string, invariants: readonly Invariant[]): Promise<Result[]> {
  const scratch = await openScratch(serverUrl);
  const failing = async (): Promise<string[]> => {
    const results = await reconcile(
      invariants,
      () => openHouse(serverUrl, scratch.prefix, SCRATCH_READS, GRACE_SECONDS),
      0,
    );
    return results.filter((one) => one.violations.length > 0 || one.impossible).map((one) => one.id);
  };
  try {
    await scratch.tell();
    const clean = await failing();
    const results: Result[] = [verdict('', 'Une histoire vraie ne fait échouer personne', [], clean)];
    for (const { id, title } of invariants) {
      const seed = SEEDS[id];
      if (!seed) throw new Error(`no violation is seeded for ${id}`);
      await scratch.tell(seed.service, seed.sql);
      results.push(verdict(id, title, [id], await failing()));
    }
    return results;
  } finally {
    await scratch.drop();
  }
}

function verdict(id: string, title: string, expected: readonly string[], failed: readonly string[]): Result {
  const right = expected.join() === failed.join();
  return {
    id: id || '--',
    title: id ? `Écart semé, vu par lui seul : ${title}` : title,
    remedy: 'La vérification elle-même est à corriger.',
    checked: 1,
    unit: 'écart semé',
    violations: right
      ? []
      : [`attendu : ${expected.join(', ') || 'aucun'} ; vu : ${failed.join(', ') || 'aucun'}`],
  };
}
