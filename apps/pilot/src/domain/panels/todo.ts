import { addDays } from '#domain/local-date';
import type { Sentence, ToDo } from '../answers/dashboard';
import type { Evidence } from '../evidence';
import { dueRecontacts, isClosedAt } from '../indicators/bmo-recontact';
import { answerDueOn, isProposal } from '../indicators/taken-in-5-days';
import type { Moment } from '../moment';

const AT_MOST = 7;
/** A recontact that nobody closed so many days after it fell due is late. */
const RECONTACT_LATE_DAYS = 14;
const WEEKDAY = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', timeZone: 'UTC' });

/** What to do today, the most urgent first. */
export function todo(evidence: Evidence, moment: Moment, figures: Sentence, toReconfirm: number): ToDo[] {
  const rejected = evidence.offers.flatMap(({ publications }) =>
    publications.filter((publication) => publication.rejected && !publication.acknowledged),
  ).length;
  const unanswered = evidence.leads.filter(
    (lead) => isProposal(lead) && !lead.takenOn && !lead.endedOn && answerDueOn(lead.on) < moment.on,
  ).length;
  const late = dueRecontacts(evidence, moment).filter(
    (one) => !isClosedAt(one, moment) && one.dueOn < addDays(moment.on, -RECONTACT_LATE_DAYS),
  ).length;
  const weekday = WEEKDAY.format(new Date(`${figures.publicationsUntil}T12:00:00Z`));
  const list: ToDo[] = [
    ...figures.silent.map(
      ({ name, sinceDays }): ToDo => ({
        kind: 'SILENT_PARTNER',
        count: sinceDays,
        sentence: `${name} : ${plural(sinceDays, 'jour')} de silence`,
        href: '#fraicheur',
      }),
    ),
    {
      kind: 'OFFERS_DUE',
      count: figures.publicationsSoon,
      sentence: `${plural(figures.publicationsSoon, 'offre')} à publier d’ici ${weekday}`,
      href: '#offres',
    },
    {
      kind: 'PUBLICATIONS_REJECTED',
      count: rejected,
      sentence: `${plural(rejected, 'publication refusée', 'publications refusées')} par le site`,
      href: '#offres',
    },
    {
      kind: 'EMPLOYERS_CROSSED',
      count: figures.crossedEmployers,
      sentence: `${plural(figures.crossedEmployers, 'établissement')} à départager`,
      href: 'method:crossed-employers',
    },
    {
      kind: 'LEADS_UNANSWERED',
      count: unanswered,
      sentence: `${plural(unanswered, 'prospect')} sans réponse`,
      href: 'method:taken-in-5-days',
    },
    {
      kind: 'RECONTACTS_LATE',
      count: late,
      sentence: `${plural(late, 'recontact')} BMO en retard`,
      href: '#bmo',
    },
    {
      kind: 'POSITIONS_TO_RECONFIRM',
      count: toReconfirm,
      sentence: `${plural(toReconfirm, 'poste')} à reconfirmer`,
      href: 'method:vacant-positions',
    },
  ];
  return list.filter(({ count }) => count > 0).slice(0, AT_MOST);
}

/** French counts 0 and 1 as singular. */
const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('fr-FR')} ${count < 2 ? one : many}`;
