import { factOf } from '#contracts/contract';
import { EmployerChanged, EmployerClosed, EmployerRegistered } from '#contracts/segmentation';
import type { ToldFact } from '#domain/decision';
import { daysBetween } from '#domain/local-date';
import type { ReferenceEstablishment } from './establishment';

/** An establishment lineage of ours (BR-02): the id stays, SIRETs are attached to it with dates. */
export interface Employer {
  readonly employerId: string;
  readonly siret: string;
  /** The home territory of its commune (BR-20), null when the commune is in none. */
  readonly territoryId: string | null;
}

/** A closure that one source alone tells is to be confirmed for so long (BR-09). */
const CLOSURE_TO_CONFIRM_DAYS = 30;

/**
 * An employer is registered in a declared territory for an establishment that SIRENE said to be an active employer,
 * or for one that a partner's file holds. Under partial diffusion only a partner's file can bring it in (BR-10).
 */
export const isEmployer = (
  establishment: ReferenceEstablishment,
  territoryId: string | null,
  inPartnerFile: boolean,
): boolean =>
  territoryId !== null && (inPartnerFile || (establishment.onceEmployer && !establishment.partialDiffusion));

/** The lineage begins. */
export const register = (employer: Employer, establishment: ReferenceEstablishment): ToldFact[] => [
  factOf(EmployerRegistered, employer.employerId, profileOf(employer, establishment)),
];

/**
 * What to tell when the reference or the territory of a known employer moved from `before` to `after`: nothing when
 * nobody would see a difference, the whole of it when something did change, and the closure beside it.
 */
export function change(
  before: { employer: Employer; establishment: ReferenceEstablishment },
  after: { employer: Employer; establishment: ReferenceEstablishment },
): ToldFact[] {
  const { employerId, siret } = after.employer;
  const profile = profileOf(after.employer, after.establishment);
  const facts: ToldFact[] = [];
  if (JSON.stringify(profile) !== JSON.stringify(profileOf(before.employer, before.establishment)))
    facts.push(factOf(EmployerChanged, employerId, profile));

  const { active, closedOn } = after.establishment;
  const confirmed = closureConfirmed(after.establishment);
  const closedSince = before.establishment.active || confirmed !== closureConfirmed(before.establishment);
  if (!active && closedSince)
    facts.push(factOf(EmployerClosed, employerId, { employerId, siret, closedOn, confirmed }));
  return facts;
}

/** SIRENE alone told the closure: it is held for certain when the vintage is 30 days past it (BR-09). */
const closureConfirmed = ({ active, closedOn, vintage }: ReferenceEstablishment): boolean =>
  !active && closedOn !== null && daysBetween(closedOn, vintage) >= CLOSURE_TO_CONFIRM_DAYS;

function profileOf({ employerId, siret, territoryId }: Employer, one: ReferenceEstablishment) {
  return {
    employerId,
    siret,
    siretFrom: one.createdOn,
    publicName: one.partialDiffusion ? null : one.publicName,
    communeCode: one.communeCode ?? ABROAD,
    territoryId,
    nafCode: one.nafCode,
    nafVersion: one.nafVersion,
    headcountBand: one.headcountBand,
    partialDiffusion: one.partialDiffusion,
    active: one.active,
  };
}

/** The COG's code for a foreign country begins with 99; this one names none in particular. */
const ABROAD = '99999';
