import { candidatesOf, groundOf } from './candidates';
import { type Pair, pairsOf, pairTableOf, withRows } from './pair-table';
import type { PairRule, PlanInputs, PlanRules, PlanWeights } from './plan-inputs';
import { assembled, type Problem } from './problem';
import { refuseWrongInputs } from './wrong-inputs';

/** What a scenario tries instead; what is absent stays as it is. */
export interface Changes {
  readonly rules?: Partial<PlanRules>;
  readonly weights?: Partial<PlanWeights>;
  /** Visits in the period, of some structures. */
  readonly capacities?: readonly { readonly structureId: string; readonly visits: number }[];
  /** All pins and forbids of the scenario, not those that it adds. */
  readonly pins?: readonly PairRule[];
  readonly forbids?: readonly PairRule[];
}

/**
 * The problem that a what-if makes of another, which stays as it was. Only what changes is made anew: rules and
 * capacities share every pair with the original, pins and forbids score their employers again, weights score all. The
 * same problem as `problemOf(inputsWith(problem.inputs, changes))`. Throws `Invalid` that names each wrong change.
 */
export function scenario(problem: Problem, changes: Changes): Problem {
  const inputs = inputsWith(problem.inputs, changes);
  refuseWrongInputs(inputs);
  const capacityOf = new Map(inputs.structures.map((one) => [one.structureId, one]));
  const structures = problem.structures.map((one) => capacityOf.get(one.structureId)!);
  const ground = groundOf(inputs, structures);
  const { employers } = problem;
  if (changes.weights)
    return assembled(
      inputs,
      structures,
      employers,
      pairTableOf(employers, (employer) => candidatesOf(employer, ground)),
    );
  const rows = new Map<number, readonly Pair[]>();
  for (const employerId of touched(problem.inputs, inputs)) {
    const at = problem.employerAt.get(employerId)!;
    rows.set(at, pairsOf(candidatesOf(employers[at]!, ground)));
  }
  return assembled(inputs, structures, employers, withRows(problem.instance, rows));
}

/** The inputs of a scenario, to freeze and hash like any others. */
export function inputsWith(inputs: PlanInputs, changes: Changes): PlanInputs {
  const visits = new Map(changes.capacities?.map((one) => [one.structureId, one.visits]));
  return {
    ...inputs,
    rules: { ...inputs.rules, ...changes.rules },
    weights: { ...inputs.weights, ...changes.weights },
    structures: inputs.structures.map((one) => {
      const capacity = visits.get(one.structureId);
      return capacity === undefined ? one : { ...one, capacity };
    }),
    pins: changes.pins ?? inputs.pins,
    forbids: changes.forbids ?? inputs.forbids,
  };
}

/** Employers whose pins or forbids are not the same on both sides. */
function touched(before: PlanInputs, after: PlanInputs): Set<string> {
  const rules = [before.pins, after.pins, before.forbids, after.forbids];
  return new Set(rules.flatMap((some) => some.map((one) => one.employerId)));
}
