import type { Instance, OptimalPlan } from './instance';
import { Bounds } from './kernel/bounds';
import { certificateOf, worthOf } from './kernel/certificate';
import { requireShape } from './kernel/instance-shape';
import { publishedPrices } from './kernel/published-prices';
import { NOBODY } from './kernel/roster';
import { shortfallsOf } from './kernel/shortfalls';
import { type Progress, solve } from './kernel/solve';
import type { WorkingPlan } from './kernel/working-plan';

/**
 * The best plan of the instance, with the prices and the pair of whole numbers that prove it. The same instance gives the
 * same plan, to the byte. `progress` is told the share of the work done and may throw to cancel.
 * @throws RangeError when the arrays of the instance do not fit together.
 */
export function plan(instance: Instance, progress: Progress = () => {}): OptimalPlan {
  requireShape(instance);
  const bounds = new Bounds(instance);
  const working = solve(instance, bounds, progress);
  const assignedTo = structuresOf(instance, working);
  const prices = publishedPrices(working.network, bounds);
  return {
    assignedTo,
    prices,
    value: worthOf(instance, assignedTo),
    certificate: certificateOf(instance, bounds, assignedTo, prices),
    shortfalls: shortfallsOf(instance, assignedTo),
  };
}

function structuresOf({ employers, segments, pinnedTo }: Instance, { roster }: WorkingPlan): Int32Array {
  const assignedTo = new Int32Array(employers).fill(NOBODY);
  for (let employer = 0; employer < employers; employer++) {
    if (pinnedTo !== undefined && pinnedTo[employer]! >= 0) assignedTo[employer] = pinnedTo[employer]!;
    else if (roster.bin[employer]! !== NOBODY) assignedTo[employer] = (roster.bin[employer]! / segments) | 0;
  }
  return assignedTo;
}
