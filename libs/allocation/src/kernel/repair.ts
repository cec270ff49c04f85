import { pullTo } from './pull';
import { pushFrom } from './push';
import type { WorkingPlan } from './working-plan';

/** Brings every place into balance, one shortest path per unit: then the plan is the best for its prices. */
export function repairAll(plan: WorkingPlan, onUnit: () => void): void {
  const { network } = plan;
  for (let node = 0; node < network.root; node++)
    for (; network.excess(node) > 0; onUnit()) pushFrom(plan, node);
  for (let node = 0; node < network.root; node++)
    for (; network.excess(node) < 0; onUnit()) pullTo(plan, node);
}

/** The same after a change that put only these places out of balance. */
export function repairAt(plan: WorkingPlan, nodes: readonly number[]): void {
  const { network } = plan;
  for (const node of nodes) while (network.excess(node) > 0) pushFrom(plan, node);
  for (const node of nodes) while (network.excess(node) < 0) pullTo(plan, node);
}
