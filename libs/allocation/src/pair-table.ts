import { type Candidate, openOf } from './candidates';
import type { Instance, MicroPosts } from './instance';
import type { EmployerInput } from './plan-inputs';

/** Who may visit whom, row by row of employers (instance.ts). */
export type PairTable = Pick<Instance, 'firstPair' | 'pairStructure' | 'pairValue'>;

/** A structure that may visit an employer, and what the plan counts for it: at least 1, also when it is only held to it. */
export type Pair = readonly [structure: number, value: number];

export const pairsOf = (candidates: readonly Candidate[]): Pair[] =>
  openOf(candidates).map((one) => [one.structure, Math.max(1, one.value)] as const);

/** The table of all employers, in their order. */
export function pairTableOf(
  employers: readonly EmployerInput[],
  candidates: (employer: EmployerInput) => readonly Candidate[],
): PairTable {
  return tableOf(employers.map((employer) => pairsOf(candidates(employer))));
}

/** The same table with other rows for a few employers: all else is copied in blocks, nothing is scored again. */
export function withRows(table: PairTable, rows: ReadonlyMap<number, readonly Pair[]>): PairTable {
  if (rows.size === 0) return table;
  const employers = table.firstPair.length - 1;
  const firstPair = new Uint32Array(employers + 1);
  for (let at = 0; at < employers; at++)
    firstPair[at + 1] =
      firstPair[at]! + (rows.get(at)?.length ?? table.firstPair[at + 1]! - table.firstPair[at]!);
  const pairStructure = new Uint16Array(firstPair[employers]!);
  const pairValue = new Int32Array(firstPair[employers]!);
  let copied = 0;
  for (const at of [...rows.keys()].sort((a, b) => a - b)) {
    copy(copied, at);
    rows.get(at)!.forEach(([structure, value], index) => {
      pairStructure[firstPair[at]! + index] = structure;
      pairValue[firstPair[at]! + index] = value;
    });
    copied = at + 1;
  }
  copy(copied, employers);
  return { firstPair, pairStructure, pairValue };

  function copy(from: number, until: number): void {
    const [start, end] = [table.firstPair[from]!, table.firstPair[until]!];
    pairStructure.set(table.pairStructure.subarray(start, end), firstPair[from]!);
    pairValue.set(table.pairValue.subarray(start, end), firstPair[from]!);
  }
}

/** What the plan counts for a pair; 0 when there is no such pair. */
export function worthOf(table: PairTable, employer: number, structure: number): MicroPosts {
  for (let pair = table.firstPair[employer]!; pair < table.firstPair[employer + 1]!; pair++)
    if (table.pairStructure[pair] === structure) return table.pairValue[pair]!;
  return 0;
}

/** The pairs of one employer. */
export function rowOf(table: PairTable, employer: number): Pair[] {
  const row: Pair[] = [];
  for (let pair = table.firstPair[employer]!; pair < table.firstPair[employer + 1]!; pair++)
    row.push([table.pairStructure[pair]!, table.pairValue[pair]!]);
  return row;
}

/** The table of these rows. */
export function tableOf(rows: readonly (readonly Pair[])[]): PairTable {
  const firstPair = new Uint32Array(rows.length + 1);
  rows.forEach((row, at) => {
    firstPair[at + 1] = firstPair[at]! + row.length;
  });
  const pairStructure = new Uint16Array(firstPair[rows.length]!);
  const pairValue = new Int32Array(firstPair[rows.length]!);
  rows.forEach((row, at) => {
    row.forEach(([structure, value], index) => {
      pairStructure[firstPair[at]! + index] = structure;
      pairValue[firstPair[at]! + index] = value;
    });
  });
  return { firstPair, pairStructure, pairValue };
}
