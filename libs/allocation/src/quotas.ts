import type { Instance } from './instance';
import type { EmployerInput, PlanRules, Quota, StructureInput } from './plan-inputs';

/** More visits than any period has: a bin without ceiling. */
export const NO_CEILING = 2 ** 30 - 1;

interface Tables {
  readonly structures: readonly StructureInput[];
  readonly employers: readonly EmployerInput[];
  readonly segments: readonly string[];
  readonly classes: readonly string[];
}

type Quotas = Pick<
  Instance,
  'capacity' | 'floor' | 'ceiling' | 'coverage' | 'floorPenalty' | 'coveragePenalty'
>;

/**
 * The committee's percentages as visits, of the visits that each structure has left to plan. A floor is rounded up and a
 * ceiling down, so that both hold as they are worded; floors that fit a capacity by their percentages still fit it as
 * visits.
 */
export function quotasOf(rules: PlanRules, tables: Tables): Quotas {
  const { structures, segments } = tables;
  const capacity = Int32Array.from(structures, (one) => Math.max(0, one.capacity - one.taken));
  const floor = new Int32Array(structures.length * segments.length);
  const ceiling = new Int32Array(structures.length * segments.length);
  structures.forEach((structure, at) => {
    const cells = cellsOf(structure, capacity[at]!, rules, segments);
    floor.set(cells.floor, at * segments.length);
    ceiling.set(cells.ceiling, at * segments.length);
  });
  const coverage = coverageOf(rules, tables);
  const { floorPenalty, coveragePenalty } = rules;
  return { capacity, floor, ceiling, coverage, floorPenalty, coveragePenalty };
}

/** Floor and ceiling of a structure by segment, when it has so many visits. */
export function cellsOf(
  structure: StructureInput,
  visits: number,
  rules: PlanRules,
  segments: readonly string[],
): { floor: number[]; ceiling: number[] } {
  const percentOf = (quotas: readonly Quota[]) =>
    segments.map(
      (segment) => quotas.find((quota) => quota.segment === segment && concerns(quota, structure))?.percent,
    );
  const ceiling = percentOf(rules.ceilings).map((percent) =>
    percent === undefined ? NO_CEILING : Math.floor(share(percent, visits)),
  );
  const wished = percentOf(rules.floors).map((percent) => share(percent ?? 0, visits));
  const floor = fitted(wished, visits).map((visitsWished, at) => Math.min(visitsWished, ceiling[at]!));
  return { floor, ceiling };
}

/** Whether a quota is about this structure: itself, its kind, or each. */
export const concerns = (quota: Quota, structure: StructureInput): boolean =>
  (quota.structureId === null || quota.structureId === structure.structureId) &&
  (quota.kind === null || quota.kind === structure.kind);

/** Rounded up; where that alone makes them exceed the visits, those that gained most by it give one back. */
function fitted(wished: readonly number[], visits: number): number[] {
  const up = wished.map(Math.ceil);
  const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);
  let over = total(wished) <= visits ? total(up) - visits : 0;
  const byGain = wished
    .map((_, at) => at)
    .sort((a, b) => up[b]! - wished[b]! - (up[a]! - wished[a]!) || b - a);
  for (const at of byGain) if (over > 0 && up[at]! > wished[at]!) [up[at], over] = [up[at]! - 1, over - 1];
  return up;
}

/** Of all prospects of the class, those that nobody may visit at present as well: a wish may be out of reach. */
function coverageOf(rules: PlanRules, { employers, classes }: Tables): Int32Array {
  const prospects = new Map<string | null, number>();
  for (const { territoryClass } of employers)
    prospects.set(territoryClass, (prospects.get(territoryClass) ?? 0) + 1);
  return Int32Array.from(classes, (territoryClass) => {
    const wish = rules.coverage.find((one) => one.territoryClass === territoryClass);
    return Math.ceil(share(wish?.percent ?? 0, prospects.get(territoryClass) ?? 0));
  });
}

/** Percentages have at most a few decimals: what is whole on paper is whole here. */
const share = (percent: number, visits: number): number => Math.round(percent * visits * 1e4) / 1e6;
