import { count, counted } from './format';

const W = '\u00a0';

/** What the employer's page says of itself. */
export const frEmployer = {
  title: 'Employeurs',
  ask: 'Donnez le SIRET d’un établissement pour savoir qui le mène, et pourquoi.',
  find: 'Chercher',
  day: 'Ce jour-là',
  dayHelp: 'Aujourd’hui, ou un jour passé : la décision est recalculée sur les données de ce jour.',
  unknown: 'Aucun employeur du territoire ne porte ce SIRET',
  unknownText: 'Vérifiez les 14 chiffres. Un établissement d’un autre territoire ne se voit que chez lui.',
  leads: (partner: string) => `${partner}${W}: chef de file`,
  nobody: 'Personne ne mène cet employeur ce jour-là',
  why: 'Qui le mène, et pourquoi',
  on: (day: string) => `le ${day}`,
  agrees: 'Recalculé : même décision',
  differs: 'Recalculé : la décision n’est plus la même',
  notIntact: 'Les données de ce jour ont changé depuis',
  noPlan: 'Aucun plan n’a décidé : rien à recalculer',
  plan: 'Plan',
  policy: (version: number) => `politique ${count(version)}`,
  sources: 'Ce que dit chaque source',
  registry: 'Sirene',
  active: 'Actif',
  closed: 'Fermé',
  masked: ', diffusion partielle',
  segment: 'Segment',
  notSegmented: 'Pas encore segmenté',
  files: 'Fichiers des partenaires',
  known: (n: number) => (n === 0 ? 'Dans aucun fichier' : `Dans ${counted(n, 'fichier')}`),
};
