import type { PartnerKind } from '#contracts/vocabulary';
import type { Definition, FigureRow } from '../definition';
import type { Employer, Evidence } from '../evidence';
import type { Moment } from '../moment';
import { activeEmployers } from './coverage';

/** The networks whose files hold the employer, in the order of the partners. */
export function networksThatKnow(evidence: Evidence, employer: Employer): PartnerKind[] {
  const kinds = new Map(evidence.partners.map(({ partnerId, kind }) => [partnerId, kind]));
  return [...new Set(employer.knownBy.map((partnerId) => kinds.get(partnerId)))].filter(
    (kind) => kind !== undefined,
  );
}

const knownBy = (evidence: Evidence, moment: Moment, atLeast: number): FigureRow[] =>
  activeEmployers(evidence, moment)
    .map((employer) => ({ employer, networks: networksThatKnow(evidence, employer) }))
    .filter(({ networks }) => networks.length >= atLeast)
    .map(({ employer, networks }) => ({
      id: employer.employerId,
      employerId: employer.employerId,
      partnerIds: employer.knownBy,
      weight: 1,
      cells: { count: networks.length, networks: [...networks].sort() },
    }));

export const knownBySeveral: Definition = {
  id: 'known-by-several',
  label: () => 'Connus de plusieurs réseaux',
  version: 1,
  unit: 'percent',
  noun: 'établissements',
  betterWhen: null,
  fedByPartners: false,
  notMeasured: 'Aucun partenaire n’a encore déposé son fichier d’employeurs.',
  columns: [
    { key: 'count', label: 'Connu de', kind: 'number' },
    { key: 'networks', label: 'Réseaux', kind: 'networks' },
  ],
  coordinationOnly: ['networks'],
  numerator: (evidence, moment) => knownBy(evidence, moment, 2),
  denominator: (evidence, moment) => knownBy(evidence, moment, 1),
  method: () => ({
    what: 'Part des établissements connus que deux réseaux ou plus ont dans leurs fichiers.',
    how: 'Un établissement est connu d’un réseau quand le fichier d’un partenaire de ce réseau le contient, au SIRET près.',
    source: 'Fichiers d’employeurs déposés par les partenaires, rapprochés par la segmentation.',
    excludes: 'Les établissements fermés, hors du territoire ou en diffusion partielle.',
    numeratorIs: 'connus d’au moins deux réseaux',
    denominatorIs: 'connus d’au moins un réseau',
    parameters: [],
  }),
};
