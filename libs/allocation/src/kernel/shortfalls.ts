import type { Instance, Shortfalls } from '../instance';
import { tallyOf } from './tally';

/** What the plan could not give of what was asked, and what its pins made it exceed. */
export function shortfallsOf(instance: Instance, assignedTo: Int32Array): Shortfalls {
  const { structure, bin, class: klass } = tallyOf(instance, assignedTo);
  return {
    floor: over(instance.floor, bin),
    coverage: over(instance.coverage, klass),
    overCapacity: over(structure, instance.capacity),
    overCeiling: over(bin, instance.ceiling),
  };
}

const over = (much: Int32Array, little: Int32Array): Int32Array =>
  much.map((count, at) => Math.max(0, count - little[at]!));
