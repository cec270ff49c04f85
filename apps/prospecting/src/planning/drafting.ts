import { Injectable } from '@nestjs/common';
import type { PlanInputs } from '#allocation/plan-inputs';
import { problemOf } from '#allocation/problem';
import { inputsWith } from '#allocation/scenario';
import { localDateOf, PARIS } from '#domain/local-date';
import type { Transaction } from '#messaging/unit-of-work';
import { pairRulesOf } from '../domain/pin';
import type { Plan } from '../domain/plan';
import { changesOf, fitting } from '../domain/plan-wishes';
import { FrozenPlanRepository } from '../storage/frozen-plan.repository';
import { PinRepository } from '../storage/pin.repository';
import { linesOf } from './plan-lines';
import { Planner } from './planner';

/** Computes a draft from evidence and the committee's wishes, and freezes both with what they gave. */
@Injectable()
export class Drafting {
  constructor(
    private readonly planner: Planner,
    private readonly frozen: FrozenPlanRepository,
    private readonly pins: PinRepository,
  ) {}

  /** From evidence that was just gathered. Returns the hash of what was frozen. */
  async compute(tx: Transaction, plan: Plan, evidence: PlanInputs): Promise<string> {
    const declared = Object.fromEntries(evidence.structures.map((one) => [one.structureId, one.capacity]));
    return this.freeze(tx, plan, evidence, declared);
  }

  /** Again from the frozen evidence, under the wishes as they stand now. */
  async recompute(tx: Transaction, plan: Plan): Promise<string> {
    const { inputs } = await this.frozen.inputsOf(tx, plan.planId);
    const { declared } = await this.frozen.wishesOf(tx, plan.planId);
    return this.freeze(tx, plan, inputs, declared);
  }

  private async freeze(
    tx: Transaction,
    plan: Plan,
    evidence: PlanInputs,
    declared: Readonly<Record<string, number>>,
  ): Promise<string> {
    const { rules, capacities } = await this.frozen.wishesOf(tx, plan.planId);
    const today = [localDateOf(tx.now, PARIS), plan.from].sort().at(-1)!;
    const words = pairRulesOf(await this.pins.of(tx, plan.planId), evidence, today);
    const wishes = { rules: fitting(rules ?? evidence.rules, evidence.employers), capacities, ...words };
    const inputs = inputsWith(evidence, changesOf(evidence, declared, wishes));
    const planned = await this.planner.optimum(() => problemOf(inputs));
    const { territory, computedInMs } = planned;
    const hash = await this.frozen.freeze(tx, {
      inputs,
      declared,
      plan: territory.plan,
      computedInMs,
      lines: linesOf(territory),
      loads: territory.partnerLoads,
    });
    // The hash names these inputs, whether the unit is committed or not: the first board need not decode them again.
    await this.planner.at(hash, async () => planned);
    return hash;
  }
}
