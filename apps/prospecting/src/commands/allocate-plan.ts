import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { localDateOf, startOfLocalDay } from '#domain/local-date';
import { NotFound } from '#domain/refused';
import { latest } from '../domain/cool-down';
import { allocatedPlan, type Plan } from '../domain/plan';
import { policyAt } from '../domain/territory';
import { Drafting } from '../planning/drafting';
import { AllocationRepository } from '../storage/allocation.repository';
import { PlanRepository } from '../storage/plan.repository';
import { PlanInputsRepository } from '../storage/plan-inputs.repository';
import { TerritoryRepository } from '../storage/territory.repository';

/** Gathers the evidence of a draft anew and plans it: inputs are frozen with their hash, so that it can be replayed (BR-124). */
export class AllocatePlan {
  constructor(readonly planId: string) {}
}

@CommandHandler(AllocatePlan)
export class AllocatePlanHandler implements ICommandHandler<AllocatePlan> {
  constructor(
    private readonly plans: PlanRepository,
    private readonly allocations: AllocationRepository,
    private readonly inputs: PlanInputsRepository,
    private readonly drafting: Drafting,
    private readonly territories: TerritoryRepository,
  ) {}

  execute({ planId }: AllocatePlan): Promise<Plan> {
    return this.plans.change(planId, async (plan, tx) => {
      const territory = (await this.territories.byId([plan.territoryId])).get(plan.territoryId);
      if (!territory) throw new NotFound('territory-unknown', 'Ce territoire n’existe pas.');
      const at = latest(startOfLocalDay(plan.from, territory.zone), tx.now)!;
      const from = localDateOf(at, territory.zone);
      // Judged first: an allocation that the rule refuses must not touch the lines of the plan.
      allocatedPlan(plan, { policyVersion: 0, segmentationId: null, inputsHash: '' });
      const until = startOfLocalDay(plan.until, territory.zone);
      const employerIds = await this.allocations.prospectsOf(tx, plan.territoryId, at, until);
      const asked = { territory, planId, employerIds, from, until: plan.until, at };
      const evidence = await this.inputs.evidence(tx, asked);
      const inputsHash = await this.drafting.compute(tx, plan, evidence);
      const segmentationId = await this.plans.segmentationOn(tx, plan.territoryId, from);
      const { version: policyVersion } = policyAt(territory, at);
      return allocatedPlan(plan, { policyVersion, segmentationId, inputsHash });
    });
  }
}
