import { NOT_PROSPECTED } from '#contracts/vocabulary';
import { headcountBand } from '#domain/codes/headcount-bands';
import { nafSectionOf } from '#domain/codes/naf';

/**
 * The attributes that a segment rule may see, frozen with the segmentation (BR-11, BR-12): nothing else, so that
 * "why is it in this segment" has one answer for ever.
 */
export interface SegmentAttributes {
  readonly active: boolean;
  /** SIRENE says that it employs now. */
  readonly employer: boolean;
  readonly partialDiffusion: boolean;
  readonly headcountBand: string;
  readonly nafCode: string | null;
  /** In how many partners' files it is; 0 is a new prospect. */
  readonly knownByPartners: number;
}

/** One rule: the segment, its French name, why an employer is in it, and which are. */
export interface SegmentRule {
  readonly code: string;
  readonly label: string;
  /** Said to people, of an employer of the segment. */
  readonly because: string;
  readonly holds: (employer: SegmentAttributes) => boolean;
}

/** A named, numbered list of rules; the first that holds decides, so their order is their priority. */
export interface SegmentRuleSet {
  readonly code: string;
  readonly rules: readonly SegmentRule[];
}

const leastHeadcount = (one: SegmentAttributes): number => headcountBand(one.headcountBand).min ?? 0;

/** Sections of NAF rév. 2 whose small firms hire most (construction, hotels and catering, support services, care). */
const HIRING_SECTIONS = ['F', 'I', 'N', 'Q'];

/** The first segmentation: "en fonction des fichiers de chacun et des nouveaux prospects" (report, L804). */
export const FIRST_RULE_SET: SegmentRuleSet = {
  code: 'premiere-segmentation-1',
  rules: [
    {
      code: NOT_PROSPECTED,
      label: 'Hors prospection',
      because:
        'Établissement fermé, en diffusion partielle, ou qui n’emploie plus et n’est dans aucun fichier.',
      holds: (one) => !one.active || one.partialDiffusion || (!one.employer && one.knownByPartners === 0),
    },
    {
      code: 'UNKNOWN_SIZE',
      label: 'Effectif inconnu',
      because: 'SIRENE ne donne pas l’effectif : il est à demander, et n’est jamais supposé nul.',
      holds: (one) => headcountBand(one.headcountBand).code === 'NN',
    },
    {
      code: 'SHARED',
      label: 'Connu de plusieurs partenaires',
      because:
        'Au moins deux partenaires l’ont dans leur fichier : la prospection est à concerter d’abord ici.',
      holds: (one) => one.knownByPartners >= 2,
    },
    {
      code: 'KNOWN_TEN_AND_MORE',
      label: 'Connu d’un partenaire, 10 salariés et plus',
      because: 'Un seul partenaire le connaît, et il emploie au moins 10 salariés.',
      holds: (one) => one.knownByPartners === 1 && leastHeadcount(one) >= 10,
    },
    {
      code: 'KNOWN_SMALL',
      label: 'Connu d’un partenaire, moins de 10 salariés',
      because: 'Un seul partenaire le connaît, et il emploie moins de 10 salariés.',
      holds: (one) => one.knownByPartners === 1,
    },
    {
      code: 'NEW_TEN_AND_MORE',
      label: 'Nouveau prospect, 10 salariés et plus',
      because: 'Il n’est dans le fichier de personne, et il emploie au moins 10 salariés.',
      holds: (one) => leastHeadcount(one) >= 10,
    },
    {
      code: 'NEW_SMALL_HIRING_SECTOR',
      label: 'Nouveau prospect, TPE d’un secteur qui recrute',
      because:
        'Il n’est dans le fichier de personne, emploie de 1 à 9 salariés, dans la construction, l’hôtellerie-restauration, les services aux entreprises ou la santé.',
      holds: (one) =>
        leastHeadcount(one) >= 1 && HIRING_SECTIONS.includes(nafSectionOf(one.nafCode ?? '') ?? ''),
    },
    {
      code: 'NEW_SMALL',
      label: 'Nouveau prospect, autre TPE',
      because: 'Il n’est dans le fichier de personne, et emploie de 1 à 9 salariés.',
      holds: (one) => leastHeadcount(one) >= 1,
    },
    {
      code: 'NO_EMPLOYEE',
      label: 'Nouveau prospect, sans salarié au dernier relevé',
      because:
        'Il n’est dans le fichier de personne, et SIRENE ne lui comptait pas de salarié au dernier relevé.',
      holds: () => true,
    },
  ],
};

/** Every rule set that a segmentation may name. A set that was adopted once is never edited: a new one is added. */
export const RULE_SETS: readonly SegmentRuleSet[] = [FIRST_RULE_SET];

export const ruleSetOf = (code: string): SegmentRuleSet | undefined =>
  RULE_SETS.find((one) => one.code === code);

/** The one segment of an employer: the first rule that holds. Every set ends with a rule that always holds. */
export function segmentOf(ruleSet: SegmentRuleSet, attributes: SegmentAttributes): SegmentRule {
  const rule = ruleSet.rules.find((one) => one.holds(attributes));
  if (!rule) throw new Error(`The rule set ${ruleSet.code} leaves an employer without a segment`);
  return rule;
}
