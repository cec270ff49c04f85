import { kilometresBetween } from './distance';
import { fitted } from './fitted-plan';
import type { Instance, MicroPosts } from './instance';
import { objectiveOf } from './objective';
import { plan } from './plan';
import type { Problem } from './problem';

/** A plan within budgets of kilometres, and how far at most it is from the best one. */
export interface KilometrePlan {
  /** By employer: its structure, or -1. */
  readonly assignedTo: Int32Array;
  /** What the plan is worth, wishes met included, and what no plan within the budgets can exceed. */
  readonly value: MicroPosts;
  readonly bound: MicroPosts;
  /** `(bound - value) / bound`. */
  readonly gap: number;
  /** By structure: kilometres there and back, and what one more would be worth. */
  readonly kilometres: Float64Array;
  readonly price: Float64Array;
}

/** Exact plans made to find the prices: the gap is mostly closed by half of them. */
const PLANS = 60;

/** The first price of a budget that is exceeded: this share of what a visit brings for its way on average. */
const FIRST_PRICE = 0.1;

/** How strongly a price follows the use of its budget at first, and after how many plans half as strongly. */
const FORCE = 4;
const CALM = 5;

/**
 * The best plan that can be proved within a budget of kilometres of some structures (id -> kilometres there and back in
 * the period). Kilometres cross segments, so no flow holds them: each kilometre of a structure gets a price instead
 * (Lagrange), raised where its budget is exceeded by the exact plan at these prices and lowered where it is not used up.
 * Any prices give a bound; each plan made on the way is fitted to the budgets, and the best is kept. Pins may exceed a
 * budget. A way that is not known is none.
 */
export function planWithin(problem: Problem, budgets: ReadonlyMap<string, number>): KilometrePlan {
  const { instance } = problem;
  const metres = metresOf(problem);
  const budget = Float64Array.from(problem.structures, (one) => {
    const kilometres = budgets.get(one.structureId);
    return kilometres === undefined ? Number.POSITIVE_INFINITY : Math.round(kilometres * 1_000);
  });
  const start = (FIRST_PRICE * mean(instance.pairValue)) / Math.max(1, mean(metres));
  let price = new Float64Array(instance.structures);
  let best: Pick<KilometrePlan, 'assignedTo' | 'value'> = {
    assignedTo: new Int32Array(instance.employers).fill(-1),
    value: Number.NEGATIVE_INFINITY,
  };
  let lowest = { bound: Number.POSITIVE_INFINITY, price };
  for (let made = 0; made < PLANS; made++) {
    const priced = plan(atPrices(instance, metres, price));
    const bound =
      priced.certificate.dual + budget.reduce((sum, one, at) => sum + (price[at]! && price[at]! * one), 0);
    if (bound < lowest.bound) lowest = { bound, price };
    const assignedTo = fitted(instance, priced.assignedTo, metres, budget);
    const value = objectiveOf(instance, assignedTo);
    if (value > best.value) best = { assignedTo, value };
    if (lowest.bound - best.value < 1) break;
    const driven = drivenBy(instance, priced.assignedTo, metres);
    const use = driven.map((one, at) => one / Math.max(1, budget[at]!));
    const next = stepped(price, use, made, start);
    if (!next) break;
    price = next;
  }
  const bound = Math.floor(lowest.bound);
  return {
    ...best,
    bound,
    gap: bound > 0 ? (bound - best.value) / bound : 0,
    kilometres: drivenBy(instance, best.assignedTo, metres).map((driven) => driven / 1_000),
    price: lowest.price.map((one) => one * 1_000),
  };
}

/** Metres there and back of each pair. */
function metresOf({ instance, structures, employers }: Problem): Float64Array {
  const metres = new Float64Array(instance.pairStructure.length);
  employers.forEach(({ position }, at) => {
    for (let pair = instance.firstPair[at]!; pair < instance.firstPair[at + 1]!; pair++) {
      const from = structures[instance.pairStructure[pair]!]!.position;
      metres[pair] = Math.round((kilometresBetween(from, position) ?? 0) * 2_000);
    }
  });
  return metres;
}

/** Each pair worth its value less the price of its way, rounded up: a bound stays one. */
function atPrices(instance: Instance, metres: Float64Array, price: Float64Array): Instance {
  const pairValue = instance.pairValue.map((value, pair) =>
    Math.max(1, value - Math.floor(metres[pair]! * price[instance.pairStructure[pair]!]!)),
  );
  return { ...instance, pairValue };
}

/** Metres of each structure in a plan. */
function drivenBy(instance: Instance, assignedTo: Int32Array, metres: Float64Array): Float64Array {
  const driven = new Float64Array(instance.structures);
  assignedTo.forEach((structure, employer) => {
    if (structure < 0) return;
    for (let pair = instance.firstPair[employer]!; pair < instance.firstPair[employer + 1]!; pair++)
      if (instance.pairStructure[pair] === structure) driven[structure]! += metres[pair]!;
  });
  return driven;
}

/**
 * Prices a step nearer: dearer where a budget is exceeded, cheaper where it is not used up, ever more gently; null when
 * none is exceeded and none is priced.
 */
function stepped(
  price: Float64Array,
  use: Float64Array,
  made: number,
  start: number,
): Float64Array<ArrayBuffer> | null {
  const force = FORCE / (1 + made / CALM);
  const next = Float64Array.from(price, (one, at) => {
    if (one === 0) return use[at]! > 1 ? start : 0;
    return one * Math.min(2, Math.max(0.5, use[at]! ** force));
  });
  return next.some((one) => one > 0) ? next : null;
}

const mean = (numbers: Iterable<number>): number => {
  const all = [...numbers];
  return all.length === 0 ? 0 : all.reduce((sum, one) => sum + one, 0) / all.length;
};
