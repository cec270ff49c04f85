import type { Hold } from './holds';
import type { PartnerLoad, Unassigned } from './inputs';
import type { Certificate, MicroPosts, OptimalPlan } from './instance';
import { worthOf } from './pair-table';
import { boardOf, type PlannedCell, type PlannedCoverage } from './planned-board';
import { partnerLoadsOf, type StructureLoad, structureLoadsOf } from './planned-loads';
import { type Problem, seenFrom } from './problem';
import { knowledgeScoreOf } from './score';
import { byText } from './stable-hash';
import type { PlanWarning } from './warnings';
import { whyAssigned } from './why-assigned';
import { whyUnassigned } from './why-unassigned';

/** One employer of the plan, its structure, and why in one French line that an agent may read (BR-14). */
export interface PlannedAssignment {
  readonly employerId: string;
  readonly partnerId: string;
  readonly structureId: string;
  readonly segment: string;
  /** What the plan expects of the visit. */
  readonly value: MicroPosts;
  /** The knowledge score of the partner, 0 to 100 (BR-21). */
  readonly score: number;
  /** What decided: BR-22, BR-24 (a lock), BR-25 (nobody knows it), BR-27 (the next best), PIN (the committee). */
  readonly rule: 'BR-22' | 'BR-24' | 'BR-25' | 'BR-27' | 'PIN';
  readonly because: string;
  readonly heldBy: Hold['by'] | null;
}

/** An employer that nobody visits, its reason, and the reason in one French line. */
export interface PlannedWithout extends Unassigned {
  readonly because: string;
}

/** A plan in the words of a territory: each employer once, in the order of ids, with what it proves and what it lacks. */
export interface PlannedTerritory {
  readonly assignments: readonly PlannedAssignment[];
  readonly unassigned: readonly PlannedWithout[];
  readonly loads: readonly StructureLoad[];
  readonly partnerLoads: readonly PartnerLoad[];
  readonly cells: readonly PlannedCell[];
  readonly coverage: readonly PlannedCoverage[];
  /** What the visits are expected to bring. */
  readonly value: MicroPosts;
  readonly certificate: Certificate;
  readonly warnings: readonly PlanWarning[];
  /** The plan as the engine gave it, by index: what explanations and proofs read. */
  readonly plan: OptimalPlan;
}

/** Reads the engine's plan of a problem back in ids and words. */
export function territoryOf(problem: Problem, plan: OptimalPlan): PlannedTerritory {
  const assignments: PlannedAssignment[] = [];
  const unassigned: PlannedWithout[] = [];
  problem.employers.forEach((_, employer) => {
    if (plan.assignedTo[employer]! >= 0) assignments.push(assignmentOf(problem, plan, employer));
    else unassigned.push(withoutOf(problem, employer));
  });
  return {
    assignments: assignments.sort((a, b) => byText(a.employerId, b.employerId)),
    unassigned: unassigned.sort((a, b) => byText(a.employerId, b.employerId)),
    loads: structureLoadsOf(problem, plan),
    partnerLoads: partnerLoadsOf(problem, plan),
    ...boardOf(problem, plan),
    value: plan.value,
    certificate: plan.certificate,
    warnings: problem.warnings,
    plan,
  };
}

function assignmentOf(problem: Problem, { assignedTo }: OptimalPlan, at: number): PlannedAssignment {
  const employer = problem.employers[at]!;
  const structure = problem.structures[assignedTo[at]!]!;
  const heldBy = problem.holds.get(at)?.by ?? null;
  return {
    employerId: employer.employerId,
    partnerId: structure.partnerId,
    structureId: structure.structureId,
    segment: employer.segment,
    value: worthOf(problem.instance, at, assignedTo[at]!),
    score: knowledgeScoreOf(employer, structure),
    ...whyAssigned(employer, structure, heldBy),
    heldBy,
  };
}

function withoutOf(problem: Problem, at: number): PlannedWithout {
  const employer = problem.employers[at]!;
  const hasPairs = problem.instance.firstPair[at + 1]! > problem.instance.firstPair[at]!;
  return {
    employerId: employer.employerId,
    ...whyUnassigned(employer, hasPairs ? null : seenFrom(problem, employer)),
  };
}
