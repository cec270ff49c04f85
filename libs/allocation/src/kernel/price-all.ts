import type { Instance } from '../instance';
import { repairAt } from './repair';
import { NOBODY } from './roster';
import type { WorkingPlan } from './working-plan';

/**
 * Looks at every pair of the instance, those left out at first included, and lets an employer that would gain more from
 * one of them choose among all of its pairs. Returns how many employers; at 0 the plan is the best of all.
 */
export function priceAllPairs(plan: WorkingPlan, instance: Instance): number {
  const { network, pool, roster } = plan;
  const { price } = network;
  const { firstPair, pairStructure, pairValue, segmentOf, pinnedTo, segments } = instance;
  let lured = 0;
  for (let employer = 0; employer < instance.employers; employer++) {
    if (pinnedTo !== undefined && pinnedTo[employer]! >= 0) continue;
    const segment = segmentOf[employer]!;
    const bin = roster.bin[employer]!;
    const gain = bin === NOBODY ? -price[pool.classNode[employer]!]! : roster.value[employer]! - price[bin]!;
    for (let pair = firstPair[employer]!, last = firstPair[employer + 1]!; pair < last; pair++) {
      if (pairValue[pair]! - price[pairStructure[pair]! * segments + segment]! <= gain) continue;
      considerAllPairs(plan, instance, employer);
      lured++;
      break;
    }
  }
  return lured;
}

function considerAllPairs(plan: WorkingPlan, instance: Instance, employer: number): void {
  const pairs: (readonly [number, number])[] = [];
  for (let pair = instance.firstPair[employer]!; pair < instance.firstPair[employer + 1]!; pair++)
    pairs.push([instance.pairStructure[pair]!, instance.pairValue[pair]!]);
  const touched: number[] = [];
  const before = plan.leave(employer, touched);
  plan.pool.setPairs(employer, pairs);
  plan.enter(employer, before, touched);
  repairAt(plan, touched);
}
