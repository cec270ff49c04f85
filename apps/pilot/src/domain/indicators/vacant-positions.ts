import type { Policy } from '#contracts/policy';
import { fapLabel } from '#domain/codes/fap';
import { romeLabel } from '#domain/codes/rome';
import type { RowColumn } from '../answers/rows';
import type { Definition, FigureRow } from '../definition';
import { type Vacancy, vacanciesAt } from '../vacancies';

export const VACANCY_COLUMNS: readonly RowColumn[] = [
  { key: 'job', label: 'Métier', kind: 'text' },
  { key: 'positions', label: 'Postes', kind: 'number' },
  { key: 'collectedOn', label: 'Confié le', kind: 'date' },
  { key: 'age', label: 'Jours', kind: 'number' },
];

/** The row of a vacancy: the oldest come first. */
export const rowOfVacancy = (vacancy: Vacancy): FigureRow => ({
  id: `${vacancy.collectedOn} ${vacancy.id}`,
  employerId: vacancy.employerId,
  partnerIds: vacancy.partnerId ? [vacancy.partnerId] : [],
  weight: vacancy.positions,
  cells: {
    job: jobLabel(vacancy),
    positions: vacancy.positions,
    collectedOn: vacancy.collectedOn,
    age: vacancy.age,
  },
});

const jobLabel = ({ romeCode, fapCode }: Vacancy): string | null =>
  (romeCode && (romeLabel(romeCode) ?? romeCode)) || (fapCode && (fapLabel(fapCode) ?? fapCode)) || null;

/** True when the vacancy counts against the territory's aim (BR-95). */
export const isOld = (age: number, policy: Policy): boolean => age > policy.vacantAimDays;

export const vacantPositions: Definition = {
  id: 'vacant-positions',
  label: () => 'Postes vacants',
  version: 1,
  unit: 'count',
  noun: 'postes',
  betterWhen: 'lower',
  fedByPartners: true,
  columns: VACANCY_COLUMNS,
  numerator: (evidence, moment) => vacanciesAt(evidence, moment).map(rowOfVacancy),
  denominator: null,
  aside: (rows, policy) => ({
    value: rows
      .filter((row) => isOld(row.cells.age as number, policy))
      .reduce((sum, row) => sum + row.weight, 0),
    label: `de plus de ${policy.vacantAimDays} jours`,
  }),
  method: (policy) => ({
    what: 'Postes ouverts que quelqu’un cherche à pourvoir, aujourd’hui, dans le territoire.',
    how: 'Chaque poste ouvert d’une offre en cours compte une fois, dans la commune de l’établissement, et vieillit depuis le jour où l’employeur l’a confié. S’y ajoutent les postes trouvés encore ouverts par un recontact BMO, tant qu’aucune offre n’en est née.',
    source:
      'Faits des offres (confiée, modifiée, pourvue, suspendue, retirée, expirée) et des recontacts BMO.',
    excludes:
      'Les offres suspendues à la demande de l’employeur ; les intentions d’embauche qui n’ont pas été confirmées par un recontact.',
    numeratorIs: 'postes vacants',
    denominatorIs: null,
    parameters: [{ name: 'Objectif', value: `aucun poste de plus de ${policy.vacantAimDays} jours` }],
  }),
};
