import type { PartnerKind } from '#domain/codes/partner-kinds';
import { addDays, type LocalDate } from '#domain/local-date';
import type { DemoEstablishment } from './establishments';
import { fictitiousSiren, fictitiousSiret } from './fictitious-siret';
import type { DemoPartner } from './network';
import type { Random } from './random';
import { quoted } from './sirene-csv';

/** What a partner's own file says of an employer. */
export interface DemoRelation {
  readonly partnerCode: string;
  readonly siret: string;
  readonly ownId: string;
  readonly lastContactOn: LocalDate | null;
  readonly relation: 'DECLARED' | 'CONTACT' | 'NAMED_CONTACT' | 'OFFER' | 'CONVENTION' | 'HIRE';
}

/** How far each network's file reaches, and towards which employers; ours, so that about half are in nobody's file. */
const REACH: Partial<Record<PartnerKind, (employer: DemoEstablishment) => number>> = {
  POLE_EMPLOI: ({ visibility }) => 0.5 * visibility,
  MISSION_LOCALE: ({ visibility, nafCode }) =>
    0.32 * visibility * (/^(10|47|55|56|43|96)/.test(nafCode) ? 1.7 : 0.8),
  PLIE: ({ visibility, nafCode }) => 0.22 * visibility * (/^(81|88|43|38|52)/.test(nafCode) ? 2.2 : 0.8),
  CAP_EMPLOI: ({ visibility, headcountBand }) => 0.2 * visibility * (headcountBand >= '12' ? 2.5 : 0.7),
  SIAE: ({ visibility, nafCode }) => 0.18 * visibility * (/^(81|43|38|01|88)/.test(nafCode) ? 2.4 : 0.6),
};

const RELATIONS: readonly (readonly [DemoRelation['relation'], number])[] = [
  ['DECLARED', 18],
  ['CONTACT', 36],
  ['NAMED_CONTACT', 20],
  ['OFFER', 14],
  ['HIRE', 9],
  ['CONVENTION', 3],
];

/** The partners' files: they overlap where an employer is easy to see, and leave out the hidden market. */
export function relationsOf(
  random: Random,
  partner: DemoPartner,
  establishments: readonly DemoEstablishment[],
  today: LocalDate,
): DemoRelation[] {
  const prefix = partner.code.split('-')[0]!.toUpperCase();
  const reach = REACH[partner.kind] ?? (() => 0);
  return establishments
    .filter((one) => (one.isEmployer || random.chance(0.05)) && random.chance(Math.min(0.92, reach(one))))
    .map((one, rank) => ({
      partnerCode: partner.code,
      siret: one.siret,
      ownId: `${prefix}-${String(rank + 1).padStart(5, '0')}`,
      lastContactOn: random.chance(0.12)
        ? null
        : addDays(today, -Math.floor(30 + 900 * random.next() ** 1.6)),
      relation: random.weighted(RELATIONS, ([, weight]) => weight)[0],
    }));
}

/**
 * The file as the partner's tool writes it: SIRETs grouped by spaces here and there, one in scientific notation, one with
 * a wrong key, one that SIRENE does not know, a row sent twice, and two own ids for one employer.
 */
export function partnerFileCsv(random: Random, relations: readonly DemoRelation[]): string {
  const rows = relations.map((relation) =>
    rowOf(relation, random.chance(0.03) ? spaced(relation.siret) : relation.siret),
  );
  const [a, b, c, d] = random.shuffled(relations);
  const unknown = fictitiousSiret(fictitiousSiren(90_000 + random.int(0, 9000)), 1);
  rows.push(
    rowOf({ ...a!, ownId: `${a!.ownId}-bis` }, a!.siret),
    rowOf(b!, b!.siret),
    rowOf({ ...c!, ownId: `${c!.ownId}-x1` }, '9,99E+13'),
    rowOf({ ...d!, ownId: `${d!.ownId}-x2` }, `${d!.siret.slice(0, 13)}${(Number(d!.siret[13]) + 1) % 10}`),
    rowOf({ ...d!, ownId: `${d!.ownId}-x3` }, unknown),
  );
  return `identifiant,siret,dernier_contact,relation\n${rows.join('\n')}\n`;
}

const rowOf = (relation: DemoRelation, siret: string): string =>
  [relation.ownId, siret, relation.lastContactOn ?? '', relation.relation].map(quoted).join(',');

const spaced = (siret: string): string =>
  `${siret.slice(0, 3)} ${siret.slice(3, 6)} ${siret.slice(6, 9)} ${siret.slice(9)}`;
