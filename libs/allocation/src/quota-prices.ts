import type { MicroPosts, OptimalPlan } from './instance';
import { plan as solve } from './plan';
import type { PlanRules } from './plan-inputs';
import type { Problem } from './problem';
import { type Changes, scenario } from './scenario';

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

/**
 * The price of each rule, and of all: one exact plan each, without it. Separate prices do not add up to that of all
 * together, since rules overlap. Where floors cannot all be met, the price of one may be below 0: without it, the
 * others are met better at the expense of posts.
 */
export function quotaPrices(problem: Problem, { value }: OptimalPlan): QuotaPrice[] {
  const { rules } = problem.inputs;
  const priced = (
    rule: QuotaPrice['rule'],
    of: Partial<QuotaPrice>,
    changed: Changes['rules'],
  ): QuotaPrice => {
    const price = solve(scenario(problem, { rules: changed }).instance).value - value;
    const pricePercent = value === 0 ? 0 : (price * 100) / value;
    return {
      rule,
      index: null,
      segment: null,
      territoryClass: null,
      percent: null,
      ...of,
      price,
      pricePercent,
    };
  };
  return [
    ...rules.floors.map(({ segment, percent }, index) =>
      priced('FLOOR', { index, segment, percent }, { floors: without(rules.floors, index) }),
    ),
    ...rules.ceilings.map(({ segment, percent }, index) =>
      priced('CEILING', { index, segment, percent }, { ceilings: without(rules.ceilings, index) }),
    ),
    ...rules.coverage.map(({ territoryClass, percent }, index) =>
      priced('COVERAGE', { index, territoryClass, percent }, { coverage: without(rules.coverage, index) }),
    ),
    priced('ALL', {}, NO_QUOTA),
  ];
}

const NO_QUOTA: Pick<PlanRules, 'floors' | 'ceilings' | 'coverage'> = {
  floors: [],
  ceilings: [],
  coverage: [],
};

const without = <T>(rules: readonly T[], index: number): T[] => rules.filter((_, at) => at !== index);
