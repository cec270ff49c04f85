import type { Definition, FigureRow } from '../definition';
import { type Silence, silencesAt } from '../silence';

const rowOf = ({ partner, feed, silent }: Silence): FigureRow => ({
  id: partner.code,
  employerId: null,
  partnerIds: [partner.partnerId],
  weight: 1,
  cells: {
    network: [partner.kind],
    partner: partner.name,
    lastAt: feed ? feed.lastAt.toISOString() : null,
    state: silent ? 'Silencieux' : 'À jour',
  },
});

export const silentFeeds: Definition = {
  id: 'silent-feeds',
  label: () => 'Partenaires silencieux',
  version: 1,
  unit: 'percent',
  noun: 'partenaires',
  betterWhen: 'lower',
  fedByPartners: false,
  notMeasured: 'Aucun partenaire n’est encore raccordé.',
  columns: [
    { key: 'network', label: 'Réseau', kind: 'networks' },
    { key: 'partner', label: 'Partenaire', kind: 'text' },
    { key: 'lastAt', label: 'Dernière réception', kind: 'instant' },
    { key: 'state', label: 'État', kind: 'text' },
  ],
  numerator: (evidence, moment) =>
    silencesAt(evidence, moment)
      .filter(({ silent }) => silent)
      .map(rowOf),
  denominator: (evidence, moment) =>
    silencesAt(evidence, moment)
      .filter(({ feed }) => feed !== null)
      .map(rowOf),
  method: (policy) => ({
    what: 'Part des partenaires raccordés qui n’ont rien transmis depuis plus longtemps que leur habitude ne l’explique.',
    how: `Un partenaire est silencieux après ${policy.feedSilentFactor} fois son rythme attendu sans rien transmettre, en heures de jours ouvrés. Les chiffres qu’il alimente sont alors marqués incomplets, jamais ramenés à zéro.`,
    source: 'Contacts reçus par la passerelle, et ce qu’elle a refusé.',
    excludes: 'Les partenaires qui n’ont jamais rien transmis : ils ne sont pas raccordés.',
    numeratorIs: 'partenaires silencieux',
    denominatorIs: 'partenaires raccordés',
    parameters: [
      { name: 'Rythme attendu', value: `${policy.feedExpectedEveryHours} h` },
      { name: 'Silence après', value: `${policy.feedSilentFactor} fois ce rythme` },
    ],
  }),
};
