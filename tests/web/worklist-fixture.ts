import type { Prospect, Worklist } from '../../apps/web/src/api/worklist';
import { AS_OF } from './dashboard-fixture';

const prospect = (
  given: Partial<Omit<Prospect, 'employer'>> & { leadId: string; employer?: Partial<Prospect['employer']> },
): Prospect => ({
  leaseId: null,
  state: 'TO_TAKE',
  because:
    'Vous y avez placé un menuisier le 12 octobre. À égalité avec un autre partenaire, la charge a décidé.',
  light: {
    colour: 'GREEN',
    reason: 'Vous êtes chef de file. Les autres réseaux attendent le 3 décembre.',
    nextFreeDate: null,
  },
  lastContact: { network: 'MISSION_LOCALE', on: '2026-10-02' },
  respondBy: '2026-11-13T23:00:00.000Z',
  leaseUntil: null,
  remindedAt: null,
  queuedAt: null,
  employerAskedFor: null,
  plannedVisit: null,
  contactByAnother: null,
  origin: 'PLAN',
  recontact: null,
  ...given,
  employer: {
    employerId: given.leadId,
    siret: '99900001700018',
    publicName: 'Menuiserie Roux',
    communeCode: '57751',
    communeName: 'Woippy',
    nafCode: '43.32A',
    nafLabel: 'Travaux de menuiserie bois et PVC',
    headcountBand: '12',
    headcountLabel: '20 à 49 salariés',
    segment: 'KNOWN_SMALL',
    ...given.employer,
  },
});

/** The list of an agent of the Mission locale that morning. Fictitious employers. */
export const worklist = (): Worklist => {
  const items: Prospect[] = [
    prospect({ leadId: 'lead-roux' }),
    prospect({
      leadId: 'lead-orme',
      because: 'Personne ne l’a sollicité depuis 14 mois',
      lastContact: { network: 'PLIE', on: '2025-09-08' },
      respondBy: '2026-11-16T23:00:00.000Z',
      employer: {
        publicName: 'Serres de l’Orme',
        communeName: 'Ars-sur-Moselle',
        headcountLabel: '6 à 9 salariés',
        nafLabel: 'Culture de légumes',
        siret: '99900002500019',
      },
    }),
    prospect({
      leadId: 'lead-bellevue',
      remindedAt: '2026-11-09T07:00:00.000Z',
      because: 'Le PLIE ne pouvait pas le voir dans les délais',
      origin: 'NEXT_PARTNER',
      lastContact: null,
      respondBy: '2026-11-17T23:00:00.000Z',
      employer: {
        publicName: 'Garage Bellevue',
        headcountLabel: '10 à 19 salariés',
        nafLabel: 'Entretien et réparation de véhicules',
      },
    }),
    prospect({
      leadId: 'lead-sole',
      because: 'Son intention d’embauche arrive à échéance',
      origin: 'RECONTACT',
      recontact: { positions: 2, callOnly: false },
      light: {
        colour: 'AMBER',
        reason: 'Un autre réseau l’a vu le 4 septembre.',
        nextFreeDate: '2026-12-03',
      },
      employer: {
        publicName: null,
        siret: '99900003300018',
        communeName: 'Metz',
        nafLabel: 'Coiffure',
        headcountLabel: '1 ou 2 salariés',
      },
    }),
    prospect({
      leadId: 'lead-hotel',
      leaseId: 'lease-hotel',
      state: 'IN_PROGRESS',
      respondBy: null,
      leaseUntil: '2026-11-24T23:00:00.000Z',
      because: 'Deux apprentis y sont entrés par vous',
      employer: {
        publicName: 'Hôtel de la Cheneau',
        communeName: 'Metz',
        nafLabel: 'Hôtels et hébergement similaire',
        siret: '99900004100017',
      },
    }),
    prospect({
      leadId: 'lead-marly',
      leaseId: 'lease-marly',
      state: 'IN_PROGRESS',
      respondBy: null,
      leaseUntil: '2026-12-04T23:00:00.000Z',
      because: 'Personne ne l’a sollicité depuis 20 mois',
      plannedVisit: { at: '2026-11-12T13:30:00.000Z', agentAway: true },
      employerAskedFor: '2026-11-12',
      contactByAnother: { network: 'POLE_EMPLOI', on: '2026-11-06', justification: 'OFFER_FOLLOW_UP' },
      employer: { publicName: 'Boulangerie de Marly', communeName: 'Marly', phone: '+33199000017' },
    }),
    prospect({
      leadId: 'lead-frescaty',
      state: 'CLOSED',
      respondBy: null,
      employer: { publicName: 'Logistique Frescaty', communeName: 'Augny' },
    }),
  ];
  return { asOf: AS_OF, counts: { toTake: 4, inProgress: 2, closed: 1 }, openQuestions: 0, items };
};
