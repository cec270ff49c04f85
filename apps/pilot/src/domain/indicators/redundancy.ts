import type { RowColumn } from '../answers/rows';
import type { Definition, FigureRow } from '../definition';
import type { Contact, Evidence } from '../evidence';
import { heldVisits } from './contacts';

const COLUMNS: readonly RowColumn[] = [
  { key: 'visitedBy', label: 'Visité par', kind: 'networks' },
  { key: 'ledBy', label: 'Chef de file', kind: 'networks' },
  { key: 'visitedOn', label: 'Visite du', kind: 'date' },
];

export const redundancy: Definition = {
  id: 'redundancy',
  label: (policy) => `Redondance à ${policy.coolDownOtherPartnerDays} jours`,
  version: 1,
  unit: 'percent',
  noun: 'visites',
  betterWhen: 'lower',
  fedByPartners: true,
  notMeasured: 'Aucune visite tenue sur la période.',
  columns: COLUMNS,
  numerator: (evidence, moment) =>
    heldVisits(evidence, moment)
      .filter(({ judgement }) => judgement === 'REDUNDANT')
      .map((visit) => rowOfVisit(evidence, visit)),
  denominator: (evidence, moment) => heldVisits(evidence, moment).map((visit) => rowOfVisit(evidence, visit)),
  method: (policy) => ({
    what: 'Part des visites de prospection tenues qui répètent celle d’un autre partenaire.',
    how: `Une visite est redondante quand un autre partenaire a déjà tenu la sienne et que le délai de carence qu’elle a ouvert (${policy.coolDownOtherPartnerDays} jours) court encore. Elle est jugée à sa date, avec la règle alors en vigueur.`,
    source: 'Contacts rapportés par les partenaires, tels que la prospection les a jugés.',
    excludes:
      'Les visites conjointes comptent une fois ; celles que l’employeur a demandées, qui suivent une offre ou qu’un arbitrage a permises ne sont pas redondantes.',
    numeratorIs: 'visites redondantes',
    denominatorIs: 'visites de prospection tenues',
    parameters: [
      { name: 'Période', value: `${policy.coolDownOtherPartnerDays} jours` },
      { name: 'Délai de carence', value: `${policy.coolDownOtherPartnerDays} jours` },
    ],
  }),
};

function rowOfVisit(evidence: Evidence, visit: Contact): FigureRow {
  return {
    id: `${visit.on} ${visit.visitKey}`,
    employerId: visit.employerId,
    partnerIds: [visit.partnerId, ...visit.jointWith],
    weight: 1,
    cells: {
      visitedBy: networksOf(evidence, [visit.partnerId, ...visit.jointWith]),
      ledBy: networksOf(evidence, visit.leadPartnerId ? [visit.leadPartnerId] : []),
      visitedOn: visit.on,
    },
  };
}

/** The networks of these partners, each once. */
export const networksOf = (evidence: Evidence, partnerIds: readonly string[]): string[] => [
  ...new Set(
    evidence.partners.filter(({ partnerId }) => partnerIds.includes(partnerId)).map(({ kind }) => kind),
  ),
];
