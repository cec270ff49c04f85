import { plan } from './plan';
import type { PlanInputs } from './plan-inputs';
import { type PlannedTerritory, territoryOf } from './planned-territory';
import { problemOf } from './problem';

/**
 * The best plan of a territory, with its proof, in ids and words. `progress` hears the share done, 0 to 1, and may throw
 * to give up. Throws `Invalid` that names each wrong input; a wish that cannot be met is told in the plan.
 */
export function planFor(inputs: PlanInputs, progress?: (share: number) => void): PlannedTerritory {
  const problem = problemOf(inputs);
  return territoryOf(problem, plan(problem.instance, progress));
}
