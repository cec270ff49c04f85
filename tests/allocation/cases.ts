/** How many cases a property tries: `CONCERTO_ALLOCATION_CASES=20` tries twenty times as many as a plain run. */
export const cases = (plain: number): number =>
  Math.ceil(plain * Number(process.env.CONCERTO_ALLOCATION_CASES ?? 1));
