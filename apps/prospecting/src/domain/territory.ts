import { NATIONAL_POLICY, type Policy, policyOf } from '#contracts/policy';
import { PARIS } from '#domain/local-date';

/** A version of a territory's policy and the instant from which it holds. */
export interface PolicyVersion {
  readonly version: number;
  readonly effectiveFrom: Date;
  readonly parameters: Readonly<Record<string, number>>;
}

/** What rules need of a territory; version 0 is the national policy. */
export interface Territory {
  readonly territoryId: string;
  readonly zone: string;
  readonly policies: readonly PolicyVersion[];
}

export interface PolicyInForce {
  readonly version: number;
  readonly policy: Policy;
}

/** A territory that nobody declared: Paris time and the national policy. */
export const nationalTerritory = (territoryId: string): Territory => ({
  territoryId,
  zone: PARIS,
  policies: [],
});

/**
 * The policy in force at an instant. What happened before the territory's first version is read with that one, so that
 * a late report is judged the same whenever it comes.
 */
export function policyAt(territory: Territory, at: Date): PolicyInForce {
  const dated = [...territory.policies].sort(
    (a, b) => a.effectiveFrom.getTime() - b.effectiveFrom.getTime() || a.version - b.version,
  );
  const inForce = dated.filter((one) => one.effectiveFrom <= at).at(-1) ?? dated[0];
  if (!inForce) return { version: 0, policy: NATIONAL_POLICY };
  return { version: inForce.version, policy: policyOf(inForce.parameters) };
}
