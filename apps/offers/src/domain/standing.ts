import { daysBetween, type LocalDate, localDateOf } from '#domain/local-date';
import { creditedDays, dayIndex, type PauseAllowance } from './clock';
import { isLive, type Offer } from './offer';

export const CLOCK_STANDINGS = [
  'RUNNING',
  'PAUSED',
  'DUE',
  'ORDERED',
  'EXEMPT',
  'NO_COMMITMENT',
  'OVER',
] as const;
export type ClockStanding = (typeof CLOCK_STANDINGS)[number];

/** Where an offer stands in its days, as its page shows it (BR-67, BR-77). */
export interface Standing {
  readonly standing: ClockStanding;
  /** 0 on the day of collection; the number of days of the commitment on the last day before the due day. */
  readonly dayIndex: number | null;
  /** Days left before the due day, negative once it is past. */
  readonly daysLeft: number | null;
  readonly pausedDays: number;
}

/** The clock of an offer as it stands at `now`: it stands still while the offer is paused and once it is over. */
export function standingOf(offer: Offer, allowance: PauseAllowance, now: Date): Standing {
  const today = localDateOf(now, offer.zone);
  const stoodOn =
    offer.status === 'PAUSED' ? (offer.pauses.at(-1)?.from ?? today) : (offer.closedOn ?? today);
  const { dueOn, commitmentDays } = offer;
  const counted = dueOn !== null && commitmentDays !== null && offer.exempt === null;
  return {
    standing: standingName(offer, today),
    dayIndex: counted ? dayIndex(dueOn, commitmentDays, stoodOn) : null,
    daysLeft: counted ? daysBetween(stoodOn, dueOn) : null,
    pausedDays: creditedDays(offer.pauses, allowance),
  };
}

function standingName(offer: Offer, today: LocalDate): ClockStanding {
  if (!isLive(offer)) return 'OVER';
  if (offer.publication !== null && offer.publication.wanted === 'PUBLISHED') return 'ORDERED';
  if (offer.exempt !== null) return 'EXEMPT';
  if (offer.dueOn === null) return 'NO_COMMITMENT';
  if (offer.status === 'PAUSED') return 'PAUSED';
  return offer.dueOn <= today ? 'DUE' : 'RUNNING';
}
