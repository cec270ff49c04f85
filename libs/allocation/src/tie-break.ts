import type { MicroPosts } from './instance';
import type { EmployerInput, PlanInputs, StructureInput } from './plan-inputs';
import { affinityOf } from './score';
import { byText, stableHash } from './stable-hash';

/**
 * BR-23, by structure: 9 micro-posts for the first in the order of ties, 8 for the second, down to 0. The order is
 * affinity, then oldest relation, then a hash of (employer, plan): never an id or a date of creation. The first criterion of
 * BR-23, the lower load, is what prices do. Scores go by tens, so a digit decides between equal scores of an employer
 * and never against a difference of score.
 */
export function tieBreaksOf(
  employer: EmployerInput,
  tied: readonly StructureInput[],
  { planId, affinities }: Pick<PlanInputs, 'planId' | 'affinities'>,
): ReadonlyMap<string, MicroPosts> {
  const since = new Map(employer.knowledge.map((one) => [one.partnerId, one.since]));
  const seed = stableHash(`${employer.employerId}:${planId}:`);
  const ranked = tied.map((structure) => ({
    structureId: structure.structureId,
    affinity: affinityOf(employer, structure, affinities),
    since: since.get(structure.partnerId) ?? '9999-12-31',
    hash: stableHash(structure.structureId, seed),
  }));
  ranked.sort(
    (a, b) =>
      b.affinity - a.affinity ||
      byText(a.since, b.since) ||
      a.hash - b.hash ||
      byText(a.structureId, b.structureId),
  );
  return new Map(ranked.map(({ structureId }, rank) => [structureId, Math.max(0, 9 - rank)]));
}

/**
 * Employers in an order that favours nobody: by a hash of (employer, plan). The engine settles what is equal in every
 * respect by this order.
 */
export function inHashOrder(employers: readonly EmployerInput[], planId: string): EmployerInput[] {
  return employers
    .map((employer) => ({ employer, hash: stableHash(`${employer.employerId}:${planId}`) }))
    .sort((a, b) => a.hash - b.hash || byText(a.employer.employerId, b.employer.employerId))
    .map(({ employer }) => employer);
}
