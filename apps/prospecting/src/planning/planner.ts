import { Injectable } from '@nestjs/common';
import type { OptimalPlan } from '#allocation/instance';
import { plan } from '#allocation/plan';
import { type PlannedTerritory, territoryOf } from '#allocation/planned-territory';
import { solveInThread } from '#allocation/planner';
import type { Problem } from '#allocation/problem';

/** A problem with its best plan. */
export interface Planned {
  readonly problem: Problem;
  readonly territory: PlannedTerritory;
  readonly computedInMs: number;
}

/** So many computations stay at hand: the draft, what it is compared with, and the last positions of a slider. */
const KEPT = 12;

/** Pairs from which a plan takes longer than a request may hold the others up. */
const BIG = 400_000;

/**
 * The engine behind the service: computes plans, and keeps the last ones decoded, so that a slider re-plans at once. What it
 * keeps is a cache: everything can be computed again from frozen inputs, on any instance, to the same bytes.
 */
@Injectable()
export class Planner {
  private readonly kept = new Map<string, Promise<Planned>>();

  /** The best plan of a problem, whose making counts in the time told; it may throw `Invalid`, which names what is wrong. */
  async optimum(make: () => Problem): Promise<Planned> {
    const begun = performance.now();
    const problem = make();
    const territory = territoryOf(problem, await bestOf(problem));
    return { problem, territory, computedInMs: Math.round(performance.now() - begun) };
  }

  /** A computation that is made once for a key that names its inputs. A failure is not kept. */
  at(key: string, make: () => Promise<Planned>): Promise<Planned> {
    const known = this.kept.get(key);
    if (known) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known;
    }
    const made = make();
    this.kept.set(key, made);
    made.catch(() => this.kept.delete(key));
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
    return made;
  }
}

const bestOf = ({ instance }: Problem): OptimalPlan | Promise<OptimalPlan> =>
  instance.pairValue.length < BIG ? plan(instance) : solveInThread(instance);
