import type { Instance } from '#allocation/instance';
import { Draw } from '../../support/draw';
import { anEmployer, HIDDEN, LARGE, worthOf } from './employers';
import { type Region, regionOf } from './region';
import type { Size } from './sizes';

const SEGMENTS = 3;
/** The committee's wishes: of a structure's visits, to the hidden market, and to large accounts; of a bassin's, hidden. */
const HIDDEN_FLOOR = 0.35;
const LARGE_FLOOR = 0.05;
const LARGE_CEILING = 0.3;
const COVERAGE = 0.45;

/** A made-up territory, always the same for the same size and seed. Employers are stored by bassin, as by commune code. */
export function territoryOf(size: Size, seed = 1): Instance {
  const draw = new Draw(seed);
  const region = regionOf(draw, size);
  const pairs = new PairList(size.employers * 20);
  const firstPair = new Uint32Array(size.employers + 1);
  const segmentOf = new Uint8Array(size.employers);
  const classOf = new Int32Array(size.employers).fill(-1);
  const ends = endOfBassins(region, size.employers);
  let bassin = 0;
  for (let at = 0; at < size.employers; at++) {
    while (at >= ends[bassin]!) bassin++;
    const place = region.bassins[bassin]!;
    const employer = anEmployer(draw, region, place);
    segmentOf[at] = employer.segment;
    if (employer.segment === HIDDEN) classOf[at] = bassin;
    for (const structure of place.covering) {
      const worth = worthOf(draw, employer, structure, region.structures[structure]!);
      if (worth > 0) pairs.push(structure, worth);
    }
    firstPair[at + 1] = pairs.length;
  }
  return {
    employers: size.employers,
    structures: size.structures,
    segments: SEGMENTS,
    classes: size.bassins,
    firstPair,
    ...pairs.arrays(),
    segmentOf,
    classOf,
    ...wishesOf(region),
    floorPenalty: 500_000,
    coveragePenalty: 400_000,
  };
}

function endOfBassins({ bassins }: Region, employers: number): number[] {
  const total = bassins.reduce((all, { weight }) => all + weight, 0);
  let below = 0;
  const ends = bassins.map(({ weight }) => {
    below += weight;
    return Math.round((employers * below) / total);
  });
  return ends.with(-1, employers);
}

function wishesOf({ structures, bassins }: Region) {
  const bins = structures.length * SEGMENTS;
  const capacity = Int32Array.from(structures, (structure) => structure.capacity);
  const floor = new Int32Array(bins);
  const ceiling = new Int32Array(bins);
  const visits = new Float64Array(bassins.length);
  structures.forEach(({ capacity: all, bassins: covered }, structure) => {
    const first = structure * SEGMENTS;
    ceiling.fill(all, first, first + SEGMENTS);
    floor[first + HIDDEN] = Math.ceil(HIDDEN_FLOOR * all);
    floor[first + LARGE] = Math.floor(LARGE_FLOOR * all);
    ceiling[first + LARGE] = Math.ceil(LARGE_CEILING * all);
    for (const bassin of covered) visits[bassin]! += all / covered.length;
  });
  const coverage = Int32Array.from(visits, (all) => Math.ceil(COVERAGE * all));
  return { capacity, floor, ceiling, coverage };
}

class PairList {
  length = 0;
  private structure: Uint16Array;
  private value: Int32Array;

  constructor(expected: number) {
    this.structure = new Uint16Array(expected);
    this.value = new Int32Array(expected);
  }

  push(structure: number, value: number): void {
    if (this.length === this.structure.length) {
      const [structures, values] = [this.structure, this.value];
      this.structure = new Uint16Array(2 * this.length);
      this.value = new Int32Array(2 * this.length);
      this.structure.set(structures);
      this.value.set(values);
    }
    this.structure[this.length] = structure;
    this.value[this.length++] = value;
  }

  arrays() {
    return {
      pairStructure: this.structure.slice(0, this.length),
      pairValue: this.value.slice(0, this.length),
    };
  }
}

/** The same territory with scores of three levels only, as in a list of A, B and C prospects. */
export const withThreeLevels = (instance: Instance): Instance => ({
  ...instance,
  pairValue: instance.pairValue.map((worth) =>
    worth > 400_000 ? 300_000 : worth > 150_000 ? 200_000 : 100_000,
  ),
});
