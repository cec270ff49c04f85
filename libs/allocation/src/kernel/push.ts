import { carry } from './carry';
import { ALONG, NO_EMPLOYER, NO_NODE } from './path-tree';
import { NOBODY } from './roster';
import type { WorkingPlan } from './working-plan';

/** Sends one unit in excess at the node to the nearest place that misses one, or back to the root: one shortest path. */
export function pushFrom(plan: WorkingPlan, node: number): void {
  const { tree } = plan;
  searchAlong(plan, node);
  tree.movePrices();
  const path: number[] = [];
  for (let at = tree.end; at !== NO_NODE; at = tree.parent[at]!) path.push(at);
  for (let at = path.length - 1; at > 0; at--)
    carry(plan, path[at]!, path[at - 1]!, tree.employer[path[at - 1]!]!);
}

/** Grows the tree along the arcs with room left, until the nearest end is known. */
export function searchAlong(plan: WorkingPlan, source: number): void {
  const { tree, network } = plan;
  tree.startAt(source, ALONG);
  for (let node = tree.next(); node !== NO_NODE; node = tree.next()) {
    if (node < network.firstStructure) leaveBin(plan, node);
    else if (node < network.firstClass) leaveStructure(plan, node);
    else if (node < network.root) leaveClass(plan, node);
  }
}

/** Out of a bin: on to its structure, or an employer given to it goes elsewhere or to nobody. */
function leaveBin({ tree, network, pool, roster }: WorkingPlan, bin: number): void {
  const { price, sent, ceiling, floor, firstStructure } = network;
  const { from, to, structure, value, classNode, segments } = pool;
  const { settled, epoch } = tree;
  const { next } = roster;
  const own = (bin / segments) | 0;
  const segment = bin - own * segments;
  const start = tree.distance[bin]! - price[bin]!;
  if (sent[bin]! < ceiling[bin]!) {
    const bonus = sent[bin]! < floor[bin]! ? network.floorPenalty : 0;
    tree.reach(firstStructure + own, start - bonus + price[firstStructure + own]!, bin, NO_EMPLOYER);
  }
  for (let employer = roster.first[bin]!; employer !== NOBODY; employer = next[employer]!) {
    const given = start + roster.value[employer]!;
    tree.reach(classNode[employer]!, given + price[classNode[employer]!]!, bin, employer);
    for (let pair = from[employer]!, last = to[employer]!; pair < last; pair++) {
      const other = structure[pair]! * segments + segment;
      if (other !== bin && settled[other] !== epoch)
        tree.reach(other, given - value[pair]! + price[other]!, bin, employer);
    }
  }
}

/** Out of a structure: a visit to spare, or one bin gives a unit back. */
function leaveStructure({ tree, network }: WorkingPlan, node: number): void {
  const { price, sent, floor, used, capacity, segments, floorPenalty } = network;
  const structure = node - network.firstStructure;
  const start = tree.distance[node]! - price[node]!;
  if (used[structure]! < capacity[structure]!) tree.reach(network.root, start, node, NO_EMPLOYER);
  for (let bin = structure * segments, last = bin + segments; bin < last; bin++) {
    if (sent[bin] === 0 || tree.settled[bin] === tree.epoch) continue;
    const bonus = sent[bin]! <= floor[bin]! ? floorPenalty : 0;
    tree.reach(bin, start + bonus + price[bin]!, node, NO_EMPLOYER);
  }
}

/** Out of a class: one employer fewer of it, or another of its employers is given to somebody. */
function leaveClass({ tree, network, index, roster, pool, classBins }: WorkingPlan, node: number): void {
  const { price, supplied, coverage, coveragePenalty } = network;
  const klass = node - network.firstClass;
  const start = tree.distance[node]! - price[node]!;
  const bonus = supplied[klass]! <= coverage[klass]! ? coveragePenalty : 0;
  tree.reach(network.root, start + bonus, node, NO_EMPLOYER);
  const bins = classBins.binsOf[klass]!;
  for (let each = 0; each < bins.length; each++) {
    const bin = bins[each]!;
    if (tree.settled[bin] === tree.epoch) continue;
    const employers = index.employers[bin]!;
    const values = index.values[bin]!;
    const here = start + price[bin]!;
    for (let at = 0, size = index.size[bin]!; at < size; at++) {
      if (here - values[at]! >= tree.nearest) break;
      const employer = employers[at]!;
      if (pool.classNode[employer] !== node || roster.bin[employer] !== NOBODY) continue;
      tree.reach(bin, here - values[at]!, node, employer);
      break;
    }
  }
}
