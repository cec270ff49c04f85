import type { WorkingPlan } from './working-plan';

/** Carries one unit along one arc of a path: a fixed arc's count changes, or an employer moves. */
export function carry(plan: WorkingPlan, from: number, to: number, employer: number): void {
  const { network, pool } = plan;
  const { firstStructure, firstClass, root } = network;
  if (from < firstStructure) {
    if (to >= firstStructure && to < firstClass) send(plan, from, 1);
    else {
      plan.take(employer);
      if (to < firstStructure) plan.give(employer, to, pool.valueIn(employer, to));
    }
  } else if (to < firstStructure) {
    if (from < firstClass) send(plan, to, -1);
    else plan.give(employer, to, pool.valueIn(employer, to));
  } else if (from < firstClass) network.used[from - firstStructure]!++;
  else if (to === root) network.supplied[from - firstClass]!--;
  else if (to >= firstClass) network.supplied[to - firstClass]!++;
  else network.used[to - firstStructure]!--;
}

function send({ network }: WorkingPlan, bin: number, units: 1 | -1): void {
  network.sent[bin]! += units;
  network.received[(bin / network.segments) | 0]! += units;
}
