import type { Employer, Evidence } from './evidence';

/** What held at an instant: the last entry up to then; the first one for what is older than our knowledge. */
export function asOf<Dated extends { readonly at: Date }>(
  history: readonly Dated[],
  at: Date,
): Dated | undefined {
  let held = history[0];
  for (const entry of history) if (entry.at <= at) held = entry;
  return held;
}

/** The employer's home territory at that instant: what a figure belongs to, for ever (ARCHITECTURE, "Decisions"). */
export const territoryAt = (employer: Employer | undefined, at: Date): string | null =>
  (employer && asOf(employer.states, at)?.territoryId) ?? null;

/** Active in the reference at that instant, in this territory, and open to prospecting (BR-10). */
export function isProspectableAt(evidence: Evidence, employer: Employer, at: Date): boolean {
  const state = asOf(employer.states, at);
  return !!state?.active && state.territoryId === evidence.territory.id && !employer.partialDiffusion;
}

/** The segment at that instant; employers that no segmentation has seen are apart. */
export const segmentAt = (employer: Employer, at: Date): string =>
  asOf(employer.segments, at)?.segment ?? 'UNSEGMENTED';
