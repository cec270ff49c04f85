import { isProspectableAt, segmentAt } from '../as-of';
import type { Definition, FigureRow } from '../definition';
import type { Employer, Evidence } from '../evidence';
import type { Moment } from '../moment';
import { heldContacts } from './contacts';

/** BR-98's "12 months" of coverage, in days. */
export const COVERAGE_DAYS = 365;

/** Active employers of the territory at the moment, each in its segment then. */
export const activeEmployers = (evidence: Evidence, moment: Moment): Employer[] =>
  [...evidence.employers.values()].filter((employer) => isProspectableAt(evidence, employer, moment.at));

/** Those of them with whom somebody held a contact in the last twelve months, with the partners that did. */
export function reachedEmployers(evidence: Evidence, moment: Moment): Map<Employer, string[]> {
  const active = new Map(
    activeEmployers(evidence, moment).map((employer) => [employer.employerId, employer]),
  );
  const reached = new Map<Employer, string[]>();
  for (const contact of heldContacts(evidence, moment, COVERAGE_DAYS)) {
    const employer = active.get(contact.employerId);
    if (employer) reached.set(employer, [...(reached.get(employer) ?? []), contact.partnerId]);
  }
  return reached;
}

export const coverage: Definition = {
  id: 'coverage',
  label: () => 'Couverture à 12 mois',
  version: 1,
  unit: 'percent',
  noun: 'établissements',
  betterWhen: 'higher',
  fedByPartners: true,
  notMeasured: 'Aucun établissement connu : importez le fichier SIRENE du territoire.',
  columns: [{ key: 'segment', label: 'Segment', kind: 'text' }],
  numerator: (evidence, moment) =>
    [...reachedEmployers(evidence, moment)].map(([employer, partnerIds]) =>
      rowOfEmployer(evidence, moment, employer, [...new Set(partnerIds)].sort()),
    ),
  denominator: (evidence, moment) =>
    activeEmployers(evidence, moment).map((employer) =>
      rowOfEmployer(evidence, moment, employer, employer.knownBy),
    ),
  method: () => ({
    what: 'Part des établissements actifs avec lesquels un partenaire, quel qu’il soit, a tenu un contact depuis douze mois.',
    how: 'Un établissement compte une fois, dans son segment du moment, quel que soit le nombre de contacts et de partenaires. Tous les moyens comptent : visite, appel, courrier, événement, s’ils ont eu lieu.',
    source: 'Établissements et segments de la segmentation ; contacts jugés par la prospection.',
    excludes:
      'Les établissements fermés, hors du territoire ou en diffusion partielle, que l’on ne prospecte pas.',
    numeratorIs: 'établissements contactés',
    denominatorIs: 'établissements actifs',
    parameters: [{ name: 'Période', value: '12 mois' }],
  }),
};

const rowOfEmployer = (
  evidence: Evidence,
  moment: Moment,
  employer: Employer,
  partnerIds: readonly string[],
): FigureRow => {
  const segment = segmentAt(employer, moment.at);
  return {
    id: employer.employerId,
    employerId: employer.employerId,
    partnerIds,
    weight: 1,
    cells: { segment: segmentLabel(evidence, segment) },
  };
};

/** The words of a segment. */
export const segmentLabel = (evidence: Evidence, segment: string): string =>
  evidence.segmentLabels.get(segment) ?? (segment === 'UNSEGMENTED' ? 'Pas encore segmentés' : segment);
