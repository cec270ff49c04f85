import type { OethSource, PartnerKind } from '#contracts/vocabulary';
import { Refused } from '#domain/refused';

/**
 * Pôle emploi says that an offer may suit a beneficiary, or that it is on a certified list; any collector may only
 * pass on what its employer declared, which is shown as such (BR-86).
 */
export function refuseUnfitSource(source: OethSource, collectorKind: PartnerKind | null): void {
  if (source !== 'EMPLOYER_DECLARED' && collectorKind !== 'POLE_EMPLOI')
    throw new Refused(
      'oeth-source-not-yours',
      'Seul Pôle emploi peut repérer ou certifier une offre « pouvant convenir » : indiquez EMPLOYER_DECLARED si l’employeur l’a déclaré.',
    );
}
