/** A made-up country to plan for a quarter, after allocation.md, section 4: a bassin, a region, France. */
export interface Size {
  readonly employers: number;
  readonly structures: number;
  readonly bassins: number;
}

export const SIZES = {
  S: { employers: 8_000, structures: 25, bassins: 1 },
  M: { employers: 250_000, structures: 400, bassins: 25 },
  L: { employers: 2_300_000, structures: 5_500, bassins: 350 },
  /** For the tests of the bench itself. */
  toy: { employers: 300, structures: 8, bassins: 2 },
} as const satisfies Record<string, Size>;

export type SizeName = keyof typeof SIZES;
