import { diffOf } from '#allocation/plan-diff';
import type { StructureInput } from '#allocation/plan-inputs';
import type { PartnerKind } from '#contracts/vocabulary';
import { inPosts } from './board-figures';
import type { Planned } from './planner';

/** A structure of one of two plans. */
export interface Place {
  readonly unitId: string;
  readonly unitName: string;
  readonly partnerId: string;
  readonly kind: PartnerKind;
}

/** An employer whose structure is not the same in two plans. */
export interface Change {
  readonly employerId: string;
  readonly from: Place | null;
  readonly to: Place | null;
}

/** What a plan changes against another one: changes of structure first, then who enters and who leaves. */
export function changesBetween(before: Planned, after: Planned) {
  const diff = diffOf(solved(before), solved(after));
  const places = new Map(
    [...before.problem.structures, ...after.problem.structures].map((one) => [one.structureId, placeOf(one)]),
  );
  const changes: Change[] = diff.moves.map(({ employerId, from, to }) => ({
    employerId,
    from: from === null ? null : places.get(from)!,
    to: to === null ? null : places.get(to)!,
  }));
  const hidden = diff.segments.find((one) => one.segment === 'HIDDEN');
  return {
    figures: {
      unchanged: diff.unchanged,
      moved: diff.moved,
      movedPartner: diff.movedPartner,
      entered: diff.entered,
      left: diff.left,
      postsBefore: inPosts(diff.valueBefore),
      postsAfter: inPosts(diff.valueAfter),
      valuePercent: Number(diff.valuePercent.toFixed(3)),
      byPartners: [...diff.byKinds],
      hiddenMarketMore: (hidden?.after ?? 0) - (hidden?.before ?? 0),
    },
    changes: [
      ...changes.filter(({ from, to }) => from && to),
      ...changes.filter(({ from }) => !from),
      ...changes.filter(({ to }) => !to),
    ],
  };
}

const solved = ({ problem, territory }: Planned) => ({ problem, plan: territory.plan });

const placeOf = ({ structureId: unitId, name: unitName, partnerId, kind }: StructureInput): Place => ({
  unitId,
  unitName,
  partnerId,
  kind,
});
