import type { Instance } from '#allocation/instance';

/** An employer as a hand-written case says it: where it may be visited and what for. */
export interface SmallEmployer {
  readonly values: Readonly<Record<number, number>>;
  readonly segment?: number;
  readonly klass?: number;
  readonly pinnedTo?: number;
}

export interface SmallCase {
  readonly capacity: readonly number[];
  readonly employers: readonly SmallEmployer[];
  readonly segments?: number;
  readonly floor?: readonly number[];
  readonly ceiling?: readonly number[];
  readonly coverage?: readonly number[];
  readonly floorPenalty?: number;
  readonly coveragePenalty?: number;
}

const ANY = 1_000_000;

/** The instance of a case small enough to be read: no floor, no ceiling, no coverage unless said. */
export function smallInstance(given: SmallCase): Instance {
  const { capacity, employers, segments = 1, coverage = [] } = given;
  const bins = capacity.length * segments;
  const pairs = employers.map(({ values }) => Object.entries(values));
  const firstPair = [0];
  for (const own of pairs) firstPair.push(firstPair.at(-1)! + own.length);
  return {
    employers: employers.length,
    structures: capacity.length,
    segments,
    classes: coverage.length,
    firstPair: Uint32Array.from(firstPair),
    pairStructure: Uint16Array.from(pairs.flat(), ([structure]) => Number(structure)),
    pairValue: Int32Array.from(pairs.flat(), ([, value]) => value),
    segmentOf: Uint8Array.from(employers, ({ segment }) => segment ?? 0),
    classOf: Int32Array.from(employers, ({ klass }) => klass ?? -1),
    capacity: Int32Array.from(capacity),
    floor: Int32Array.from({ length: bins }, (_, bin) => given.floor?.[bin] ?? 0),
    ceiling: Int32Array.from({ length: bins }, (_, bin) => given.ceiling?.[bin] ?? ANY),
    coverage: Int32Array.from(coverage),
    floorPenalty: given.floorPenalty ?? 0,
    coveragePenalty: given.coveragePenalty ?? 0,
    pinnedTo: Int32Array.from(employers, ({ pinnedTo }) => pinnedTo ?? -1),
  };
}

/** Numbers that are the same at every run. */
export function seeded(seed: number): { upTo: (most: number) => number; chance: (share: number) => boolean } {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { upTo: (most) => Math.floor(next() * (most + 1)), chance: (share) => next() < share };
}

/** A territory drawn at random, with ties, empty structures, floors out of reach and penalties above every value. */
export function randomInstance(seed: number, size = 40): Instance {
  const { upTo, chance } = seeded(seed);
  const [structures, segments, classes] = [1 + upTo(5), 1 + upTo(2), upTo(3)];
  const highest = [3, 20, 1_000_000][upTo(2)]!;
  const density = upTo(100) / 100;
  const capacity = Array.from({ length: structures }, () => upTo(chance(0.3) ? 1 : size / 5));
  const bins = Array.from(
    { length: structures * segments },
    (_, bin) => capacity[Math.floor(bin / segments)]!,
  );
  const ceiling = bins.map((most) => (chance(0.4) ? most + 3 : upTo(most)));
  return smallInstance({
    capacity,
    segments,
    employers: Array.from({ length: 1 + upTo(size - 1) }, () => {
      const open = capacity.flatMap((_, structure) => (chance(density) ? [structure] : []));
      return {
        segment: upTo(segments - 1),
        klass: classes > 0 && chance(0.6) ? upTo(classes - 1) : -1,
        values: Object.fromEntries(open.map((structure) => [structure, 1 + upTo(highest - 1)])),
        pinnedTo: open.length > 0 && chance(0.1) ? open[upTo(open.length - 1)]! : -1,
      };
    }),
    ceiling,
    floor: ceiling.map((most) => (chance(0.5) ? 0 : upTo(most + 1))),
    coverage: Array.from({ length: classes }, () => (chance(0.3) ? 0 : upTo(size / 3))),
    floorPenalty: upTo(2 * highest),
    coveragePenalty: upTo(2 * highest),
  });
}
