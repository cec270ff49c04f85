import { plan } from '#allocation/plan';
import { verify } from '#allocation/verify';
import { Draw } from '../support/draw';
import { adversarial } from './adversarial';
import { cases } from './cases';
import { bestByHighs } from './highs-oracle';
import { instanceOf, type Sketch, worthOf } from './sketch';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

function sketches(seed: number, count: number, most?: number): Sketch[] {
  const draw = new Draw(seed);
  return Array.from({ length: count }, () => adversarial(draw, most));
}

/** A plan of each sketch must keep the rules, be worth what it says, and be proved by its own prices. */
function plannedValues(all: readonly Sketch[]): number[] {
  return all.map((sketch, at) => {
    const instance = instanceOf(sketch);
    const found = plan(instance);
    const worth = worthOf(sketch, found.assignedTo);
    const verdict = verify(instance, found.assignedTo, found.prices);
    expect({ at, verdict }).toEqual({
      at,
      verdict: { optimal: true, value: worth.visits, dual: worth.total },
    });
    expect({ at, value: found.value, certificate: found.certificate }).toEqual({
      at,
      value: worth.visits,
      certificate: { primal: worth.total, dual: worth.total },
    });
    return worth.total;
  });
}

describe('The plan is the best there is', () => {
  it.each(SEEDS)(
    'equals HiGHS to the unit on hundreds of adversarial territories (seed %i)',
    async (seed) => {
      const all = sketches(seed, cases(300));
      expect(plannedValues(all)).toEqual(await bestByHighs(all));
    },
  );

  it('equals HiGHS on territories of two hundred employers', async () => {
    const all = sketches(91, cases(24), 200);
    expect(plannedValues(all)).toEqual(await bestByHighs(all));
  });

  it('tells every wish that could not be met, and what pins made exceed', () => {
    for (const sketch of sketches(17, cases(300))) {
      const { assignedTo, shortfalls } = plan(instanceOf(sketch));
      const { structures, segments, classes, employers } = sketch;
      const visits = new Int32Array(structures);
      const inBin = new Int32Array(structures * segments);
      const inClass = new Int32Array(classes);
      employers.forEach(({ segment, class: klass }, employer) => {
        const structure = assignedTo[employer]!;
        if (structure < 0) return;
        visits[structure]!++;
        inBin[structure * segments + segment]!++;
        if (klass >= 0) inClass[klass]!++;
      });
      expect(shortfalls).toEqual({
        floor: inBin.map((given, bin) => Math.max(0, sketch.floor[bin]! - given)),
        coverage: inClass.map((given, klass) => Math.max(0, sketch.coverage[klass]! - given)),
        overCapacity: visits.map((given, structure) => Math.max(0, given - sketch.capacity[structure]!)),
        overCeiling: inBin.map((given, bin) => Math.max(0, given - sketch.ceiling[bin]!)),
      });
    }
  });
});
