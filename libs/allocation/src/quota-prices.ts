import type { MicroPosts, OptimalPlan } from './instance';
import { plan as solve } from './plan';
import type { PlanRules, Quota } from './plan-inputs';
import type { Problem } from './problem';
import { concerns, quotasOf } from './quotas';

/** What one rule of the committee costs: the value that the plan would gain without it. */
export interface QuotaPrice {
  readonly rule: 'FLOOR' | 'CEILING' | 'COVERAGE' | 'ALL';
  /** Its place among the rules of its sort; null for all together. */
  readonly index: number | null;
  readonly segment: string | null;
  readonly territoryClass: string | null;
  readonly percent: number | null;
  readonly price: MicroPosts;
  /** Of the plan's value, in per cent. */
  readonly pricePercent: number;
}

/** A rule, and the rules that are left without it. */
interface Left {
  readonly price: Pick<QuotaPrice, 'rule' | 'index' | 'segment' | 'territoryClass' | 'percent'>;
  readonly rules: PlanRules;
  /** Whether the plan's prices feel it at all. */
  readonly binds: boolean;
}

/**
 * The price of each rule, and of all: one exact plan each, without it; none where the plan's own prices show that it
 * costs nothing, since they then prove the same plan without it. Separate prices do not add up to that of all together,
 * since rules overlap. Where floors cannot all be met, the price of one may be below 0: without it, the others are met
 * better at the expense of posts.
 */
export function quotaPrices(problem: Problem, plan: OptimalPlan): QuotaPrice[] {
  return leftsOf(problem, plan).map(({ price, rules, binds }) => {
    const gained = binds ? solve({ ...problem.instance, ...quotasOf(rules, problem) }).value - plan.value : 0;
    return { ...price, price: gained, pricePercent: plan.value === 0 ? 0 : (gained * 100) / plan.value };
  });
}

function leftsOf(problem: Problem, plan: OptimalPlan): Left[] {
  const { rules } = problem.inputs;
  const none = { index: null, segment: null, territoryClass: null, percent: null };
  const lefts: Left[] = [
    ...rules.floors.map((quota, index) => ({
      price: { ...none, rule: 'FLOOR' as const, index, segment: quota.segment, percent: quota.percent },
      rules: { ...rules, floors: without(rules.floors, index) },
      binds: quotaBinds(quota, problem, plan),
    })),
    ...rules.ceilings.map((quota, index) => ({
      price: { ...none, rule: 'CEILING' as const, index, segment: quota.segment, percent: quota.percent },
      rules: { ...rules, ceilings: without(rules.ceilings, index) },
      binds: quotaBinds(quota, problem, plan),
    })),
    ...rules.coverage.map(({ territoryClass, percent }, index) => ({
      price: { ...none, rule: 'COVERAGE' as const, index, territoryClass, percent },
      rules: { ...rules, coverage: without(rules.coverage, index) },
      binds: plan.prices.class[problem.classes.indexOf(territoryClass)]! > 0,
    })),
  ];
  const free = { ...rules, floors: [], ceilings: [], coverage: [] };
  return [...lefts, { price: { ...none, rule: 'ALL' }, rules: free, binds: lefts.some((one) => one.binds) }];
}

/** A quota is felt where a place in a segment is not priced as any place of the structure, or where the two limits meet. */
function quotaBinds(
  quota: Quota,
  { structures, segments, instance }: Problem,
  { prices }: OptimalPlan,
): boolean {
  const segment = segments.indexOf(quota.segment);
  return structures.some((structure, at) => {
    const bin = at * segments.length + segment;
    const isFelt = prices.bin[bin] !== prices.structure[at] || instance.floor[bin]! >= instance.ceiling[bin]!;
    return concerns(quota, structure) && isFelt;
  });
}

const without = <T>(rules: readonly T[], index: number): T[] => rules.filter((_, at) => at !== index);
