import type { Definition } from '../definition';
import { heldContacts } from './contacts';
import { COVERAGE_DAYS } from './coverage';

export const newEmployers: Definition = {
  id: 'new-employers',
  label: () => 'Nouveaux employeurs',
  version: 1,
  unit: 'count',
  noun: 'établissements',
  betterWhen: 'higher',
  fedByPartners: true,
  columns: [{ key: 'firstOn', label: 'Premier contact', kind: 'date' }],
  numerator: (evidence, moment) => {
    const first = heldContacts(evidence, moment, COVERAGE_DAYS)
      .filter(({ firstContact }) => firstContact)
      .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.visitKey < b.visitKey ? -1 : 1));
    const once = new Map(first.toReversed().map((contact) => [contact.employerId, contact]));
    return [...once.values()].map((contact) => ({
      id: contact.employerId,
      employerId: contact.employerId,
      partnerIds: [contact.partnerId],
      weight: 1,
      cells: { firstOn: contact.on },
    }));
  },
  denominator: null,
  method: (policy) => ({
    what: 'Établissements rencontrés depuis douze mois alors qu’aucun partenaire ne les avait contactés auparavant.',
    how: `Un établissement est nouveau quand aucun partenaire n’a eu de contact avec lui dans les ${policy.newEmployerMonths} mois qui précèdent. Il compte une fois.`,
    source: 'Contacts jugés par la prospection.',
    excludes:
      'Les contacts qui n’ont pas eu lieu ; les établissements dont l’historique n’a pas été repris peuvent paraître nouveaux à tort.',
    numeratorIs: 'nouveaux employeurs rencontrés',
    denominatorIs: null,
    parameters: [
      { name: 'Sans contact depuis', value: `${policy.newEmployerMonths} mois` },
      { name: 'Période', value: '12 mois' },
    ],
  }),
};
