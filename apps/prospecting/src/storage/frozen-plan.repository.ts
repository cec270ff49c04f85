import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PartnerLoad } from '#allocation/inputs';
import type { OptimalPlan, Shortfalls } from '#allocation/instance';
import type { PlanInputs, PlanRules } from '#allocation/plan-inputs';
import { Refused } from '#domain/refused';
import type { Transaction } from '#messaging/unit-of-work';
import { canonicalJson } from '../domain/canonical';
import type { WishedCapacity } from '../domain/plan-wishes';
import type { PlanLine } from '../planning/plan-lines';

/** What a plan reads and what it came to, kept together. */
export interface Frozen {
  readonly inputs: PlanInputs;
  /** Visits that agents declared, by unit: what stands where the committee wishes nothing else. */
  readonly declared: Readonly<Record<string, number>>;
  readonly plan: OptimalPlan;
  readonly computedInMs: number;
  readonly lines: readonly PlanLine[];
  readonly loads: readonly PartnerLoad[];
}

/** What the committee wishes of a draft, beside its pins. */
export interface KeptWishes {
  /** Null while the policy's own rules stand. */
  readonly rules: PlanRules | null;
  readonly capacities: readonly WishedCapacity[];
  readonly declared: Readonly<Record<string, number>>;
}

/** SHA-256 of the inputs: the same inputs give the same plan. */
export const inputsHashOf = (inputs: PlanInputs): string =>
  createHash('sha256').update(canonicalJson(inputs)).digest('hex');

/** The frozen inputs of plans, their lines and their proofs. */
@Injectable()
export class FrozenPlanRepository {
  /** Keeps a computation in the place of the draft's earlier one. Returns the hash of its inputs. */
  async freeze(tx: Transaction, frozen: Frozen): Promise<string> {
    const { planId } = frozen.inputs;
    const hash = inputsHashOf(frozen.inputs);
    await tx.query(
      `insert into plan_inputs (plan_id, hash, inputs) values ($1, $2, $3)
       on conflict (plan_id) do update set hash = excluded.hash, inputs = excluded.inputs`,
      [planId, hash, JSON.stringify(frozen.inputs)],
    );
    await tx.query('update plan set loads = $2, declared = $3 where plan_id = $1', [
      planId,
      JSON.stringify(frozen.loads),
      JSON.stringify(frozen.declared),
    ]);
    await this.keepLines(tx, planId, frozen.lines);
    await this.keepProof(tx, planId, hash, frozen);
    return hash;
  }

  /** The inputs of an allocated plan, as frozen. */
  async inputsOf(tx: Transaction, planId: string): Promise<{ hash: string; inputs: PlanInputs }> {
    const [row] = await tx.query<{ hash: string; inputs: PlanInputs }>(
      'select hash, inputs from plan_inputs where plan_id = $1',
      [planId],
    );
    // Inputs of before the exact plan have partners, not structures.
    if (row?.inputs.structures) return row;
    throw new Refused('plan-not-allocated', 'Calculez d’abord les attributions de ce plan.');
  }

  /** The plan as it was computed from them. */
  async proofOf(tx: Transaction, planId: string): Promise<{ plan: OptimalPlan; computedInMs: number }> {
    const [row] = await tx.query<ProofRow>(
      `select assigned_to, structure_prices, bin_prices, class_prices, value::float8 as value, primal::float8 as primal,
              dual::float8 as dual, shortfalls, computed_in_ms
         from plan_proof where plan_id = $1`,
      [planId],
    );
    return { plan: planOf(row!), computedInMs: row!.computed_in_ms };
  }

  async wishesOf(tx: Transaction, planId: string): Promise<KeptWishes> {
    const [row] = await tx.query<KeptWishes>(
      'select rules, capacities, declared from plan where plan_id = $1',
      [planId],
    );
    return row!;
  }

  async keepWishes(
    tx: Transaction,
    planId: string,
    wishes: Pick<KeptWishes, 'rules' | 'capacities'>,
  ): Promise<void> {
    await tx.query('update plan set rules = $2, capacities = $3 where plan_id = $1', [
      planId,
      JSON.stringify(wishes.rules),
      JSON.stringify(wishes.capacities),
    ]);
  }

  private async keepLines(tx: Transaction, planId: string, lines: readonly PlanLine[]): Promise<void> {
    await tx.query('delete from plan_pair where plan_id = $1', [planId]);
    await tx.query(
      `insert into plan_pair (plan_id, employer_id, partner_id, unit_id, score, rule, because, unassigned)
        select $1, "employerId", "partnerId", "unitId", score, rule, because, unassigned
          from jsonb_to_recordset($2::jsonb) as t("employerId" uuid, "partnerId" uuid, "unitId" uuid, score int,
               rule text, because text, unassigned text)`,
      [planId, JSON.stringify(lines)],
    );
  }

  private async keepProof(tx: Transaction, planId: string, hash: string, frozen: Frozen): Promise<void> {
    const { plan, computedInMs } = frozen;
    const shortfalls = Object.fromEntries(
      Object.entries(plan.shortfalls).map(([name, counts]) => [name, [...counts]]),
    );
    await tx.query('delete from plan_proof where plan_id = $1', [planId]);
    await tx.query(
      `insert into plan_proof (plan_id, inputs_hash, assigned_to, structure_prices, bin_prices, class_prices, value, primal,
          dual, shortfalls, computed_in_ms)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        planId,
        hash,
        [...plan.assignedTo],
        [...plan.prices.structure],
        [...plan.prices.bin],
        [...plan.prices.class],
        plan.value,
        plan.certificate.primal,
        plan.certificate.dual,
        JSON.stringify(shortfalls),
        computedInMs,
      ],
    );
  }
}

interface ProofRow {
  assigned_to: number[];
  structure_prices: number[];
  bin_prices: number[];
  class_prices: number[];
  value: number;
  primal: number;
  dual: number;
  shortfalls: Record<keyof Shortfalls, number[]>;
  computed_in_ms: number;
}

const planOf = (row: ProofRow): OptimalPlan => ({
  assignedTo: Int32Array.from(row.assigned_to),
  prices: {
    structure: Float64Array.from(row.structure_prices),
    bin: Float64Array.from(row.bin_prices),
    class: Float64Array.from(row.class_prices),
  },
  value: row.value,
  certificate: { primal: row.primal, dual: row.dual },
  shortfalls: {
    floor: Int32Array.from(row.shortfalls.floor),
    coverage: Int32Array.from(row.shortfalls.coverage),
    overCapacity: Int32Array.from(row.shortfalls.overCapacity),
    overCeiling: Int32Array.from(row.shortfalls.overCeiling),
  },
});
