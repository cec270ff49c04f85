import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { factOf } from '#contracts/contract';
import { PlanAdopted, ProspectUnassigned } from '#contracts/prospecting';
import type { ToldFact } from '#domain/decision';
import { regionOfCommune } from '#domain/holidays';
import { localDateOf, startOfLocalDay } from '#domain/local-date';
import { NotFound } from '#domain/refused';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import { latest } from '../domain/cool-down';
import { grantedLead } from '../domain/grant';
import { adopted, type Plan } from '../domain/plan';
import { ledEvent } from '../domain/plan-event';
import { policyAt, type Territory } from '../domain/territory';
import { AllocationRepository } from '../storage/allocation.repository';
import { type ClosedPair, closedPairs } from '../storage/closed-pairs';
import { FrozenPlanRepository } from '../storage/frozen-plan.repository';
import { insertFreeLeads } from '../storage/lead.rows';
import { type PlanPair, PlanRepository } from '../storage/plan.repository';
import { PlanEventRepository } from '../storage/plan-event.repository';
import { PlanRoomRepository } from '../storage/plan-room.repository';
import { TerritoryRepository } from '../storage/territory.repository';

/** The steering body adopts a plan: its leads begin, set-wise. What somebody leads already is reported, never stolen. */
export class AdoptPlan {
  constructor(readonly planId: string) {}
}

@CommandHandler(AdoptPlan)
export class AdoptPlanHandler implements ICommandHandler<AdoptPlan> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanRepository,
    private readonly allocations: AllocationRepository,
    private readonly frozen: FrozenPlanRepository,
    private readonly territories: TerritoryRepository,
    private readonly employers: EmployerRefs,
    private readonly rooms: PlanRoomRepository,
    private readonly planEvents: PlanEventRepository,
  ) {}

  async execute({ planId }: AdoptPlan): Promise<Plan> {
    // Lines no longer move once submitted: their employers may be read before they are locked.
    const lines = await this.unitOfWork.run([], (tx) => this.plans.pairs(tx, planId));
    return this.unitOfWork.run([planId, ...lines.map((line) => line.employerId)], async (tx) => {
      const plan = await this.plans.get(tx, planId);
      const territory = (await this.territories.byId([plan.territoryId])).get(plan.territoryId);
      if (!territory) throw new NotFound('territory-unknown', 'Ce territoire n’existe pas.');
      const next = adopted(plan, territory.body, tx.now, localDateOf(tx.now, territory.zone));
      await this.plans.save(tx, next);

      const given = lines.filter((line) => line.partnerId !== null);
      const held = new Set(await this.plans.alreadyHeld(tx, plan, territory.zone));
      const free = given.filter((line) => !held.has(line.employerId));
      const closed = await this.closedSince(tx, plan, territory, free);
      const isClosed = new Set(closed.map((one) => one.employerId));
      const pairs = free.filter((line) => !isClosed.has(line.employerId));
      await this.rooms.open(tx, plan, territory.zone);
      const { begun, facts } = await this.begin(tx, plan, territory, pairs);
      const kept = given.filter((line) => !begun.has(line.employerId) && !isClosed.has(line.employerId));
      await this.plans.settle(
        tx,
        planId,
        kept.map((line) => line.employerId),
        closed,
      );

      const unassigned = [
        ...lines.flatMap((line) =>
          line.unassigned ? [{ employerId: line.employerId, reason: line.unassigned }] : [],
        ),
        ...closed,
      ];
      tx.tell([
        adoptedFact(next, begun.size, unassigned.length, kept.length),
        ...facts,
        ...unassigned.map((one) => unassignedFact(next, one)),
      ]);
      return next;
    });
  }

  /** Checked again at the proposal: what closed to its partner, or found its unit full, since the draft (BR-110, BR-27). */
  private async closedSince(
    tx: Transaction,
    plan: Plan,
    territory: Territory,
    free: readonly PlanPair[],
  ): Promise<ClosedPair[]> {
    await this.allocations.serialise(tx, territory.territoryId);
    const inputs = await this.allocations.inputsFor(tx, {
      territory,
      planId: plan.planId,
      employerIds: free.map((line) => line.employerId),
      from: plan.from,
      until: plan.until,
      at: latest(startOfLocalDay(plan.from, territory.zone), tx.now)!,
    });
    const { capacities } = await this.frozen.wishesOf(tx, plan.planId);
    return closedPairs(inputs, free, capacities);
  }

  private async begin(
    tx: Transaction,
    plan: Plan,
    territory: Territory,
    pairs: readonly PlanPair[],
  ): Promise<{ begun: Set<string>; facts: ToldFact[] }> {
    const from = latest(startOfLocalDay(plan.from, territory.zone), tx.now)!;
    const until = startOfLocalDay(plan.until, territory.zone);
    const employers = await this.employers.byId(pairs.map((pair) => pair.employerId));
    const inForce = policyAt(territory, from);
    const grants = pairs.map((pair) =>
      grantedLead(
        {
          leadId: uuidv7(),
          territoryId: territory.territoryId,
          employerId: pair.employerId,
          partnerId: pair.partnerId!,
          unitId: pair.unitId,
          from,
          until,
          origin: 'PLAN',
          planId: plan.planId,
          because: pair.because!,
        },
        inForce,
        {
          zone: territory.zone,
          region: regionOfCommune(employers.get(pair.employerId)?.communeCode ?? ''),
        },
      ),
    );
    const own = await insertFreeLeads(
      tx,
      grants.map((grant) => grant.lead),
    );
    this.planEvents.note(
      tx,
      own.map((lead) => ledEvent(lead, null)),
    );
    const begun = new Set(own.map((lead) => lead.employerId));
    return {
      begun,
      facts: grants.filter(({ lead }) => begun.has(lead.employerId)).flatMap(({ facts }) => facts),
    };
  }
}

function adoptedFact(plan: Plan, assigned: number, unassigned: number, alreadyHeld: number): ToldFact {
  const { planId, territoryId, name, from, until, policyVersion, segmentationId } = plan;
  return factOf(PlanAdopted, planId, {
    planId,
    territoryId,
    name,
    from,
    until,
    policyVersion: policyVersion ?? 0,
    segmentationId,
    assigned,
    unassigned,
    alreadyHeld,
  });
}

const unassignedFact = ({ planId, territoryId }: Plan, { employerId, reason }: ClosedPair): ToldFact =>
  factOf(ProspectUnassigned, employerId, { employerId, territoryId, planId, reason });
