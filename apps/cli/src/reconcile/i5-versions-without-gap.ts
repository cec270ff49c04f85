import type { House } from './house';
import { described, type Invariant } from './invariant';

interface Applied {
  key: string;
  version: number;
  event_id: string | null;
}

/** Versions 1..n without gap where facts are told; and what a consumer says it applied is what was told. */
export const versionsWithoutGap: Invariant = {
  id: 'I5',
  title: 'Les faits de chaque clé se suivent sans trou, et chacun a appliqué ce qui a été dit',
  remedy:
    'Une sauvegarde restaurée a pu bifurquer l’histoire : ne rien rejouer avant de comparer les identifiants.',
  needs: [],
  check: async (house) => {
    const violations: string[] = [];
    let checked = 0;
    for (const service of tellers(house)) {
      const gaps = await house.query<object>(
        service,
        `select l.topic, l.key, count(*) as told, max(l.version) as last, h.version as head
           from event_log l left join key_head h using (topic, key)
          group by l.topic, l.key, h.version
         having count(*) <> max(l.version) or min(l.version) <> 1 or h.version is distinct from max(l.version)`,
      );
      const [{ n = 0 } = {}] = await house.query<{ n: number }>(
        service,
        'select count(*) as n from event_log',
      );
      checked += n;
      violations.push(...described(gaps).map((one) => `${service}: ${one}`));
      violations.push(...(await forks(house, service)));
    }
    return { checked, unit: 'faits', violations };
  },
};

/** Keys that a consumer stands at with another event than the one told, or further than was ever told. */
async function forks(house: House, teller: string): Promise<string[]> {
  const found: string[] = [];
  for (const reader of house.services) {
    if (!house.reads.get(reader)?.includes(teller)) continue;
    const applied = await house.query<Applied>(
      reader,
      'select key, version, event_id from applied_version where topic = $1 and version > 0',
      [teller],
    );
    const told = await house.query<{ key: string; version: number }>(
      teller,
      `select t.key, t.version from unnest($1::text[], $2::bigint[], $3::uuid[]) t(key, version, event_id)
         left join event_log e on e.topic = $4 and e.key = t.key and e.version = t.version
        where e.event_id is null or (t.event_id is not null and e.event_id <> t.event_id)`,
      [
        applied.map((one) => one.key),
        applied.map((one) => one.version),
        applied.map((one) => one.event_id),
        teller,
      ],
    );
    found.push(
      ...told.map(
        (one) =>
          `${reader} a appliqué ${teller} ${one.key} version ${one.version}, qui n’a pas été dite ainsi`,
      ),
    );
  }
  return found;
}

/** Services that tell facts: those with an event log. */
export const tellers = (house: House): string[] =>
  house.services
    .filter((service) => house.reads.has(service) || service === 'partnership')
    .filter((service) => service !== 'job-board');
