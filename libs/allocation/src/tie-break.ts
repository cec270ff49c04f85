import type { MicroPosts } from './instance';
import type { EmployerInput, StructureInput } from './plan-inputs';
import { byText, stableHash } from './stable-hash';

/** One who may visit an employer, as the tie-break sees it. */
export interface Tied {
  readonly structure: StructureInput;
  readonly affinity: number;
}

/**
 * BR-23, by structure: 9 micro-posts for the first in the order of ties, 8 for the second, down to 0. The order is
 * affinity, then oldest relation, then a hash of (employer, plan): never an id or a date of creation. The first criterion of
 * BR-23, the lower load, is what prices do. Scores go by tens, so a digit decides between equal scores of an employer
 * and never against a difference of score.
 */
export function tieBreaksOf(
  employer: EmployerInput,
  tied: readonly Tied[],
  planId: string,
): ReadonlyMap<string, MicroPosts> {
  const since = new Map(employer.knowledge.map((one) => [one.partnerId, one.since]));
  const ranked = tied.map(({ structure, affinity }) => ({
    structureId: structure.structureId,
    affinity,
    since: since.get(structure.partnerId) ?? '9999-12-31',
    hash: stableHash(`${employer.employerId}:${planId}:${structure.structureId}`),
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
