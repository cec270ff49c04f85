import type { PlannedTerritory } from '#allocation/planned-territory';
import type { UnassignedReason } from '#contracts/vocabulary';

/** A line of a computed plan: the employer's unit and why, or the reason why nobody goes. */
export interface PlanLine {
  readonly employerId: string;
  readonly partnerId: string | null;
  readonly unitId: string | null;
  /** The partner's knowledge score (BR-21). */
  readonly score: number | null;
  /** BR-24 a lock, PIN the committee's word, BR-22 the best known, BR-27 a lesser known, BR-25 nobody knows it. */
  readonly rule: string | null;
  readonly because: string | null;
  readonly unassigned: UnassignedReason | null;
}

/** The lines of a plan, one an employer: nobody is left out, and who has no visit has a reason. */
export const linesOf = ({ assignments, unassigned }: PlannedTerritory): PlanLine[] => [
  ...assignments.map(({ employerId, partnerId, structureId: unitId, score, rule, because }) => ({
    employerId,
    partnerId,
    unitId,
    score,
    rule,
    because,
    unassigned: null,
  })),
  ...unassigned.map(({ employerId, reason, because }) => ({
    employerId,
    partnerId: null,
    unitId: null,
    score: null,
    rule: null,
    because,
    unassigned: reason,
  })),
];
