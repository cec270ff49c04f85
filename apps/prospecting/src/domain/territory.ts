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
  const dated = inOrder(territory);
  for (let index = dated.length - 1; index >= 0; index--) {
    if (dated[index]!.effectiveFrom <= at) return dated[index]!;
  }
  return dated[0] ?? NATIONAL;
}

const NATIONAL: PolicyInForce = { version: 0, policy: NATIONAL_POLICY };

/** A territory's versions are laid out once: every visit of every employer asks for the one of its day. */
const laidOut = new WeakMap<readonly PolicyVersion[], readonly (PolicyInForce & PolicyVersion)[]>();

function inOrder({ policies }: Territory): readonly (PolicyInForce & PolicyVersion)[] {
  const known = laidOut.get(policies);
  if (known) return known;
  const dated = [...policies]
    .sort((a, b) => a.effectiveFrom.getTime() - b.effectiveFrom.getTime() || a.version - b.version)
    .map((one) => ({ ...one, policy: policyOf(one.parameters) }));
  laidOut.set(policies, dated);
  return dated;
}
