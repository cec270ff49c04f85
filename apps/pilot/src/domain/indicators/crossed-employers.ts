import type { Definition, FigureRow } from '../definition';
import type { Contact, Evidence } from '../evidence';
import { crossedEmployers, solicitedEmployers } from './contacts';
import { networksOf } from './redundancy';

export const crossedEmployersIndicator: Definition = {
  id: 'crossed-employers',
  label: (policy) =>
    `Établissements sollicités par plusieurs réseaux en ${policy.coolDownOtherPartnerDays} jours`,
  version: 1,
  unit: 'percent',
  noun: 'établissements',
  betterWhen: 'lower',
  fedByPartners: true,
  notMeasured: 'Aucun établissement sollicité sur la période.',
  columns: [
    { key: 'networks', label: 'Réseaux', kind: 'networks' },
    { key: 'contacts', label: 'Contacts', kind: 'number' },
    { key: 'lastOn', label: 'Dernier contact', kind: 'date' },
  ],
  numerator: (evidence, moment) => rows(evidence, crossedEmployers(evidence, moment)),
  denominator: (evidence, moment) => rows(evidence, solicitedEmployers(evidence, moment)),
  method: (policy) => ({
    what: 'Part des établissements sollicités que deux réseaux ou plus ont approchés chacun de leur côté.',
    how: `Sur ${policy.coolDownOtherPartnerDays} jours, un établissement compte une fois, dès que deux réseaux y ont tenu un contact de prospection, quel qu’en soit le moyen.`,
    source: 'Contacts rapportés par les partenaires, tels que la prospection les a jugés.',
    excludes: 'Les visites conjointes, les demandes de l’employeur, les suivis d’offre et les arbitrages.',
    numeratorIs: 'sollicités par au moins deux réseaux',
    denominatorIs: 'établissements sollicités',
    parameters: [{ name: 'Fenêtre', value: `${policy.coolDownOtherPartnerDays} jours` }],
  }),
};

const rows = (evidence: Evidence, employers: ReadonlyMap<string, Contact[]>): FigureRow[] =>
  [...employers].map(([employerId, contacts]) => {
    const partnerIds = [...new Set(contacts.map(({ partnerId }) => partnerId))].sort();
    const days = contacts.map(({ on }) => on).sort();
    return {
      id: employerId,
      employerId,
      partnerIds,
      weight: 1,
      cells: { networks: networksOf(evidence, partnerIds), contacts: contacts.length, lastOn: days.at(-1)! },
    };
  });
