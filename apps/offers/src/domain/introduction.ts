import { factOf } from '#contracts/contract';
import { IntroductionEnded, IntroductionMade } from '#contracts/offers';
import type { IntroductionOutcome } from '#contracts/vocabulary';
import { type Decision, decided, unchanged } from '#domain/decision';
import { Refused } from '#domain/refused';
import { type Offer, openPositions } from './offer';

/** PROPOSED, SENT and INTERVIEW are pending; the others are the end of it (BR-87). */
export const PENDING_STEPS = ['PROPOSED', 'SENT', 'INTERVIEW'] as const;
export type IntroductionState = (typeof PENDING_STEPS)[number] | IntroductionOutcome;

/** Somebody is proposed for an offer, under a reference that means something to the two partners only (BR-88). */
export interface Introduction {
  readonly introductionId: string;
  readonly offerId: string;
  readonly employerId: string;
  /** Who introduces. */
  readonly partnerId: string;
  /** Who collected the offer. */
  readonly collectorId: string;
  readonly candidateRef: string;
  readonly state: IntroductionState;
  readonly reason: string | null;
  readonly madeAt: Date;
  readonly endedAt: Date | null;
  /** When silence becomes NO_ANSWER; null once it is over. */
  readonly silentAt: Date | null;
}

export interface IntroductionLimits {
  readonly introductionsPerPosition: number;
  readonly introductionNoAnswerDays: number;
}

const DAY = 86_400_000;

/** A partner that sees the open offer introduces somebody; all partners together keep to the ceiling (BR-87, BR-89). */
export function introduce(
  made: { introductionId: string; partnerId: string; candidateRef: string },
  offer: Offer,
  already: { pending: number; sameCandidate: boolean },
  limits: IntroductionLimits,
  now: Date,
): Decision<Introduction> {
  if (offer.status !== 'OPEN')
    throw new Refused(
      'offer-not-open',
      'Cette offre n’est pas ouverte : aucune mise en relation n’est possible.',
    );
  if (already.sameCandidate)
    throw new Refused(
      'already-introduced',
      'Cette référence est déjà en cours de mise en relation sur cette offre.',
    );
  const ceiling = limits.introductionsPerPosition * openPositions(offer);
  if (already.pending >= ceiling)
    throw new Refused(
      'too-many-introductions',
      `Cette offre a déjà ${ceiling} mises en relation en cours : attendez qu’une d’elles se termine.`,
    );
  const { offerId, employerId } = offer;
  const { introductionId, partnerId } = made;
  const introduction: Introduction = {
    ...made,
    offerId,
    employerId,
    collectorId: offer.partnerId,
    state: 'PROPOSED',
    reason: null,
    madeAt: now,
    endedAt: null,
    silentAt: new Date(now.getTime() + limits.introductionNoAnswerDays * DAY),
  };
  const told = { introductionId, offerId, employerId, partnerId, madeAt: now.toISOString() };
  return decided(introduction, factOf(IntroductionMade, employerId, told));
}

/** The introduction advances, or ends with its outcome; it goes on even when the offer lost its mark (BR-85). */
export function advance(
  introduction: Introduction,
  state: IntroductionState,
  reason: string | null,
  now: Date,
): Decision<Introduction> {
  if (introduction.state === state) return unchanged(introduction);
  if (introduction.endedAt !== null)
    throw new Refused('introduction-over', 'Cette mise en relation est terminée : son issue ne change plus.');
  if (isPending(state)) {
    if (PENDING_STEPS.indexOf(state) < PENDING_STEPS.indexOf(introduction.state as never))
      throw new Refused('step-back', 'Une mise en relation ne revient pas à une étape antérieure.');
    return decided({ ...introduction, state });
  }
  const { introductionId, offerId, employerId } = introduction;
  const told = { introductionId, offerId, employerId, outcome: state, endedAt: now.toISOString() };
  return decided(
    { ...introduction, state, reason, endedAt: now, silentAt: null },
    factOf(IntroductionEnded, employerId, told),
  );
}

/** Nobody answered in time (BR-87). */
export const endSilent = (introduction: Introduction, now: Date): Decision<Introduction> =>
  introduction.silentAt !== null && introduction.silentAt <= now
    ? advance(introduction, 'NO_ANSWER', null, now)
    : unchanged(introduction);

const isPending = (state: IntroductionState): state is (typeof PENDING_STEPS)[number] =>
  (PENDING_STEPS as readonly string[]).includes(state);
