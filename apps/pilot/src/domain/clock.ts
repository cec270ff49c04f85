import { addDays, daysBetween, type LocalDate } from '#domain/local-date';
import type { Evidence, Offer } from './evidence';
import { lastDays, type Moment } from './moment';
import { type OfferState, offerOn } from './vacancies';

/** An offer whose days of exclusivity run, or stand still: it is neither published, exempt nor over (BR-67). */
export interface OnTheClock {
  readonly offer: Offer;
  readonly state: OfferState;
  readonly dueOn: LocalDate;
  /** 0 on the day of collection; paused days do not count. */
  readonly dayIndex: number;
}

/** Offers on the clock at the moment. */
export function onTheClock(evidence: Evidence, moment: Moment): OnTheClock[] {
  return evidence.offers.flatMap((offer) => {
    const state = offerOn(offer, moment.on);
    if (!state?.dueOn || offer.commitmentDays === null || state.ended || state.exempt) return [];
    if (offer.publications.some(({ orderedOn }) => orderedOn <= moment.on)) return [];
    const today = state.pausedOn ?? moment.on;
    const dayIndex = offer.commitmentDays + 1 - daysBetween(today, state.dueOn);
    return [
      {
        offer,
        state,
        dueOn: state.dueOn,
        dayIndex: Math.min(Math.max(dayIndex, 0), offer.commitmentDays + 1),
      },
    ];
  });
}

export type ClockEnd = 'FILLED_BEFORE' | 'PUBLISHED' | 'EXEMPT';

/** How the clocks that ended in the last `days` did. Offers withdrawn before their day are none of the three. */
export function clockEnds(
  evidence: Evidence,
  moment: Moment,
  days: number,
): { offer: Offer; dueOn: LocalDate; end: ClockEnd }[] {
  const inWindow = lastDays(moment, days);
  return evidence.offers.flatMap((offer) => {
    const state = offerOn(offer, moment.on);
    if (!state || offer.commitmentDays === null) return [];
    const dueOn = state.dueOn ?? addDays(offer.collectedOn, offer.commitmentDays + 1);
    const end = endOf(offer, state, dueOn, moment);
    return end && inWindow(dueOn) ? [{ offer, dueOn, end }] : [];
  });
}

function endOf(offer: Offer, state: OfferState, dueOn: LocalDate, moment: Moment): ClockEnd | null {
  if (offer.publications.some(({ orderedOn }) => orderedOn <= moment.on)) return 'PUBLISHED';
  if (state.ended === 'FILLED' && state.endedOn !== null && state.endedOn < dueOn) return 'FILLED_BEFORE';
  return state.exempt ? 'EXEMPT' : null;
}

export const CLOCK_WINDOW_DAYS = 30;
