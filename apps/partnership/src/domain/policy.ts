import { factOf } from '#contracts/contract';
import { PolicyAdopted } from '#contracts/partnership';
import { NATIONAL_POLICY } from '#contracts/policy';
import { type Decision, decided } from '#domain/decision';
import { type LocalDate, startOfLocalDay } from '#domain/local-date';
import { type FieldError, Invalid } from '#domain/refused';
import { checkAhead, type Moment } from './effective-from';

/** One dated version of the numbers that the body may set; what it leaves out keeps the national default. */
export interface PolicyVersion {
  readonly territoryId: string;
  readonly version: number;
  readonly effectiveFrom: Date;
  readonly parameters: Readonly<Record<string, number>>;
  /** Why it was changed (L380-386 of the report: a number is never changed without a reason). */
  readonly reason: string;
}

export interface PolicyProposal {
  readonly territoryId: string;
  readonly effectiveFrom: LocalDate;
  readonly parameters: Readonly<Record<string, number>>;
  readonly reason: string;
}

/** The version in force at that instant, undefined before the first. */
export const policyInForce = (versions: readonly PolicyVersion[], at: Date): PolicyVersion | undefined =>
  versions.filter((one) => one.effectiveFrom <= at).sort((a, b) => b.version - a.version)[0];

/**
 * The next version: the last one's own parameters with those of the proposal over them. It takes effect at the start
 * of a local day, at least a day ahead, and never before the version that it follows.
 */
export function adoptPolicy(
  versions: readonly PolicyVersion[],
  proposal: PolicyProposal,
  moment: Moment,
): Decision<readonly PolicyVersion[]> {
  const last = versions.at(-1);
  checkAhead(proposal.effectiveFrom, { ...moment, firstLoad: moment.firstLoad && !last });
  const effectiveFrom = startOfLocalDay(proposal.effectiveFrom, moment.timeZone);
  if (last && effectiveFrom < last.effectiveFrom)
    throw new Invalid(
      'policy-before-the-last',
      'Une version déjà adoptée prend effet plus tard : la suivante ne peut pas la précéder.',
      [
        {
          pointer: '/effectiveFrom',
          code: 'policy-before-the-last',
          detail: 'Choisissez une date plus tardive.',
        },
      ],
    );
  checkParameters(proposal.parameters);

  const adopted: PolicyVersion = {
    territoryId: proposal.territoryId,
    version: (last?.version ?? 0) + 1,
    effectiveFrom,
    parameters: { ...last?.parameters, ...proposal.parameters },
    reason: proposal.reason,
  };
  const fact = factOf(PolicyAdopted, proposal.territoryId, {
    territoryId: adopted.territoryId,
    version: adopted.version,
    effectiveFrom: effectiveFrom.toISOString(),
    parameters: { ...adopted.parameters },
  });
  return decided([...versions, adopted], fact);
}

const LARGEST = 100_000;

function checkParameters(parameters: Readonly<Record<string, number>>): void {
  const errors: FieldError[] = [];
  for (const [name, value] of Object.entries(parameters)) {
    const pointer = `/parameters/${name}`;
    if (!Object.hasOwn(NATIONAL_POLICY, name))
      errors.push({ pointer, code: 'parameter-unknown', detail: 'Ce paramètre n’existe pas.' });
    else if (typeof value !== 'number' || !Number.isFinite(value) || value < 0 || value > limitOf(name))
      errors.push({
        pointer,
        code: 'parameter-out-of-range',
        detail: `La valeur va de 0 à ${limitOf(name)}.`,
      });
  }
  if (errors.length > 0)
    throw new Invalid('policy-parameters-invalid', 'Les paramètres sont à corriger.', errors);
}

const limitOf = (name: string): number => (name.endsWith('Percent') ? 100 : LARGEST);
