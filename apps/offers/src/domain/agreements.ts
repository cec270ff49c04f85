import type { CommitmentKind } from '#contracts/vocabulary';
import type { LocalDate } from '#domain/local-date';

/** One thing that was said of an agreement, in the order in which it was said of the territory. */
export interface AgreementVersion {
  readonly agreementId: string;
  readonly territoryId: string;
  /** Position among the facts of the territory: later said wins. */
  readonly position: number;
  readonly kind: 'TERMS' | 'SUSPENDED' | 'ENDED';
  readonly effectiveFrom: LocalDate;
  readonly partnerIds: readonly string[];
  readonly commitments: readonly AgreedCommitment[];
}

export interface AgreedCommitment {
  readonly kind: CommitmentKind;
  readonly partnerId: string;
  readonly days?: number | null;
}

/** A duty to publish: whose agreement, and after how many days. */
export interface PublicationDuty {
  readonly agreementId: string;
  readonly days: number;
}

/**
 * The terms of each agreement as they stand on that day: of what takes effect by then, the last; none when that is a
 * suspension or an end. So an amendment is never retroactive and a suspension starts no new clock (BR-75, BR-76).
 */
export function inForceOn(versions: readonly AgreementVersion[], day: LocalDate): AgreementVersion[] {
  const latest = new Map<string, AgreementVersion>();
  for (const version of versions) {
    if (version.effectiveFrom > day) continue;
    const known = latest.get(version.agreementId);
    if (!known || comesAfter(version, known)) latest.set(version.agreementId, version);
  }
  return [...latest.values()].filter(({ kind }) => kind === 'TERMS');
}

/**
 * The duty to publish of a partner for an offer collected on that day: a commitment of an agreement in force, never of
 * the kind of partner (BR-65, BR-74). Of several, the shortest.
 */
export function publicationDutyOf(
  partnerId: string,
  collectedOn: LocalDate,
  versions: readonly AgreementVersion[],
): PublicationDuty | null {
  const duties = inForceOn(versions, collectedOn).flatMap(({ agreementId, commitments }) =>
    commitments
      .filter((commitment) => commitment.kind === 'PUBLISH_UNFILLED_AFTER')
      .filter((commitment) => commitment.partnerId === partnerId && commitment.days != null)
      .map(({ days }) => ({ agreementId, days: days! })),
  );
  return duties.sort((a, b) => a.days - b.days)[0] ?? null;
}

const comesAfter = (a: AgreementVersion, b: AgreementVersion): boolean =>
  a.effectiveFrom === b.effectiveFrom ? a.position > b.position : a.effectiveFrom > b.effectiveFrom;
