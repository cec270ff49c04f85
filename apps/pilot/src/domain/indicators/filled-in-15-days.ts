import { romeLabel } from '#domain/codes/rome';
import { CLOCK_WINDOW_DAYS, type ClockEnd, clockEnds } from '../clock';
import type { Definition, FigureRow } from '../definition';
import type { Evidence } from '../evidence';
import type { Moment } from '../moment';

const WORDS: Record<ClockEnd, string> = {
  FILLED_BEFORE: 'Pourvue avant le terme',
  PUBLISHED: 'Publiée',
  EXEMPT: 'Exemptée',
};

const ended = (evidence: Evidence, moment: Moment, ends: readonly ClockEnd[]): FigureRow[] =>
  clockEnds(evidence, moment, CLOCK_WINDOW_DAYS)
    .filter(({ end }) => ends.includes(end))
    .map(({ offer, dueOn, end }) => ({
      id: `${dueOn} ${offer.offerId}`,
      employerId: offer.employerId,
      partnerIds: [offer.partnerId],
      weight: 1,
      cells: { job: romeLabel(offer.romeCode) ?? offer.romeCode, dueOn, end: WORDS[end] },
    }));

export const filledInFifteenDays: Definition = {
  id: 'filled-in-15-days',
  label: () => 'Offres pourvues avant publication',
  version: 1,
  unit: 'percent',
  noun: 'offres',
  betterWhen: 'higher',
  fedByPartners: true,
  notMeasured: 'Aucune offre n’est arrivée au terme de ses 15 jours depuis 30 jours.',
  columns: [
    { key: 'job', label: 'Métier', kind: 'text' },
    { key: 'dueOn', label: 'Terme', kind: 'date' },
    { key: 'end', label: 'Issue', kind: 'text' },
  ],
  numerator: (evidence, moment) => ended(evidence, moment, ['FILLED_BEFORE']),
  denominator: (evidence, moment) => ended(evidence, moment, ['FILLED_BEFORE', 'PUBLISHED']),
  method: () => ({
    what: 'Part des offres sous engagement de publication qui ont été pourvues avant leur terme.',
    how: 'On suit les offres dont le terme est tombé depuis 30 jours : le terme est le lendemain du quinzième jour après celui où l’employeur a confié l’offre, jours de suspension en plus.',
    source: 'Faits des offres et ordres de publication.',
    excludes:
      'Les offres exemptées ; celles qui ont été retirées ou ont expiré avant leur terme ; les partenaires sans engagement de publication.',
    numeratorIs: 'pourvues avant le terme',
    denominatorIs: 'pourvues ou publiées',
    parameters: [{ name: 'Période', value: `${CLOCK_WINDOW_DAYS} jours` }],
  }),
};
