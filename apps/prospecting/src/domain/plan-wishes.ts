import type { PairRule, PlanInputs, PlanRules, PlanWeights } from '#allocation/plan-inputs';
import type { Changes } from '#allocation/scenario';
import type { Policy } from '#contracts/policy';
import { RURAL } from './territory-class';

const MICRO = 1_000_000;

/** Posts as the policy says them, in the engine's unit. */
export const microPosts = (posts: number): number => Math.round(posts * MICRO);

/** Micro-posts for people: posts. */
export const posts = (micro: number): number => micro / MICRO;

/** The visits that the committee counts with for a unit, in the place of what its agents declared. */
export interface WishedCapacity {
  readonly unitId: string;
  readonly visits: number;
}

/** What the committee wishes of a plan: everything but the evidence. */
export interface Wishes {
  readonly rules: PlanRules;
  readonly capacities: readonly WishedCapacity[];
  readonly pins: readonly PairRule[];
  readonly forbids: readonly PairRule[];
}

export const weightsOf = (policy: Policy): PlanWeights => ({
  visitEffect: microPosts(policy.planVisitEffect),
  hiresScale: policy.planHiresScale,
  relationPercent: policy.planRelationPercent,
  travelPerKilometre: microPosts(policy.planTravelPerKilometre),
  incumbency: microPosts(policy.planIncumbency),
  publication: microPosts(policy.planPublication),
  nextBestMinimumPercent: policy.nextBestMinimumPercent,
  knowledgePerVisit: policy.weightHeldVisit,
});

/**
 * The rules of the territory's policy: where a draft begins. The hidden market is where employers are that nobody knows:
 * the share kept for exploration (BR-25) is the least that its floor may be.
 */
export function rulesOf(policy: Policy): PlanRules {
  const each = (segment: string, percent: number) => ({ structureId: null, kind: null, segment, percent });
  return {
    floors: [
      each('HIDDEN', Math.max(policy.planHiddenFloorPercent, policy.explorationPercent)),
      each('LARGE', policy.planLargeFloorPercent),
    ],
    ceilings: [each('LARGE', policy.planLargeCeilingPercent)],
    coverage: [{ territoryClass: RURAL, percent: policy.planRuralPercent }],
    floorPenalty: microPosts(policy.planFloorPenalty),
    coveragePenalty: microPosts(policy.planCoveragePenalty),
  };
}

/**
 * The wishes as changes to evidence: every unit has its visits, those that its agents declared where nothing else is
 * wished, so that a wish that is taken back leaves no trace.
 */
export function changesOf(
  inputs: PlanInputs,
  declared: Readonly<Record<string, number>>,
  { rules, capacities, pins, forbids }: Wishes,
): Required<Omit<Changes, 'weights'>> {
  const wanted = new Map(capacities.map((one) => [one.unitId, one.visits]));
  const visits = inputs.structures.map(({ structureId, capacity }) => ({
    structureId,
    visits: wanted.get(structureId) ?? declared[structureId] ?? capacity,
  }));
  return { rules, capacities: visits, pins, forbids };
}

/** The rules without coverage of classes that no prospect is in: there is nothing to cover, and nothing to refuse. */
export function fitting(rules: PlanRules, employers: PlanInputs['employers']): PlanRules {
  const classes = new Set(employers.map((one) => one.territoryClass));
  return { ...rules, coverage: rules.coverage.filter((one) => classes.has(one.territoryClass)) };
}
