import type { ReleaseReason } from '#contracts/vocabulary';
import type { ConflictKind } from './conflict';
import type { Lead } from './lead';

const KIND_OF: Partial<Record<ReleaseReason, ConflictKind>> = {
  EMPLOYER_REFUSED: 'OPT_OUT_QUESTION',
  CLOSED: 'CLOSURE_TO_CONFIRM',
  DUPLICATE: 'DUPLICATE_TO_CONFIRM',
};

/**
 * BR-33: what a prospect given back leaves to be asked. An employer that refused may oppose being solicited at all; one
 * that is closed, or known twice, is not to be visited by the next partner either. Null for reasons that speak of the
 * partner and not of the employer.
 */
export function questionAfter({ releaseReason, employerId, leadId, partnerId, unitId }: Lead) {
  const kind = releaseReason && KIND_OF[releaseReason];
  return kind ? { kind, employerId, subject: leadId, sides: [{ partnerId, unitId }] } : null;
}
