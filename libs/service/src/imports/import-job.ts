import type { LocalDate } from '#domain/local-date';

/** What became of the records of a file; `read` is the sum of the others. */
export interface ImportCounts {
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly same: number;
  readonly older: number;
  readonly outside: number;
  readonly inactive: number;
  readonly refused: number;
}

export const NOTHING_COUNTED: ImportCounts = {
  read: 0,
  new: 0,
  changed: 0,
  same: 0,
  older: 0,
  outside: 0,
  inactive: 0,
  refused: 0,
};

/** What an importer counts of the rows that it applied: each row in exactly one. */
export type AppliedCounts = Partial<Omit<ImportCounts, 'read' | 'refused'>>;

/** Adds what a batch gave; `read` follows. */
export function counted(before: ImportCounts, applied: AppliedCounts, refused: number): ImportCounts {
  const sum = { ...before, refused: before.refused + refused };
  for (const [name, count] of Object.entries(applied) as [keyof AppliedCounts, number][]) sum[name] += count;
  sum.read = sum.new + sum.changed + sum.same + sum.older + sum.outside + sum.inactive + sum.refused;
  return sum;
}

export type ImportState = 'PENDING' | 'RUNNING' | 'DONE';

export interface ImportOptions {
  /** A person looked at what the volume guard stopped, and wants it all the same (BR-13). */
  readonly confirm?: boolean;
  /** The file declares that its SIRETs lost their leading zeros (BR-01). */
  readonly leadingZerosLost?: boolean;
}

/** A file being imported, or imported: the same file of the same kind is the same job, at any time. */
export interface ImportJob {
  readonly id: string;
  readonly kind: string;
  readonly partnerId: string | null;
  readonly asOf: LocalDate | null;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly options: ImportOptions;
  readonly startedBy: string;
  readonly state: ImportState;
  /** Grows when a finished file is imported again. */
  readonly run: number;
  /** Records of this run that are committed with their effects: where a later run resumes. */
  readonly record: number;
  readonly counts: ImportCounts;
}

/** A line that was refused, as it is kept and told. */
export interface RefusedLine {
  readonly line: number;
  readonly field: string;
  readonly cause: string;
  readonly detail: string;
  readonly value?: string;
}
