import type { Certificate, Instance, MicroPosts, Prices } from '../instance';
import type { Bounds } from './bounds';
import { tallyOf } from './tally';

/** What the visits of a plan are worth, without what floors and coverage add. */
export function worthOf(instance: Instance, assignedTo: Int32Array): MicroPosts {
  const { firstPair, pairStructure, pairValue } = instance;
  let value = 0;
  for (let employer = 0; employer < instance.employers; employer++) {
    const structure = assignedTo[employer]!;
    if (structure < 0) continue;
    for (let pair = firstPair[employer]!, last = firstPair[employer + 1]!; pair < last; pair++)
      if (pairStructure[pair] === structure) value += pairValue[pair]!;
  }
  return value;
}

/**
 * The value of the plan with its bonuses, and the bound that the prices put on the value of any plan: each employer at
 * its best net gain (the pinned ones where they must be), each place at the best that its price lets it gain.
 */
export function certificateOf(
  instance: Instance,
  bounds: Bounds,
  assignedTo: Int32Array,
  prices: Prices,
): Certificate {
  return {
    primal: worthOf(instance, assignedTo) + bonusesOf(instance, bounds, assignedTo),
    dual: employersBound(instance, prices) + placesBound(instance, bounds, prices),
  };
}

function bonusesOf(instance: Instance, bounds: Bounds, assignedTo: Int32Array): MicroPosts {
  const tally = tallyOf(instance, assignedTo);
  let visits = 0;
  for (let bin = 0; bin < tally.bin.length; bin++)
    visits += Math.min(tally.bin[bin]!, bounds.reachableFloor(bin));
  let employers = 0;
  for (let klass = 0; klass < instance.classes; klass++)
    employers += Math.min(tally.class[klass]!, instance.coverage[klass]!);
  return visits * instance.floorPenalty + employers * instance.coveragePenalty;
}

function employersBound(instance: Instance, prices: Prices): MicroPosts {
  const { firstPair, pairStructure, pairValue, segmentOf, classOf, pinnedTo, segments } = instance;
  const { bin: price } = prices;
  let bound = 0;
  for (let employer = 0; employer < instance.employers; employer++) {
    const segment = segmentOf[employer]!;
    const bonus = classOf[employer]! < 0 ? 0 : prices.class[classOf[employer]!]!;
    const pinned = pinnedTo === undefined ? -1 : pinnedTo[employer]!;
    let best = 0;
    for (let pair = firstPair[employer]!, last = firstPair[employer + 1]!; pair < last; pair++) {
      const structure = pairStructure[pair]!;
      const net = pairValue[pair]! - price[structure * segments + segment]! + bonus;
      if (pinned < 0 ? net > best : structure === pinned) best = net;
    }
    bound += best;
  }
  return bound;
}

function placesBound(instance: Instance, bounds: Bounds, prices: Prices): MicroPosts {
  const { structures, segments, classes, floorPenalty, coverage, coveragePenalty } = instance;
  let bound = 0;
  for (let bin = 0; bin < structures * segments; bin++) {
    const gain = prices.bin[bin]! - prices.structure[(bin / segments) | 0]!;
    const floor = bounds.reachableFloor(bin);
    const atFloor = floor * (gain + floorPenalty);
    bound += Math.max(0, atFloor, atFloor + (bounds.effectiveCeiling(bin) - floor) * gain);
  }
  for (let structure = 0; structure < structures; structure++)
    bound += prices.structure[structure]! * bounds.effectiveCapacity(structure);
  for (let klass = 0; klass < classes; klass++)
    bound += Math.max(0, coverage[klass]! * (coveragePenalty - prices.class[klass]!));
  return bound;
}
