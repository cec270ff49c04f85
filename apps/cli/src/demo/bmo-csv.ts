import { fapLabel } from '#domain/codes/fap';
import type { Random } from './random';
import { quoted } from './sirene-csv';
import families from './weights/intentions.json';

/** Under this count a cell is a statistical secret, written `*`. */
const SECRET_UNDER = 5;

/**
 * A made-up survey of the bassin of Metz in the columns of the BMO open data: the figures of 2024 shaken by a fifth, so
 * that they are of no real year.
 */
export function bmoCsv(random: Random, year: number): string {
  const short = String(year).slice(2);
  const shaken = (count: number) => Math.round(count * (0.8 + 0.4 * random.next()));
  const shown = (count: number) => (count < SECRET_UNDER ? '*' : String(count));
  const rows = (families.families as [string, number, number, number][]).map(
    ([fap, projects, difficult, seasonal]) => {
      const total = shaken(projects);
      const part = (count: number) => shown(Math.min(total, shaken(count)));
      return [
        String(year),
        fap,
        fapLabel(fap) ?? fap,
        '57',
        '4431',
        'METZ',
        shown(total),
        part(difficult),
        part(seasonal),
      ]
        .map(quoted)
        .join(',');
    },
  );
  const header = `annee,Code métier BMO,Nom métier BMO,Dept,BE${short},NOMBE${short},met,xmet,smet`;
  return [header, ...rows, ''].join('\n');
}
