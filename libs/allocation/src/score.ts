import { kilometresBetween } from './distance';
import type { MicroPosts } from './instance';
import type { EmployerInput, PlanInputs, PlanWeights, StructureInput } from './plan-inputs';

/** What a visit is worth, term by term: micro-posts that add up to `value` exactly. */
export interface ScoreTerms {
  /** Posts that a visit would bring, from the hires that no partner receives yet. */
  readonly uplift: MicroPosts;
  /** How near the network's public is to this kind of employer: from -50 % to +50 % of the uplift. */
  readonly affinity: MicroPosts;
  /** How well the partner knows the employer, on evidence (BR-21). */
  readonly relation: MicroPosts;
  /** There and back, never above 0. */
  readonly travel: MicroPosts;
  /** For the structure that leads it already. */
  readonly incumbency: MicroPosts;
  /** For the structure of the last published version: a plan that moves little is one that people can follow. */
  readonly publication: MicroPosts;
  readonly value: MicroPosts;
}

/** Terms are whole multiples of this many micro-posts: the last digit of a value is left to ties (tie-break.ts). */
const STEP: MicroPosts = 10;

/** An affinity that nobody gave is this one, which neither adds nor takes. */
export const NEUTRAL_AFFINITY = 50;

/**
 * What the visit of a structure to an employer is worth (allocation.md, 2.3). Reads the policy's weights and the
 * knowledge score alone, in which a partner's own word is capped (BR-21): nobody gains by declaring. A distance that is
 * not known costs nothing. May be 0 or less: such a visit is not worth making.
 */
export function scoreOf(
  employer: EmployerInput,
  structure: StructureInput,
  weights: PlanWeights,
  affinities: PlanInputs['affinities'],
): ScoreTerms {
  const uncaptured = employer.expectedHires * (1 - employer.capturedShare);
  const uplift = inSteps(weights.visitEffect * (1 - Math.exp(-uncaptured / weights.hiresScale)));
  const affinity = inSteps((uplift * (affinityOf(employer, structure, affinities) - NEUTRAL_AFFINITY)) / 100);
  const relation = inSteps(
    (((uplift + affinity) * weights.relationPercent) / 100) * (knowledgeScoreOf(employer, structure) / 100),
  );
  const kilometres = kilometresBetween(structure.position, employer.position) ?? 0;
  const travel = inSteps(-2 * kilometres * weights.travelPerKilometre);
  const incumbency = employer.incumbent === structure.structureId ? inSteps(weights.incumbency) : 0;
  const publication = employer.published === structure.structureId ? inSteps(weights.publication) : 0;
  const value = uplift + affinity + relation + travel + incumbency + publication;
  return { uplift, affinity, relation, travel, incumbency, publication, value };
}

/** 0 to 100, how near the structure's network is to the employer's audience. */
export const affinityOf = (
  employer: EmployerInput,
  structure: StructureInput,
  affinities: PlanInputs['affinities'],
): number => affinities[employer.audience]?.[structure.kind] ?? NEUTRAL_AFFINITY;

/** 0 to 100, how well the structure's partner knows the employer (BR-21). */
export const knowledgeScoreOf = (employer: EmployerInput, structure: StructureInput): number =>
  employer.knowledge.find((one) => one.partnerId === structure.partnerId)?.score ?? 0;

/** Adding 0 turns the -0 of a rounding into 0, which compares and prints as one expects. */
const inSteps = (microPosts: number): MicroPosts => Math.round(microPosts / STEP) * STEP + 0;
