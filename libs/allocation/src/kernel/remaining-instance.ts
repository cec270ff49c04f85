import type { Instance } from '../instance';
import type { Running } from './running';

/** What is left to plan, as an instance of its own: employers that are gone have no pair, pinned ones have theirs. */
export function remainingInstance({ plan, bounds, pins }: Running): Instance {
  const { pool, network } = plan;
  const { employers, segments } = pool;
  const firstPair = new Uint32Array(employers + 1);
  for (let employer = 0; employer < employers; employer++) {
    const pairs = pins.pairsOf(employer)?.length ?? pool.to[employer]! - pool.from[employer]!;
    firstPair[employer + 1] = firstPair[employer]! + pairs;
  }
  const pairStructure = new Uint16Array(firstPair[employers]!);
  const pairValue = new Int32Array(firstPair[employers]!);
  for (let employer = 0; employer < employers; employer++) {
    const at = firstPair[employer]!;
    pairStructure.set(pool.structure.subarray(pool.from[employer], pool.to[employer]), at);
    pairValue.set(pool.value.subarray(pool.from[employer], pool.to[employer]), at);
    pins.pairsOf(employer)?.forEach(([structure, value], rank) => {
      pairStructure[at + rank] = structure;
      pairValue[at + rank] = value;
    });
  }
  return {
    employers,
    structures: network.structures,
    segments,
    classes: network.classes,
    firstPair,
    pairStructure,
    pairValue,
    segmentOf: pool.segment.slice(0, employers),
    classOf: pool.classNode.slice(0, employers).map((node) => network.classOf(node)),
    capacity: bounds.capacity.slice(),
    floor: bounds.floor.slice(),
    ceiling: bounds.ceiling.slice(),
    coverage: bounds.coverage.slice(),
    floorPenalty: network.floorPenalty,
    coveragePenalty: network.coveragePenalty,
    pinnedTo: Int32Array.from({ length: employers }, (_, employer) => pins.structureOf(employer)),
  };
}
