import { Injectable } from '@nestjs/common';
import type { PairRule, PlanInputs, PlanRules } from '#allocation/plan-inputs';
import { territoryOf } from '#allocation/planned-territory';
import { problemOf } from '#allocation/problem';
import { scenario } from '#allocation/scenario';
import { type FieldError, Invalid, Refused } from '#domain/refused';
import type { Transaction } from '#messaging/unit-of-work';
import { canonicalJson } from '../domain/canonical';
import type { Plan } from '../domain/plan';
import { changesOf, type WishedCapacity, type Wishes } from '../domain/plan-wishes';
import { FrozenPlanRepository } from '../storage/frozen-plan.repository';
import { ScenarioRepository } from '../storage/scenario.repository';
import { type Planned, Planner } from './planner';

/** What is tried on a plan: what is absent stays as it is; pins and forbids come beside those of the plan. */
export interface Trial {
  readonly rules?: Partial<PlanRules>;
  readonly capacities?: readonly WishedCapacity[];
  readonly pins?: readonly PairRule[];
  readonly forbids?: readonly PairRule[];
}

/** A what-if: the plan that it begins with, its own wishes, and what it came to. */
export interface Tried {
  readonly ground: { readonly hash: string; readonly planned: Planned };
  readonly own: Wishes;
  readonly planned: Planned;
}

/** What-ifs on a plan, on its frozen evidence: nothing is saved here. */
@Injectable()
export class Trials {
  constructor(
    private readonly planner: Planner,
    private readonly frozen: FrozenPlanRepository,
    private readonly scenarios: ScenarioRepository,
  ) {}

  /** A plan as it was computed and kept. */
  async current(tx: Transaction, plan: Plan): Promise<Planned> {
    const hash = hashOf(plan);
    return this.planner.at(hash, async () => {
      const { inputs } = await this.frozen.inputsOf(tx, plan.planId);
      const { plan: kept, computedInMs } = await this.frozen.proofOf(tx, plan.planId);
      const problem = problemOf(inputs);
      return { problem, territory: territoryOf(problem, kept), computedInMs };
    });
  }

  async of(tx: Transaction, plan: Plan, trial: Trial): Promise<Tried> {
    const hash = hashOf(plan);
    const current = await this.current(tx, plan);
    const { inputs } = current.problem;
    const { capacities, declared } = await this.frozen.wishesOf(tx, plan.planId);
    checkUnits(inputs, trial.capacities ?? []);
    const own: Wishes = {
      rules: { ...inputs.rules, ...trial.rules },
      capacities: merged(capacities, trial.capacities ?? []),
      pins: trial.pins ?? [],
      forbids: trial.forbids ?? [],
    };
    const wishes = { ...own, ...beside(inputs, own) };
    const planned = await this.planner.at(`${hash} ${canonicalJson(wishes)}`, () =>
      this.planner.optimum(() => scenario(current.problem, changesOf(inputs, declared, wishes))),
    );
    return { ground: { hash, planned: current }, own, planned };
  }

  /** A saved scenario on the plan as it stands; the plan itself for `null`. */
  async scenario(tx: Transaction, plan: Plan, scenarioId: string | null): Promise<Planned> {
    if (scenarioId === null) return this.current(tx, plan);
    const { wishes } = await this.scenarios.get(tx, plan.planId, scenarioId);
    return (await this.of(tx, plan, wishes)).planned;
  }
}

function hashOf({ inputsHash }: Plan): string {
  if (inputsHash) return inputsHash;
  throw new Refused('plan-not-allocated', 'Calculez d’abord les attributions de ce plan.');
}

/** The plan's own pins and forbids with those of the trial, which has the last word on an employer. */
function beside(inputs: PlanInputs, own: Wishes): Pick<Wishes, 'pins' | 'forbids'> {
  const pinned = new Set(own.pins.map((one) => one.employerId));
  const pairOf = ({ employerId, structureId }: PairRule) => `${employerId} ${structureId}`;
  const forbidden = new Set(own.forbids.map(pairOf));
  const pairsPinned = new Set(own.pins.map(pairOf));
  return {
    pins: [
      ...inputs.pins.filter((one) => !pinned.has(one.employerId) && !forbidden.has(pairOf(one))),
      ...own.pins,
    ],
    forbids: [
      ...inputs.forbids.filter((one) => !pairsPinned.has(pairOf(one)) && !forbidden.has(pairOf(one))),
      ...own.forbids,
    ],
  };
}

function merged(kept: readonly WishedCapacity[], tried: readonly WishedCapacity[]): WishedCapacity[] {
  const byUnit = new Map([...kept, ...tried].map((one) => [one.unitId, one]));
  return [...byUnit.values()].sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
}

function checkUnits(inputs: PlanInputs, capacities: readonly WishedCapacity[]): void {
  const known = new Set(inputs.structures.map((one) => one.structureId));
  const errors = capacities.flatMap(({ unitId }, at): FieldError[] =>
    known.has(unitId)
      ? []
      : [
          {
            pointer: `/capacities/${at}/unitId`,
            code: 'unknown',
            detail: `La structure ${unitId} n’est pas de ce plan.`,
          },
        ],
  );
  if (errors.length > 0) throw new Invalid('plan-inputs-wrong', errors[0]!.detail, errors);
}
