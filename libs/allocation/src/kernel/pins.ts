import type { Instance } from '../instance';
import type { Pairs } from './pool';
import { NOBODY } from './roster';

/** Who must be visited by whom, and what these employers would otherwise be worth to others. */
export class Pins {
  private readonly held = new Map<number, { readonly structure: number; readonly pairs: Pairs }>();

  constructor({ pinnedTo, employers, firstPair, pairStructure, pairValue }: Instance) {
    if (pinnedTo === undefined) return;
    for (let employer = 0; employer < employers; employer++) {
      if (pinnedTo[employer]! < 0) continue;
      const pairs: (readonly [number, number])[] = [];
      for (let pair = firstPair[employer]!; pair < firstPair[employer + 1]!; pair++)
        pairs.push([pairStructure[pair]!, pairValue[pair]!]);
      this.hold(employer, pinnedTo[employer]!, pairs);
    }
  }

  structureOf = (employer: number): number => this.held.get(employer)?.structure ?? NOBODY;

  pairsOf = (employer: number): Pairs | undefined => this.held.get(employer)?.pairs;

  hold(employer: number, structure: number, pairs: Pairs): void {
    this.held.set(employer, { structure, pairs });
  }

  release(employer: number): void {
    this.held.delete(employer);
  }
}
