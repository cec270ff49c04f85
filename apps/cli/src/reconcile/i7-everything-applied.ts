import type { House } from './house';
import { tellers } from './i5-versions-without-gap';
import type { Invariant } from './invariant';

interface Position {
  key: string;
  version: number;
}

/** For each reader: what was told = what it applied + what it parked, key by key. */
export const everythingApplied: Invariant = {
  id: 'I7',
  title: 'Tout fait dit a été appliqué ou mis en attente avec sa raison, chez chacun de ses lecteurs',
  remedy: 'concerto parked ls ; si un service est arrêté, démarrez-le : il rattrapera.',
  needs: [],
  check: async (house) => {
    let checked = 0;
    const violations: string[] = [];
    for (const teller of tellers(house)) {
      const told = await house.query<Position>(
        teller,
        'select key, max(version) as version from event_log where topic = $1 and recorded_at <= $2 group by key',
        [teller, house.asOf],
      );
      for (const reader of house.services.filter((one) => house.reads.get(one)?.includes(teller))) {
        checked += told.length;
        violations.push(...(await missing(house, teller, reader, told)));
      }
    }
    return { checked, unit: 'positions', violations };
  },
};

async function missing(
  house: House,
  teller: string,
  reader: string,
  told: readonly Position[],
): Promise<string[]> {
  const reached = await house.query<Position>(
    reader,
    `select key, greatest(a.version, coalesce(max(p.version), 0)) as version
       from applied_version a left join parked_fact p using (topic, key) where topic = $1 group by key, a.version`,
    [teller],
  );
  const at = new Map(reached.map((one) => [one.key, one.version]));
  return told
    .filter((one) => (at.get(one.key) ?? 0) < one.version)
    .map(
      (one) =>
        `${reader}: ${teller} ${one.key} dite jusqu’à ${one.version}, prise jusqu’à ${at.get(one.key) ?? 0}`,
    );
}
