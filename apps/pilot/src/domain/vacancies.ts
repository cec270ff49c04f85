import { daysBetween, type LocalDate } from '#domain/local-date';
import type { Evidence, Offer, OfferStep, Recontact } from './evidence';
import type { Moment } from './moment';

/** Positions of one offer, or of one recontact without offer, that are vacant at a moment (BR-95). */
export interface Vacancy {
  readonly id: string;
  readonly employerId: string | null;
  readonly partnerId: string | null;
  readonly romeCode: string | null;
  readonly fapCode: string | null;
  readonly positions: number;
  readonly collectedOn: LocalDate;
  /** Days since the employer entrusted the need. */
  readonly age: number;
  /** Last day on which somebody told something about it. */
  readonly confirmedOn: LocalDate;
  readonly lastHireOn: LocalDate | null;
}

/** What an offer is on a day: the fold of its steps up to then. */
export interface OfferState {
  readonly open: number;
  readonly paused: boolean;
  readonly ended: 'FILLED' | 'WITHDRAWN' | 'EXPIRED' | null;
  readonly endedOn: LocalDate | null;
  readonly pausedOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  readonly exempt: string | null;
  readonly confirmedOn: LocalDate;
  readonly lastHireOn: LocalDate | null;
}

/** Folds the steps of the days up to `on`; undefined before the first. Steps come in the order of the facts. */
export function offerOn(offer: Offer, on: LocalDate): OfferState | undefined {
  let state: OfferState | undefined;
  for (const step of offer.steps) if (step.on <= on) state = after(state, step);
  return state;
}

/**
 * Vacant positions: open positions of a live offer, and posts that a recontact found still open. A paused offer has
 * no active search, so its positions do not count; an offer that came of a recontact stands for it (BR-95, BR-96).
 */
export function vacanciesAt(evidence: Evidence, moment: Moment): Vacancy[] {
  const withOffer = new Set(evidence.offers.map((offer) => offer.recontactId));
  return [
    ...evidence.offers.flatMap((offer) => ofOffer(offer, moment)),
    ...evidence.recontacts
      .filter((recontact) => !withOffer.has(recontact.recontactId))
      .flatMap((recontact) => ofRecontact(recontact, moment)),
  ];
}

function ofOffer(offer: Offer, moment: Moment): Vacancy[] {
  const state = offerOn(offer, moment.on);
  if (!state || state.open === 0 || state.paused || state.ended) return [];
  return [
    {
      id: offer.offerId,
      employerId: offer.employerId,
      partnerId: offer.partnerId,
      romeCode: offer.romeCode,
      fapCode: null,
      positions: state.open,
      collectedOn: offer.collectedOn,
      age: daysBetween(offer.collectedOn, moment.on),
      confirmedOn: state.confirmedOn,
      lastHireOn: state.lastHireOn,
    },
  ];
}

function ofRecontact(recontact: Recontact, moment: Moment): Vacancy[] {
  const { closedOn, stillOpen } = recontact;
  if (!closedOn || closedOn > moment.on || stillOpen === 0) return [];
  return [
    {
      id: recontact.recontactId,
      employerId: recontact.employerId,
      partnerId: recontact.partnerId,
      romeCode: null,
      fapCode: recontact.fapCode,
      positions: stillOpen,
      collectedOn: closedOn,
      age: daysBetween(closedOn, moment.on),
      confirmedOn: closedOn,
      lastHireOn: null,
    },
  ];
}

/** One step on: what it does not say stands as before. */
export function after(before: OfferState | undefined, step: OfferStep): OfferState {
  const open = step.open ?? before?.open ?? 0;
  const ended =
    step.kind === 'WITHDRAWN' || step.kind === 'EXPIRED' ? step.kind : open === 0 ? 'FILLED' : null;
  const paused = step.kind === 'PAUSED' || (step.kind !== 'RESUMED' && !ended && !!before?.paused);
  return {
    open: ended ? 0 : open,
    paused,
    ended,
    endedOn: ended ? (before?.ended ? before.endedOn : step.on) : null,
    pausedOn: paused ? (step.kind === 'PAUSED' ? step.on : (before?.pausedOn ?? null)) : null,
    dueOn: step.dueOn ?? before?.dueOn ?? null,
    exempt: step.kind === 'ENTRUSTED' || step.kind === 'CHANGED' ? step.exempt : (before?.exempt ?? null),
    confirmedOn: before && before.confirmedOn > step.on ? before.confirmedOn : step.on,
    lastHireOn: step.kind === 'FILLED' ? step.on : (before?.lastHireOn ?? null),
  };
}
