import type { Message, Position } from './received';
import type { Transaction } from './unit-of-work';

/** A message of ours with its position read. */
export interface Placed {
  readonly message: Message;
  readonly position: Position;
}

export interface Advanced {
  /** What follows in sequence, in the order of the log. */
  readonly fresh: readonly Placed[];
  /** What cannot be applied now: its key is parked already, or a version before it is missing. */
  readonly held: readonly Placed[];
  /** Keys found with a gap, with the version that they stand at. */
  readonly gaps: ReadonlyMap<string, number>;
  /** Where each key stood before. */
  readonly was: ReadonlyMap<string, number>;
}

/** Locks, advances and tells the old version, in one statement, in sorted key order (messaging.md section 2). */
const ADVANCE = `
  insert into applied_version as a (topic, key, version, event_id)
    select $1, key, last, event_id from unnest($2::text[], $3::bigint[], $4::uuid[]) t(key, last, event_id)
     order by key collate "C"
    on conflict (topic, key) do update set
      version = case when a.parked then a.version else greatest(a.version, excluded.version) end,
      event_id = case when a.parked or a.version >= excluded.version then a.event_id else excluded.event_id end
    returning key, coalesce(old.version, 0) as was, new.parked`;

/** Moves the versions of a batch's keys forward and says which messages are fresh, which are repeats, which must wait. */
export async function advance(tx: Transaction, topic: string, batch: readonly Placed[]): Promise<Advanced> {
  const last = new Map<string, Placed>();
  for (const one of batch) {
    const known = last.get(one.position.key);
    if (!known || known.position.version < one.position.version) last.set(one.position.key, one);
  }
  const ends = [...last.values()];
  const rows = await tx.query<{ key: string; was: number; parked: boolean }>(ADVANCE, [
    topic,
    ends.map((one) => one.position.key),
    ends.map((one) => one.position.version),
    ends.map((one) => one.message.headers.ce_id ?? null),
  ]);
  const was = new Map(rows.map((row) => [row.key, row.was]));
  const parked = new Set(rows.filter((row) => row.parked).map((row) => row.key));
  return classify(batch, was, parked);
}

function classify(
  batch: readonly Placed[],
  was: ReadonlyMap<string, number>,
  parked: ReadonlySet<string>,
): Advanced {
  const at = new Map(was);
  const fresh: Placed[] = [];
  const held: Placed[] = [];
  const gaps = new Map<string, number>();
  for (const one of batch) {
    const { key, version } = one.position;
    const stands = at.get(key) ?? 0;
    if (version <= stands) continue;
    if (parked.has(key) || gaps.has(key)) {
      held.push(one);
    } else if (version === stands + 1) {
      fresh.push(one);
      at.set(key, version);
    } else {
      gaps.set(key, stands);
      held.push(one);
    }
  }
  return { fresh, held, gaps, was };
}
