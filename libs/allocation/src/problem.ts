import { type Candidate, candidatesOf, groundOf } from './candidates';
import { type Hold, holdsOf } from './holds';
import type { Instance } from './instance';
import { type PairTable, pairTableOf } from './pair-table';
import type { EmployerInput, PlanInputs, StructureInput } from './plan-inputs';
import { quotasOf } from './quotas';
import { byText } from './stable-hash';
import { inHashOrder } from './tie-break';
import { type PlanWarning, warningsOf } from './warnings';
import { refuseWrongInputs } from './wrong-inputs';

/** Inputs as numbers for the engine, with the tables that lead back from an index to an id. */
export interface Problem {
  readonly inputs: PlanInputs;
  readonly instance: Instance;
  /** In the order of their ids. */
  readonly structures: readonly StructureInput[];
  /** In an order that favours nobody (BR-23), never that of their ids. */
  readonly employers: readonly EmployerInput[];
  readonly segments: readonly string[];
  readonly classes: readonly string[];
  readonly structureAt: ReadonlyMap<string, number>;
  readonly employerAt: ReadonlyMap<string, number>;
  /** Employers that are held to a structure, by index: by the committee's word, or by a lock (BR-24). */
  readonly holds: ReadonlyMap<number, Hold>;
  /** Wishes that no plan can meet and structures that cover nothing: told, never refused. */
  readonly warnings: readonly PlanWarning[];
}

/**
 * The problem of a period: who may visit whom and what that is worth, what the committee asks. The same inputs, in any
 * order, give the same problem. Throws `Invalid` that names each wrong input (wrong-inputs.ts).
 */
export function problemOf(inputs: PlanInputs): Problem {
  refuseWrongInputs(inputs);
  const structures = [...inputs.structures].sort((a, b) => byText(a.structureId, b.structureId));
  const employers = inHashOrder(inputs.employers, inputs.planId);
  const ground = groundOf(inputs, structures);
  return assembled(
    inputs,
    structures,
    employers,
    pairTableOf(employers, (employer) => candidatesOf(employer, ground)),
  );
}

/** The problem of these inputs when its pairs are known already: what a scenario changes little of. */
export function assembled(
  inputs: PlanInputs,
  structures: readonly StructureInput[],
  employers: readonly EmployerInput[],
  pairs: PairTable,
): Problem {
  const segments = [...inputs.segments].sort(byText);
  const classes = classesOf(employers);
  const holds = holdsOf(employers, structures, pairs, inputs);
  const segmentAt = indexOf(segments);
  const classAt = indexOf(classes);
  const ids = {
    structureAt: indexOf(structures.map((one) => one.structureId)),
    employerAt: indexOf(employers.map((one) => one.employerId)),
  };
  const instance: Instance = {
    employers: employers.length,
    structures: structures.length,
    segments: segments.length,
    classes: classes.length,
    ...pairs,
    segmentOf: Uint8Array.from(employers, (one) => segmentAt.get(one.segment)!),
    classOf: Int32Array.from(employers, (one) =>
      one.territoryClass === null ? -1 : classAt.get(one.territoryClass)!,
    ),
    ...quotasOf(inputs.rules, { structures, employers, segments, classes }),
    ...(holds.size > 0 && {
      pinnedTo: Int32Array.from(employers, (_, at) => holds.get(at)?.structure ?? -1),
    }),
  };
  const problem = { inputs, instance, structures, employers, segments, classes, ...ids, holds };
  return { ...problem, warnings: warningsOf(problem) };
}

/** Every structure seen from an employer, or from what that employer would be if something changed. */
export const seenFrom = (
  problem: Pick<Problem, 'inputs' | 'structures'>,
  employer: EmployerInput,
): Candidate[] => candidatesOf(employer, groundOf(problem.inputs, problem.structures));

const classesOf = (employers: readonly EmployerInput[]): string[] =>
  [...new Set(employers.flatMap((one) => one.territoryClass ?? []))].sort(byText);

const indexOf = (ids: readonly string[]): Map<string, number> => new Map(ids.map((id, at) => [id, at]));
