import { type DemoEstablishment, isProspect } from './establishments';
import type { DemoPartner } from './network';
import type { Random } from './random';

/** An employer that opposed being solicited, as the partner that heard it records it (BR-110). */
export interface DemoOptOut {
  readonly partnerCode: string;
  readonly siret: string;
  readonly purpose: 'PROSPECTING' | 'BMO_RECONTACT' | 'ALL';
  readonly reason: string;
}

const REASONS = ['par téléphone', 'par courriel', 'au cours d’une visite', 'par courrier'];

/** `count` oppositions, most of them to prospecting. */
export function optOutsOf(
  random: Random,
  count: number,
  partners: readonly DemoPartner[],
  establishments: readonly DemoEstablishment[],
): DemoOptOut[] {
  return random
    .shuffled(establishments.filter(isProspect))
    .slice(0, count)
    .map(({ siret }) => ({
      partnerCode: random.pick(partners).code,
      siret,
      purpose: random.weighted(['PROSPECTING', 'BMO_RECONTACT', 'ALL'] as const, (one) =>
        one === 'PROSPECTING' ? 7 : 1,
      ),
      reason: random.pick(REASONS),
    }));
}
