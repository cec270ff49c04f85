import { fapsOfRome } from '#domain/codes/fap';
import { addDays, type LocalDate } from '#domain/local-date';
import type { DemoEstablishment } from './establishments';
import { romeFor } from './offers';
import { drawerOf, type Random } from './random';
import families from './weights/intentions.json';

/** One answer of one establishment to the BMO survey, for one family of jobs. */
export interface DemoIntention {
  readonly siret: string;
  readonly fapCode: string;
  readonly positions: number;
  readonly seasonal: boolean;
  readonly difficult: boolean;
  /** `YYYY-MM`, when one was stated. */
  readonly hiringMonth: string | null;
  /** The respondent agreed that a partner may know (BR-53). */
  readonly communicable: boolean;
}

const rows = families.families as [string, number, number, number][];
const byFap = new Map(rows.map((row) => [row[0], row]));
const drawFamily = drawerOf(rows, ([, projects]) => projects);

/** `count` intentions: jobs of the employer's activity, seasons and difficulty as BMO 2024 has them for the bassin of Metz. */
export function intentionsOf(
  random: Random,
  count: number,
  establishments: readonly DemoEstablishment[],
  today: LocalDate,
): DemoIntention[] {
  const draw = drawerOf(
    establishments.filter((one) => one.isEmployer && one.active),
    (one) => one.visibility,
  );
  const taken = new Set<string>();
  const made: DemoIntention[] = [];
  while (made.length < count) {
    const employer = draw(random);
    const fapCode = familyFor(random, employer.nafCode);
    if (taken.has(employer.siret + fapCode)) continue;
    taken.add(employer.siret + fapCode);
    const [, projects, difficult, seasonal] = byFap.get(fapCode) ?? [fapCode, 1, 0.5, 0.2];
    made.push({
      siret: employer.siret,
      fapCode,
      positions: random.weighted([1, 2, 3, 5, 8, 15], (one) => 1 / one ** 1.3),
      seasonal: random.chance(seasonal / projects),
      difficult: random.chance(difficult / projects),
      hiringMonth: random.chance(0.6) ? addDays(today, random.int(-60, 240)).slice(0, 7) : null,
      communicable: random.chance(0.58),
    });
  }
  return made;
}

function familyFor(random: Random, nafCode: string): string {
  const possible = fapsOfRome(romeFor(random, nafCode)).filter((fap) => byFap.has(fap.code));
  return possible.length > 0 && random.chance(0.9) ? random.pick(possible).code : drawFamily(random)[0];
}
