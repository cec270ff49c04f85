import { factOf } from '#contracts/contract';
import {
  AgreementAmended,
  AgreementEnded,
  AgreementSigned,
  AgreementSuspended,
} from '#contracts/partnership';
import type { CommitmentKind } from '#contracts/vocabulary';
import { type Decision, decided } from '#domain/decision';
import type { LocalDate } from '#domain/local-date';
import { type FieldError, Invalid, Refused } from '#domain/refused';
import { checkAhead, type Moment } from './effective-from';
import type { Partner } from './partner';

/** One obligation of an agreement, as data: who owes it, and its number. */
interface Obligation {
  readonly kind: CommitmentKind;
  readonly partnerId: string;
  readonly days?: number | null;
}

export interface AgreementTerms {
  readonly partnerIds: readonly string[];
  readonly commitments: readonly Obligation[];
  /** First local day of these terms. */
  readonly effectiveFrom: LocalDate;
}

export const AGREEMENT_STATUSES = ['SIGNED', 'SUSPENDED', 'ENDED'] as const;
export type AgreementStatus = (typeof AGREEMENT_STATUSES)[number];

/** An agreement between partners of a territory. Its terms are those that were signed or amended last. */
export interface Agreement extends AgreementTerms {
  readonly agreementId: string;
  readonly territoryId: string;
  readonly title: string;
  readonly status: AgreementStatus;
  /** First day of the suspension or of the end, when there is one. */
  readonly stoppedFrom: LocalDate | null;
  readonly version: number;
}

/** Obligations live in agreements, not in partner kinds (BR-74): the terms name who owes what, among the parties. */
export function signAgreement(
  agreement: Agreement,
  parties: readonly Partner[],
  moment: Moment,
): Decision<Agreement> {
  checkTerms(agreement, agreement.territoryId, parties);
  checkAhead(agreement.effectiveFrom, moment);
  return decided(agreement, factOf(AgreementSigned, agreement.territoryId, told(agreement)));
}

/** New terms, for what comes after (BR-76): never retroactive. A suspended agreement is in force again from then on. */
export function amendAgreement(
  agreement: Agreement,
  terms: AgreementTerms,
  parties: readonly Partner[],
  moment: Moment,
): Decision<Agreement> {
  refuseEnded(agreement);
  checkTerms(terms, agreement.territoryId, parties);
  checkAhead(terms.effectiveFrom, moment);
  const next = {
    ...agreement,
    ...terms,
    status: 'SIGNED' as const,
    stoppedFrom: null,
    version: agreement.version + 1,
  };
  return decided(next, factOf(AgreementAmended, agreement.territoryId, told(next)));
}

/** From that day no new clock starts; running ones go on (BR-75). */
export function suspendAgreement(agreement: Agreement, from: LocalDate, moment: Moment): Decision<Agreement> {
  refuseEnded(agreement);
  if (agreement.status === 'SUSPENDED')
    throw new Refused('agreement-already-suspended', 'Cet accord est déjà suspendu.');
  checkAhead(from, moment);
  return stop(agreement, 'SUSPENDED', from, AgreementSuspended);
}

export function endAgreement(agreement: Agreement, from: LocalDate, moment: Moment): Decision<Agreement> {
  refuseEnded(agreement);
  checkAhead(from, moment);
  return stop(agreement, 'ENDED', from, AgreementEnded);
}

function stop(
  agreement: Agreement,
  status: AgreementStatus,
  from: LocalDate,
  fact: typeof AgreementSuspended | typeof AgreementEnded,
): Decision<Agreement> {
  const next = { ...agreement, status, stoppedFrom: from, version: agreement.version + 1 };
  const { agreementId, territoryId } = agreement;
  return decided(next, factOf(fact, territoryId, { agreementId, territoryId, effectiveFrom: from }));
}

const told = ({ agreementId, territoryId, partnerIds, commitments, effectiveFrom }: Agreement) => ({
  agreementId,
  territoryId,
  partnerIds: [...partnerIds],
  commitments: commitments.map(({ kind, partnerId, days }) => ({ kind, partnerId, days: days ?? null })),
  effectiveFrom,
});

function refuseEnded(agreement: Agreement): void {
  if (agreement.status === 'ENDED')
    throw new Refused('agreement-ended', 'Cet accord a pris fin : signez-en un nouveau.');
}

function checkTerms(terms: AgreementTerms, territoryId: string, parties: readonly Partner[]): void {
  const known = new Map(parties.map((partner) => [partner.partnerId, partner]));
  const errors: FieldError[] = [];
  terms.partnerIds.forEach((partnerId, at) => {
    if (!known.get(partnerId)?.territoryIds.includes(territoryId))
      errors.push({
        pointer: `/partnerIds/${at}`,
        code: 'party-unknown',
        detail: 'Ce partenaire n’est pas inscrit sur ce territoire.',
      });
  });
  terms.commitments.forEach((commitment, at) => {
    if (!terms.partnerIds.includes(commitment.partnerId))
      errors.push({
        pointer: `/commitments/${at}/partnerId`,
        code: 'debtor-not-a-party',
        detail: 'Seule une partie à l’accord peut porter un engagement.',
      });
    if ((commitment.kind === 'PUBLISH_UNFILLED_AFTER') !== (commitment.days != null && commitment.days > 0))
      errors.push({
        pointer: `/commitments/${at}/days`,
        code: 'days-of-commitment',
        detail: 'Un délai en jours accompagne l’engagement de publier, et lui seul.',
      });
  });
  if (errors.length > 0)
    throw new Invalid('agreement-terms-invalid', 'Les termes de l’accord sont à corriger.', errors);
}
