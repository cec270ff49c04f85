import type { Instance } from '#allocation/instance';

/** What a plan brings, recounted by the bench for every contender alike. */
export interface Worth {
  /** Micro-posts of the visits. */
  readonly posts: number;
  /** With the wishes met, at their penalties: what the exact plan makes as large as can be. */
  readonly total: number;
  readonly visits: number;
  readonly overCeiling: number;
}

export function worthOf(instance: Instance, assignedTo: Int32Array): Worth {
  const { employers, segments, firstPair, pairStructure, pairValue, segmentOf, classOf } = instance;
  const given = new Int32Array(instance.floor.length);
  const covered = new Int32Array(instance.classes);
  let [posts, visits] = [0, 0];
  for (let employer = 0; employer < employers; employer++) {
    const structure = assignedTo[employer]!;
    if (structure < 0) continue;
    visits++;
    given[structure * segments + segmentOf[employer]!]!++;
    if (classOf[employer]! >= 0) covered[classOf[employer]!]!++;
    for (let pair = firstPair[employer]!; pair < firstPair[employer + 1]!; pair++)
      if (pairStructure[pair] === structure) posts += pairValue[pair]!;
  }
  let total = posts;
  let overCeiling = 0;
  given.forEach((count, bin) => {
    total += instance.floorPenalty * Math.min(count, instance.floor[bin]!);
    overCeiling += Math.max(0, count - instance.ceiling[bin]!);
  });
  covered.forEach((count, klass) => {
    total += instance.coveragePenalty * Math.min(count, instance.coverage[klass]!);
  });
  return { posts, total, visits, overCeiling };
}
