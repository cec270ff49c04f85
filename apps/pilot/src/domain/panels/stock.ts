import { addDays } from '#domain/local-date';
import type { AgeBucket, StockFlow, VacantStock } from '../answers/stock';
import type { Evidence } from '../evidence';
import { isOld } from '../indicators/vacant-positions';
import type { Moment } from '../moment';
import { silentNetworks } from '../silence';
import { after, type OfferState, vacanciesAt } from '../vacancies';
import { isProvisional, weeksOf } from './series';

/** BR-95: 0-15, 16-30, 31-60 and more than 60 days. */
const AGES: readonly (readonly [number, number | null])[] = [
  [0, 15],
  [16, 30],
  [31, 60],
  [61, null],
];
const RECONFIRM_DAYS = 30;

/** The stock of vacant positions by age, week after week, and what entered and left it. */
export function vacantStock(evidence: Evidence, moment: Moment): VacantStock {
  const vacancies = vacanciesAt(evidence, moment);
  const positions = (list: typeof vacancies) => list.reduce((sum, vacancy) => sum + vacancy.positions, 0);
  const buckets: AgeBucket[] = AGES.map(([from, to]) => ({
    from,
    to,
    positions: positions(vacancies.filter(({ age }) => age >= from && (to === null || age <= to))),
  }));
  const silentSince = addDays(moment.on, -RECONFIRM_DAYS);
  return {
    buckets,
    series: weeksOf(moment).map((week) => {
      const then = vacanciesAt(evidence, week);
      const old = positions(then.filter(({ age }) => isOld(age, evidence.policy)));
      return { on: week.on, recent: positions(then) - old, old, provisional: isProvisional(moment, week.on) };
    }),
    flows: flows(evidence, moment),
    toReconfirm: positions(vacancies.filter(({ confirmedOn }) => confirmedOn < silentSince)),
    milestones: evidence.plans
      .filter(({ adoptedOn }) => adoptedOn <= moment.on && adoptedOn >= weeksOf(moment)[0]!.on)
      .map(({ adoptedOn, name }) => ({ on: adoptedOn, kind: 'PLAN_ADOPTED', label: `${name} adopté` })),
    incomplete: silentNetworks(evidence, moment),
  };
}

/** Positions opened, filled and withdrawn in each week; a position that an edit adds or takes away counts too. */
function flows(evidence: Evidence, moment: Moment): StockFlow[] {
  const weeks: StockFlow[] = weeksOf(moment).map(({ on }) => ({
    on,
    opened: 0,
    filled: 0,
    withdrawn: 0,
    provisional: isProvisional(moment, on),
  }));
  const weekOf = (on: string) =>
    on > addDays(weeks[0]!.on, -7) ? weeks.find((week) => on <= week.on) : undefined;
  const withOffer = new Set(evidence.offers.map(({ recontactId }) => recontactId));
  for (const offer of evidence.offers) {
    let state: OfferState | undefined;
    for (const step of offer.steps) {
      const next = after(state, step);
      const moved = next.open - (state?.open ?? 0);
      state = next;
      const week = weekOf(step.on);
      if (!week) continue;
      if (moved > 0) week.opened += moved;
      else if (step.kind === 'FILLED') week.filled -= moved;
      else week.withdrawn -= moved;
    }
  }
  for (const { recontactId, closedOn, stillOpen } of evidence.recontacts) {
    const week = closedOn && !withOffer.has(recontactId) ? weekOf(closedOn) : undefined;
    if (week) week.opened += stillOpen;
  }
  return weeks;
}
