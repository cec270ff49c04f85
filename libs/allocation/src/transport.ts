import type { OptimalPlan } from './instance';
import { type Pair, tableOf } from './pair-table';
import { plan } from './plan';

/**
 * The exact plan where nothing counts but places: each row says which places an employer may take and what each is
 * worth, `room` how many employers each place takes. Weeks of a structure and agents of a unit are such places.
 */
export function transport(rows: readonly (readonly Pair[])[], room: readonly number[]): OptimalPlan {
  return plan({
    employers: rows.length,
    structures: room.length,
    segments: 1,
    classes: 0,
    ...tableOf(rows),
    segmentOf: new Uint8Array(rows.length),
    classOf: new Int32Array(rows.length).fill(-1),
    capacity: Int32Array.from(room),
    floor: new Int32Array(room.length),
    ceiling: Int32Array.from(room),
    coverage: new Int32Array(0),
    floorPenalty: 0,
    coveragePenalty: 0,
  });
}
