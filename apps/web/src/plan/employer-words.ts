import type { EmployerCard } from '../api/plan';
import { siret } from '../format';

/** A sole trader has no public name: the SIRET stands for it. */
export const nameOf = ({ publicName, siret: digits }: EmployerCard): string => publicName ?? siret(digits);

export const placeOf = ({ communeName, headcountLabel }: EmployerCard): string =>
  [communeName, headcountLabel].filter(Boolean).join(', ');
