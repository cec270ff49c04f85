import { factOf } from '#contracts/contract';
import { OfferPaused, OfferResumed } from '#contracts/offers';
import { type Decision, decided } from '#domain/decision';
import { addDays, type LocalDate, localDateOf } from '#domain/local-date';
import { Refused } from '#domain/refused';
import { refuseUnlessLive } from './changes';
import { creditedDays, type PauseAllowance } from './clock';
import { dueAtText, followed, happenedOn, type Offer } from './offer';

export const PAUSE_REASONS = ['EMPLOYER_REQUEST', 'EMPLOYER_ABSENT', 'NEED_UNDER_REVIEW', 'SEASON'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** The employer asks not to fill the offer for the moment: the clock stands still from that day (BR-69). */
export function pause(offer: Offer, on: LocalDate | null, reason: PauseReason, now: Date): Decision<Offer> {
  refuseUnlessLive(offer);
  if (offer.status === 'PAUSED') throw new Refused('already-paused', 'Cette offre est déjà suspendue.');
  const today = localDateOf(now, offer.zone);
  const from = on ?? today;
  refuseOutside(offer.pauses.at(-1)?.until ?? offer.collectedOn, from, today, 'suspendre');

  const pauses = [...offer.pauses, { from, until: null, reason }];
  const paused: Offer = { ...offer, status: 'PAUSED', pauses };
  const { offer: state, facts } = followed(paused, offer, now);
  const { offerId, employerId } = offer;
  return decided(
    state,
    factOf(
      OfferPaused,
      employerId,
      { offerId, employerId, pausedOn: from },
      happenedOn(from, offer.zone, now),
    ),
    ...facts,
  );
}

/** The offer is to be filled again: its due day moves by the days that the pause credits (BR-69). */
export function resume(
  offer: Offer,
  on: LocalDate | null,
  allowance: PauseAllowance,
  now: Date,
): Decision<Offer> {
  refuseUnlessLive(offer);
  const open = offer.pauses.at(-1);
  if (offer.status !== 'PAUSED' || !open)
    throw new Refused('not-paused', 'Cette offre n’est pas suspendue : il n’y a rien à reprendre.');
  const today = localDateOf(now, offer.zone);
  const until = on ?? today;
  refuseOutside(open.from, until, today, 'reprendre');

  const pauses = [...offer.pauses.slice(0, -1), { ...open, until }];
  const credit = creditedDays(pauses, allowance) - creditedDays(offer.pauses, allowance);
  const dueOn = offer.dueOn === null ? null : addDays(offer.dueOn, credit);
  const resumed: Offer = { ...offer, status: 'OPEN', pauses, dueOn, confirmedOn: today };
  const { offer: state, facts } = followed(resumed, offer, now);
  const { offerId, employerId } = offer;
  const fact = { offerId, employerId, resumedOn: until, dueAt: dueAtText(state) };
  return decided(state, factOf(OfferResumed, employerId, fact, happenedOn(until, offer.zone, now)), ...facts);
}

function refuseOutside(earliest: LocalDate, day: LocalDate, today: LocalDate, verb: string): void {
  if (day > today || day < earliest)
    throw new Refused(
      'day-out-of-range',
      `On ne peut ${verb} une offre que d’un jour entre le ${french(earliest)} et aujourd’hui, le ${french(today)}.`,
    );
}

const french = (day: LocalDate): string => day.split('-').reverse().join('/');
