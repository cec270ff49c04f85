import { addDays, daysBetween, localDateOf } from '#domain/local-date';
import type { Sentence } from '../answers/dashboard';
import { onTheClock } from '../clock';
import type { Evidence } from '../evidence';
import { crossedEmployers } from '../indicators/contacts';
import { isOld } from '../indicators/vacant-positions';
import type { Moment } from '../moment';
import { silencesAt } from '../silence';
import { vacanciesAt } from '../vacancies';

/** BR-77: the second warning comes two days before the day. */
const SOON_DAYS = 2;

/** The numbers of the opening sentence. */
export function sentence(evidence: Evidence, moment: Moment): Sentence {
  const { policy } = evidence;
  const vacancies = vacanciesAt(evidence, moment);
  const positions = (list: typeof vacancies) => list.reduce((sum, vacancy) => sum + vacancy.positions, 0);
  const publicationsUntil = addDays(moment.on, SOON_DAYS);
  return {
    vacantPositions: positions(vacancies),
    oldPositions: positions(vacancies.filter(({ age }) => isOld(age, policy))),
    oldAfterDays: policy.vacantAimDays,
    crossedEmployers: crossedEmployers(evidence, moment).size,
    crossedWithinDays: policy.coolDownOtherPartnerDays,
    publicationsSoon: onTheClock(evidence, moment).filter(
      ({ state, dueOn }) => !state.paused && dueOn <= publicationsUntil,
    ).length,
    publicationsUntil,
    silent: silencesAt(evidence, moment)
      .filter(({ silent }) => silent)
      .map(({ partner, feed }) => ({
        name: partner.name,
        network: partner.kind,
        sinceDays: daysBetween(localDateOf(feed!.lastAt, moment.timeZone), moment.on),
      }))
      .sort((a, b) => b.sinceDays - a.sinceDays || (a.name < b.name ? -1 : 1)),
  };
}
