/** The class of communes whose coverage the committee may ask for. */
export const RURAL = 'RURAL';

const NAMES: Readonly<Record<string, string>> = { [RURAL]: 'Communes rurales' };

export const territoryClassName = (territoryClass: string): string => NAMES[territoryClass] ?? territoryClass;

/**
 * The communes that count as rural in a plan: those with fewer prospects than the mean of the territory's communes. The
 * Insee grid of density is in none of the facts; this one needs nothing else, is frozen with the plan's inputs and can be
 * checked by hand. In the bassin of Metz it keeps the towns out and takes the villages in.
 */
export function ruralCommunes(communeCodes: readonly string[]): ReadonlySet<string> {
  const prospects = new Map<string, number>();
  for (const code of communeCodes) prospects.set(code, (prospects.get(code) ?? 0) + 1);
  const mean = communeCodes.length / Math.max(1, prospects.size);
  return new Set([...prospects].filter(([, count]) => count < mean).map(([code]) => code));
}
