import { fapLabel } from '#domain/codes/fap';
import type { Definition, FigureRow } from '../definition';
import type { Evidence, Recontact } from '../evidence';
import type { Moment } from '../moment';

/** Recontacts of the territory that have fallen due up to the moment. */
export const dueRecontacts = (evidence: Evidence, moment: Moment): Recontact[] =>
  evidence.recontacts.filter(({ dueOn }) => dueOn <= moment.on);

export const isClosedAt = (recontact: Recontact, moment: Moment): boolean =>
  recontact.closedOn !== null && recontact.closedOn <= moment.on;

export const bmoRecontact: Definition = {
  id: 'bmo-recontact',
  label: () => 'Recontact BMO',
  version: 1,
  unit: 'percent',
  noun: 'intentions',
  betterWhen: 'higher',
  fedByPartners: false,
  notMeasured: 'Aucun recontact échu : importez les intentions communicables de l’enquête.',
  columns: [
    { key: 'job', label: 'Métier', kind: 'text' },
    { key: 'positions', label: 'Postes', kind: 'number' },
    { key: 'dueOn', label: 'À recontacter dès le', kind: 'date' },
    { key: 'closedOn', label: 'Clos le', kind: 'date' },
  ],
  numerator: (evidence, moment) =>
    dueRecontacts(evidence, moment)
      .filter((recontact) => isClosedAt(recontact, moment))
      .map(rowOfRecontact),
  denominator: (evidence, moment) => dueRecontacts(evidence, moment).map(rowOfRecontact),
  method: (policy) => ({
    what: 'Part des intentions d’embauche à recontacter dont le recontact est mené à son terme.',
    how: `Une intention entre au dénominateur le jour où elle est à recontacter : ${policy.recontactAfterArrivalDays} jours après l’arrivée de la réponse, ou ${policy.recontactBeforeMonthDays} jours avant le mois annoncé. Elle entre au numérateur quand son issue est connue, y compris après ${policy.recontactAttempts} essais sans réponse.`,
    source: 'Recontacts échus et clos du service BMO ; attributions de la prospection.',
    excludes:
      'Les réponses non communicables, qui ne sont jamais transmises ; les consentements retirés ; les campagnes purgées.',
    numeratorIs: 'recontacts clos',
    denominatorIs: 'intentions à recontacter',
    parameters: [
      { name: 'Premier recontact', value: `${policy.recontactAfterArrivalDays} jours après l’arrivée` },
      { name: 'Essais', value: String(policy.recontactAttempts) },
    ],
  }),
};

const rowOfRecontact = (recontact: Recontact): FigureRow => ({
  id: `${recontact.dueOn} ${recontact.recontactId}`,
  employerId: recontact.employerId,
  partnerIds: recontact.partnerId ? [recontact.partnerId] : [],
  weight: 1,
  cells: {
    job: fapLabel(recontact.fapCode) ?? recontact.fapCode,
    positions: recontact.positions,
    dueOn: recontact.dueOn,
    closedOn: recontact.closedOn,
  },
});
