import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { allocate } from '#allocation/allocate';
import { localDateOf, startOfLocalDay } from '#domain/local-date';
import { NotFound } from '#domain/refused';
import { latest } from '../domain/cool-down';
import { allocatedPlan, type Plan } from '../domain/plan';
import { policyAt } from '../domain/territory';
import { AllocationRepository } from '../storage/allocation.repository';
import { PlanRepository } from '../storage/plan.repository';
import { TerritoryRepository } from '../storage/territory.repository';

/** Computes who would lead whom: inputs are frozen with their hash, so that the plan can be replayed (BR-124). */
export class AllocatePlan {
  constructor(readonly planId: string) {}
}

@CommandHandler(AllocatePlan)
export class AllocatePlanHandler implements ICommandHandler<AllocatePlan> {
  constructor(
    private readonly plans: PlanRepository,
    private readonly allocations: AllocationRepository,
    private readonly territories: TerritoryRepository,
  ) {}

  execute({ planId }: AllocatePlan): Promise<Plan> {
    return this.plans.change(planId, async (plan, tx) => {
      const territory = (await this.territories.byId([plan.territoryId])).get(plan.territoryId);
      if (!territory) throw new NotFound('territory-unknown', 'Ce territoire n’existe pas.');
      const starts = startOfLocalDay(plan.from, territory.zone);
      const at = latest(starts, tx.now)!;
      const from = localDateOf(at, territory.zone);
      // Judged first: an allocation that the rule refuses must not touch the lines of the plan.
      allocatedPlan(plan, { policyVersion: 0, segmentationId: null, inputsHash: '' });
      const employerIds = await this.allocations.prospectsOf(
        tx,
        plan.territoryId,
        at,
        startOfLocalDay(plan.until, territory.zone),
      );
      const inputs = await this.allocations.inputsFor(tx, {
        territory,
        planId,
        employerIds,
        from,
        until: plan.until,
        at,
      });
      const inputsHash = await this.plans.keepAllocation(tx, inputs, allocate(inputs));
      const segmentationId = await this.plans.segmentationOn(tx, plan.territoryId, from);
      const { version: policyVersion } = policyAt(territory, at);
      return allocatedPlan(plan, { policyVersion, segmentationId, inputsHash });
    });
  }
}
