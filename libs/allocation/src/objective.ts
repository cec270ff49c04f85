import type { Instance, MicroPosts } from './instance';
import { worthOf } from './pair-table';

/** What a plan is worth: its visits, and what the floors and the coverage that it meets are said to be worth. */
export function objectiveOf(instance: Instance, assignedTo: Int32Array): MicroPosts {
  const visits = new Int32Array(instance.structures * instance.segments);
  const covered = new Int32Array(instance.classes);
  let value = 0;
  assignedTo.forEach((structure, employer) => {
    if (structure < 0) return;
    value += worthOf(instance, employer, structure);
    visits[structure * instance.segments + instance.segmentOf[employer]!]! += 1;
    if (instance.classOf[employer]! >= 0) covered[instance.classOf[employer]!]! += 1;
  });
  const met = (reached: Int32Array, wished: Int32Array) =>
    reached.reduce((sum, one, at) => sum + Math.min(one, wished[at]!), 0);
  return (
    value +
    instance.floorPenalty * met(visits, instance.floor) +
    instance.coveragePenalty * met(covered, instance.coverage)
  );
}
