import type { PartnerKind } from '#contracts/vocabulary';
import type { MicroPosts, OptimalPlan } from './instance';
import type { Problem } from './problem';
import { byText } from './stable-hash';

/** A problem and its plan: one side of a comparison. */
export interface Solved {
  readonly problem: Problem;
  readonly plan: OptimalPlan;
}

/** An employer that is not at the same structure on both sides; null is nowhere. */
export interface PlanMove {
  readonly employerId: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What changes from one plan to the other. */
export interface PlanDiff {
  /** Employers with the same structure on both sides. */
  readonly unchanged: number;
  /** With another structure; and, of those, with another partner. */
  readonly moved: number;
  readonly movedPartner: number;
  readonly entered: number;
  readonly left: number;
  /** What the visits bring on both sides, and the change in per cent of the first. */
  readonly valueBefore: MicroPosts;
  readonly valueAfter: MicroPosts;
  readonly valuePercent: number;
  /** By network, the most frequent first; null is nowhere. */
  readonly byKinds: readonly { from: PartnerKind | null; to: PartnerKind | null; count: number }[];
  /** Visits by segment on both sides. */
  readonly segments: readonly { segment: string; before: number; after: number }[];
  /** Visits missing under floors, and employers missing under coverage, on both sides. */
  readonly shortfalls: { readonly before: Missing; readonly after: Missing };
  /** All that change, in the order of ids. */
  readonly moves: readonly PlanMove[];
}

export interface Missing {
  readonly floors: number;
  readonly coverage: number;
}

/** Compares two plans of a territory by ids; their pools and structures need not be the same. */
export function diffOf(before: Solved, after: Solved): PlanDiff {
  const [from, to] = [placesOf(before), placesOf(after)];
  const kindOf = new Map(
    [...before.problem.structures, ...after.problem.structures].map((one) => [one.structureId, one]),
  );
  const moves = [...new Set([...from.keys(), ...to.keys()])]
    .map((employerId) => ({ employerId, from: from.get(employerId) ?? null, to: to.get(employerId) ?? null }))
    .filter((one) => one.from !== one.to)
    .sort((a, b) => byText(a.employerId, b.employerId));
  const moved = moves.filter((one) => one.from !== null && one.to !== null);
  const [valueBefore, valueAfter] = [before.plan.value, after.plan.value];
  return {
    unchanged: [...from].filter(([employerId, structureId]) => to.get(employerId) === structureId).length,
    moved: moved.length,
    movedPartner: moved.filter((one) => kindOf.get(one.from!)!.partnerId !== kindOf.get(one.to!)!.partnerId)
      .length,
    entered: moves.filter((one) => one.from === null).length,
    left: moves.filter((one) => one.to === null).length,
    valueBefore,
    valueAfter,
    valuePercent: valueBefore === 0 ? 0 : ((valueAfter - valueBefore) * 100) / valueBefore,
    byKinds: byKinds(moves, (structureId) => (structureId === null ? null : kindOf.get(structureId)!.kind)),
    segments: segmentsOf(before, after),
    shortfalls: { before: missingOf(before.plan), after: missingOf(after.plan) },
    moves,
  };
}

function placesOf({ problem, plan }: Solved): Map<string, string> {
  const places = new Map<string, string>();
  plan.assignedTo.forEach((structure, employer) => {
    if (structure >= 0)
      places.set(problem.employers[employer]!.employerId, problem.structures[structure]!.structureId);
  });
  return places;
}

function byKinds(
  moves: readonly PlanMove[],
  kindOf: (structureId: string | null) => PartnerKind | null,
): PlanDiff['byKinds'] {
  const counts = new Map<string, { from: PartnerKind | null; to: PartnerKind | null; count: number }>();
  for (const move of moves) {
    const [from, to] = [kindOf(move.from), kindOf(move.to)];
    const key = `${from} ${to}`;
    counts.set(key, { from, to, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.entries()]
    .sort((a, b) => b[1].count - a[1].count || byText(a[0], b[0]))
    .map(([, one]) => one);
}

function segmentsOf(before: Solved, after: Solved): PlanDiff['segments'] {
  const count = ({ problem, plan }: Solved, segment: string) =>
    problem.employers.filter((one, at) => one.segment === segment && plan.assignedTo[at]! >= 0).length;
  return [...new Set([...before.problem.segments, ...after.problem.segments])]
    .sort(byText)
    .map((segment) => ({ segment, before: count(before, segment), after: count(after, segment) }));
}

const missingOf = ({ shortfalls }: OptimalPlan): Missing => ({
  floors: shortfalls.floor.reduce((sum, one) => sum + one, 0),
  coverage: shortfalls.coverage.reduce((sum, one) => sum + one, 0),
});
