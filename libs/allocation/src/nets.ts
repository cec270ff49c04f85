import { type Candidate, type OpenCandidate, openOf } from './candidates';
import type { MicroPosts, Prices } from './instance';
import type { Problem } from './problem';

/** The prices of a plan as one employer meets them. */
export interface Nets {
  /** The price of a place of the structure in the employer's segment, less the bonus of its class. */
  readonly priceOf: (structure: number) => MicroPosts;
}

export function netsOf({ instance }: Problem, prices: Prices, employer: number): Nets {
  const { segments, segmentOf, classOf } = instance;
  const bonus = classOf[employer]! < 0 ? 0 : prices.class[classOf[employer]!]!;
  return { priceOf: (structure) => prices.bin[structure * segments + segmentOf[employer]!]! - bonus };
}

export const netOf = (candidate: OpenCandidate, nets: Nets): MicroPosts =>
  candidate.value - nets.priceOf(candidate.structure);

/** Where the employer would go at these prices: the highest net above 0, or nowhere. */
export function bestOf(candidates: readonly Candidate[], nets: Nets): OpenCandidate | null {
  let best: OpenCandidate | null = null;
  for (const one of openOf(candidates)) if (netOf(one, nets) > (best ? netOf(best, nets) : 0)) best = one;
  return best;
}
