import type { PartnerKind } from '#domain/codes/partner-kinds';
import { addDays, type LocalDate } from '#domain/local-date';
import type { DemoPartner } from './network';

interface DemoCommitment {
  readonly partnerCode: string;
  readonly kind: 'PUBLISH_UNFILLED_AFTER' | 'CONCERTED_PLAN' | 'OETH_OFFER_ACCESS';
  readonly days?: number;
}

export interface DemoAgreement {
  readonly name: string;
  readonly partnerCodes: readonly string[];
  readonly effectiveFrom: LocalDate;
  readonly commitments: readonly DemoCommitment[];
}

/** One agreement for the territory, commitments as the report states them (L802): the 15 days bind Cap emploi and PLIE only. */
export function agreementOf(partners: readonly DemoPartner[], today: LocalDate): DemoAgreement {
  const code = (kind: PartnerKind) => partners.find((partner) => partner.kind === kind)!.code;
  const owed = (kind: PartnerKind, commitment: DemoCommitment['kind'], days?: number): DemoCommitment => ({
    partnerCode: code(kind),
    kind: commitment,
    ...(days === undefined ? {} : { days }),
  });
  return {
    name: 'Accord fictif de prospection concertée du bassin de Metz',
    partnerCodes: partners.map((partner) => partner.code),
    effectiveFrom: addDays(today, -300),
    commitments: [
      owed('CAP_EMPLOI', 'PUBLISH_UNFILLED_AFTER', 15),
      owed('PLIE', 'PUBLISH_UNFILLED_AFTER', 15),
      owed('POLE_EMPLOI', 'CONCERTED_PLAN'),
      owed('MISSION_LOCALE', 'CONCERTED_PLAN'),
      owed('PLIE', 'CONCERTED_PLAN'),
      // What Pôle emploi opens to Cap emploi is Cap emploi's right: owed by the one that holds the offers would read the same.
      owed('CAP_EMPLOI', 'OETH_OFFER_ACCESS'),
    ],
  };
}
