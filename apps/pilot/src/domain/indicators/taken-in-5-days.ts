import { addWorkingDays, type LocalDate } from '#domain/local-date';
import type { Definition, FigureRow } from '../definition';
import type { Evidence, Lead } from '../evidence';
import { lastDays, type Moment } from '../moment';

const WINDOW_DAYS = 90;
const WORKING_DAYS = 5;

/** Ends that are nobody's answer: the prospect was no longer there to be taken. */
const NOBODY_S_ANSWER = new Set(['PLAN_CLOSED', 'OPTED_OUT', 'EMPLOYER_CLOSED', 'MOVED_OUT', 'ARBITRATED']);

const dueDays = new Map<LocalDate, LocalDate>();

/** The last day on which to take, in time, a prospect that was proposed on this day (BR-28). */
export function answerDueOn(proposedOn: LocalDate): LocalDate {
  let dueOn = dueDays.get(proposedOn);
  if (!dueOn) {
    dueOn = addWorkingDays(proposedOn, WORKING_DAYS);
    dueDays.set(proposedOn, dueOn);
  }
  return dueOn;
}

/** True for a prospect that was proposed to a partner, and not taken by it on its own initiative. */
export const isProposal = ({ origin }: Lead): boolean => origin !== 'RESERVATION' && origin !== 'ARBITRATION';

/** Prospects proposed in the window whose time to answer is over: only they can be counted either way. */
function proposed(evidence: Evidence, moment: Moment): Lead[] {
  const inWindow = lastDays(moment, WINDOW_DAYS);
  return evidence.leads.filter((lead) => {
    const dueOn = answerDueOn(lead.on);
    if (!isProposal(lead) || !inWindow(lead.on) || dueOn >= moment.on) return false;
    const takenBack = !lead.takenOn && !!lead.endReason && NOBODY_S_ANSWER.has(lead.endReason);
    return !(takenBack && lead.endedOn !== null && lead.endedOn <= dueOn);
  });
}

const inTime = ({ on, takenOn }: Lead): boolean => takenOn !== null && takenOn <= answerDueOn(on);

export const takenInFiveDays: Definition = {
  id: 'taken-in-5-days',
  label: () => 'Pris en charge à 5 j ouvrés',
  version: 1,
  unit: 'percent',
  noun: 'prospects',
  betterWhen: 'higher',
  fedByPartners: false,
  notMeasured: 'Aucun prospect proposé depuis plus de 5 jours ouvrés.',
  columns: [
    { key: 'proposedOn', label: 'Proposé le', kind: 'date' },
    { key: 'takenOn', label: 'Pris le', kind: 'date' },
  ],
  numerator: (evidence, moment) =>
    proposed(evidence, moment)
      .filter((lead) => inTime(lead))
      .map(rowOfLead),
  denominator: (evidence, moment) => proposed(evidence, moment).map(rowOfLead),
  method: () => ({
    what: 'Part des prospects proposés à un partenaire qu’un conseiller a pris dans les 5 jours ouvrés.',
    how: 'On suit les prospects proposés depuis 90 jours et dont le délai de réponse est passé. Les jours fériés ne comptent pas ; un prospect proposé deux fois compte deux fois.',
    source: 'Prospects attribués et prises en charge de la prospection.',
    excludes:
      'Les réservations et les arbitrages ; les prospects repris avant le délai parce que le plan, l’établissement ou une opposition y a mis fin.',
    numeratorIs: 'pris dans le délai',
    denominatorIs: 'prospects proposés',
    parameters: [
      { name: 'Délai', value: `${WORKING_DAYS} jours ouvrés` },
      { name: 'Période', value: `${WINDOW_DAYS} jours` },
    ],
  }),
};

const rowOfLead = (lead: Lead): FigureRow => ({
  id: `${lead.on} ${lead.leadId}`,
  employerId: lead.employerId,
  partnerIds: [lead.partnerId],
  weight: 1,
  cells: { proposedOn: lead.on, takenOn: lead.takenOn },
});
