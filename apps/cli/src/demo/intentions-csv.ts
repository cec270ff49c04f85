import type { DemoIntention } from './intentions';
import { quoted } from './sirene-csv';

/** The documented file of nominative intentions, with four lines that the importer must refuse. */
export function intentionsCsv(intentions: readonly DemoIntention[]): string {
  const [model] = intentions;
  const line = (
    intention: DemoIntention,
    change: Partial<Record<'siret' | 'fap' | 'positions' | 'communicable', string>> = {},
  ) =>
    [
      change.siret ?? intention.siret,
      change.fap ?? intention.fapCode,
      change.positions ?? String(intention.positions),
      intention.seasonal ? 'oui' : 'non',
      intention.difficult ? 'oui' : 'non',
      intention.hiringMonth ?? '',
      change.communicable ?? (intention.communicable ? 'oui' : 'non'),
    ]
      .map(quoted)
      .join(',');
  const lines = intentions.map((intention) => line(intention));
  lines.splice(
    40,
    0,
    line(model!, { siret: '9,99E+13' }),
    line(model!, { fap: 'Z9Z99' }),
    line(model!, { positions: '-2' }),
    line(model!, { communicable: 'peut-être' }),
  );
  return `siret,fap,projets,saisonnier,difficile,mois,communicable\n${lines.join('\n')}\n`;
}
