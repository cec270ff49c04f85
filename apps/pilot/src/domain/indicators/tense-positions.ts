import { addDays } from '#domain/local-date';
import type { Definition } from '../definition';
import { vacanciesAt } from '../vacancies';
import { isOld, rowOfVacancy, VACANCY_COLUMNS } from './vacant-positions';

export const tensePositions: Definition = {
  id: 'tense-positions',
  label: () => 'Postes en tension',
  version: 1,
  unit: 'percent',
  noun: 'postes',
  betterWhen: 'lower',
  fedByPartners: true,
  notMeasured: 'Aucun poste vacant : rien à rapporter. Vérifiez la fraîcheur des données.',
  columns: VACANCY_COLUMNS,
  numerator: (evidence, moment) => {
    const since = addDays(moment.on, -evidence.policy.vacantAimDays);
    return vacanciesAt(evidence, moment)
      .filter(({ age, lastHireOn }) => isOld(age, evidence.policy) && !(lastHireOn && lastHireOn > since))
      .map(rowOfVacancy);
  },
  denominator: (evidence, moment) => vacanciesAt(evidence, moment).map(rowOfVacancy),
  method: (policy) => ({
    what: `Part des postes vacants ouverts depuis plus de ${policy.vacantAimDays} jours et sans embauche récente.`,
    how: `Un poste est en tension quand son offre a plus de ${policy.vacantAimDays} jours et qu’aucune embauche n’y a été enregistrée depuis ${policy.vacantAimDays} jours.`,
    source: 'Faits des offres et des recontacts BMO, comme pour les postes vacants.',
    excludes: 'Les offres suspendues.',
    numeratorIs: 'postes en tension',
    denominatorIs: 'postes vacants',
    parameters: [{ name: 'Ancienneté et période sans embauche', value: `${policy.vacantAimDays} jours` }],
  }),
};
