import type { PlanRules, Quota } from '#allocation/plan-inputs';
import { microPosts } from './domain/plan-wishes';
import type { RulesForm, TrialForm } from './plan-rules.forms';
import type { Trial } from './planning/trials';

/** A trial as the engine reads it: units are structures, penalties whole micro-posts. */
export const trialOf = ({ rules, capacities, pins, forbids }: TrialForm): Trial => ({
  ...(rules && { rules: rulesOf(rules) }),
  ...(capacities && { capacities: capacities.map(({ unitId, visits }) => ({ unitId, visits })) }),
  ...(pins && { pins: pins.map(pairOf) }),
  ...(forbids && { forbids: forbids.map(pairOf) }),
});

const pairOf = ({ employerId, unitId }: { employerId: string; unitId: string }) => ({
  employerId,
  structureId: unitId,
});

function rulesOf({
  floors,
  ceilings,
  coverage,
  floorPenalty,
  coveragePenalty,
}: RulesForm): Partial<PlanRules> {
  return {
    ...(floors && { floors: floors.map(quotaOf) }),
    ...(ceilings && { ceilings: ceilings.map(quotaOf) }),
    ...(coverage && {
      coverage: coverage.map(({ territoryClass, percent }) => ({ territoryClass, percent })),
    }),
    ...(floorPenalty !== undefined && { floorPenalty: microPosts(floorPenalty) }),
    ...(coveragePenalty !== undefined && { coveragePenalty: microPosts(coveragePenalty) }),
  };
}

const quotaOf = ({
  structureId = null,
  kind = null,
  segment,
  percent,
}: NonNullable<RulesForm['floors']>[number]): Quota => ({ structureId, kind, segment, percent });
