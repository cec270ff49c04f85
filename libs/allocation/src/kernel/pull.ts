import { carry } from './carry';
import { AGAINST, NO_EMPLOYER, NO_NODE } from './path-tree';
import { NOBODY } from './roster';
import type { WorkingPlan } from './working-plan';

/** Brings the node one unit that it misses from the nearest place that has one, or from the root: one shortest path. */
export function pullTo(plan: WorkingPlan, node: number): void {
  const { tree } = plan;
  searchAgainst(plan, node);
  tree.movePrices();
  for (let at = tree.end; tree.parent[at] !== NO_NODE; at = tree.parent[at]!)
    carry(plan, at, tree.parent[at]!, tree.employer[at]!);
}

/** Grows the tree against the arcs with room left, until the nearest end is known. */
export function searchAgainst(plan: WorkingPlan, target: number): void {
  const { tree, network } = plan;
  tree.startAt(target, AGAINST);
  for (let node = tree.next(); node !== NO_NODE; node = tree.next()) {
    if (node < network.firstStructure) enterBin(plan, node);
    else if (node < network.firstClass) enterStructure(plan, node);
    else if (node < network.root) enterClass(plan, node);
  }
}

/** Into a bin: its structure gives a unit back, or an employer comes from elsewhere or from nobody. */
function enterBin({ tree, network, pool, roster, index, classBins }: WorkingPlan, bin: number): void {
  const { price, sent, floor, floorPenalty, firstStructure } = network;
  const { settled, epoch } = tree;
  const { classNode } = pool;
  const start = tree.distance[bin]! + price[bin]!;
  if (sent[bin]! > 0) {
    const node = firstStructure + ((bin / network.segments) | 0);
    const bonus = sent[bin]! <= floor[bin]! ? floorPenalty : 0;
    tree.reach(node, start + bonus - price[node]!, bin, NO_EMPLOYER);
  }
  const employers = index.employers[bin]!;
  const values = index.values[bin]!;
  const highest = classBins.highestPrice(bin);
  for (let at = 0, size = index.size[bin]!; at < size; at++) {
    const here = start - values[at]!;
    // An employer given elsewhere gains at least minus the price of its class there: nobody further down is nearer.
    if (here - highest >= tree.nearest) break;
    const employer = employers[at]!;
    const there = roster.bin[employer]!;
    if (there === NOBODY)
      tree.reach(classNode[employer]!, here - price[classNode[employer]!]!, bin, employer);
    else if (there !== bin && settled[there] !== epoch)
      tree.reach(there, here + roster.value[employer]! - price[there]!, bin, employer);
  }
}

/** Into a structure: one visit fewer used, or one bin sends a unit more. */
function enterStructure({ tree, network }: WorkingPlan, node: number): void {
  const { price, sent, floor, ceiling, used, segments, floorPenalty } = network;
  const structure = node - network.firstStructure;
  const start = tree.distance[node]! + price[node]!;
  if (used[structure]! > 0) tree.reach(network.root, start, node, NO_EMPLOYER);
  for (let bin = structure * segments, last = bin + segments; bin < last; bin++) {
    if (sent[bin]! >= ceiling[bin]! || tree.settled[bin] === tree.epoch) continue;
    const bonus = sent[bin]! < floor[bin]! ? floorPenalty : 0;
    tree.reach(bin, start - bonus - price[bin]!, node, NO_EMPLOYER);
  }
}

/** Into a class: one more employer of it, or one of its employers is given to nobody. */
function enterClass({ tree, network, roster, pool, classBins }: WorkingPlan, node: number): void {
  const { price, supplied, coverage, coveragePenalty } = network;
  const { classNode } = pool;
  const { next, value } = roster;
  const klass = node - network.firstClass;
  const start = tree.distance[node]! + price[node]!;
  const bonus = supplied[klass]! < coverage[klass]! ? coveragePenalty : 0;
  tree.reach(network.root, start - bonus, node, NO_EMPLOYER);
  const bins = classBins.binsOf[klass]!;
  for (let each = 0; each < bins.length; each++) {
    const bin = bins[each]!;
    if (tree.settled[bin] === tree.epoch) continue;
    const here = start - price[bin]!;
    for (let employer = roster.first[bin]!; employer !== NOBODY; employer = next[employer]!)
      if (classNode[employer] === node) tree.reach(bin, here + value[employer]!, node, employer);
  }
}
