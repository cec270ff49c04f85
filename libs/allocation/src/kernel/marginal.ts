import type { MicroPosts } from '../instance';
import { NO_NODE } from './path-tree';
import { searchAgainst } from './pull';
import { searchAlong } from './push';
import type { Running } from './running';

/** V(K+1) - V(K): what the nearest way to use one more visit of the structure brings. Changes nothing. */
export function worthOfOneMore({ plan, bounds }: Running, structure: number): MicroPosts {
  // The visit would go to a pin that has exceeded the capacity already.
  if (bounds.capacity[structure]! < bounds.pinsOfStructure[structure]!) return 0;
  const node = plan.network.firstStructure + structure;
  searchAgainst(plan, node);
  // Giving a visit of its own back is as far as its price: then one more brings nothing.
  return Math.max(0, plan.network.price[node]! - plan.tree.nearest);
}

/** V(K) - V(K-1): what the nearest way to do without one visit of the structure costs; 0 when it has none to lose. */
export function worthOfOneFewer({ plan, bounds }: Running, structure: number): MicroPosts {
  const { network, tree } = plan;
  if (bounds.capacity[structure]! <= bounds.pinsOfStructure[structure]!) return 0;
  if (network.used[structure]! < network.capacity[structure]!) return 0;
  const node = network.firstStructure + structure;
  searchAlong(plan, node);
  return tree.end === NO_NODE ? 0 : network.price[node]! + tree.nearest;
}
