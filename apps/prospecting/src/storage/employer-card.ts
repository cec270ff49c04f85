import { communeOf } from '#domain/codes/communes';
import { headcountBand } from '#domain/codes/headcount-bands';
import { nafLabel } from '#domain/codes/naf';
import type { EmployerRef } from '#service/employer-ref';

/** An employer in the words of a page. */
export interface EmployerCard {
  employerId: string;
  siret: string;
  publicName: string | null;
  communeCode: string;
  communeName: string;
  nafCode: string;
  nafLabel: string;
  headcountBand: string;
  headcountLabel: string;
  segment: string | null;
}

export function cardOf(employer: EmployerRef): EmployerCard {
  const { employerId, siret, publicName, communeCode, segment } = employer;
  const nafCode = employer.nafCode ?? '';
  return {
    employerId,
    siret,
    publicName,
    communeCode,
    communeName: communeOf(communeCode)?.name ?? communeCode,
    nafCode,
    nafLabel: nafLabel(nafCode) ?? 'Activité inconnue',
    headcountBand: employer.headcountBand,
    headcountLabel: headcountBand(employer.headcountBand).label,
    segment,
  };
}
