import { factOf } from '#contracts/contract';
import {
  PublicationAcknowledged,
  PublicationOrdered,
  PublicationRejected,
  PublicationRetracted,
} from '#contracts/offers';
import type { ToldFact } from '#domain/decision';

export const PUBLICATION_STATES = [
  'DUE',
  'SENT',
  'UNKNOWN',
  'ACKNOWLEDGED',
  'REJECTED',
  'RETRACTED',
] as const;
export type PublicationState = (typeof PUBLICATION_STATES)[number];

/**
 * The one order of an offer and cycle, what we want the site to show, and what the site told us (BR-78). Every wish is
 * a revision; while the site has not settled the last one, `nextAttemptAt` says when to try (again).
 */
export interface Publication {
  readonly offerId: string;
  readonly employerId: string;
  readonly cycle: number;
  readonly state: PublicationState;
  readonly wanted: 'PUBLISHED' | 'RETRACTED';
  readonly positions: number;
  readonly revision: number;
  readonly attempts: number;
  readonly dueAt: Date;
  readonly orderedAt: Date;
  readonly nextAttemptAt: Date | null;
  readonly receipt: string | null;
  readonly reason: string | null;
  readonly acknowledgedAt: Date | null;
  readonly retractedAt: Date | null;
  /** When a person was told that the site does not answer. */
  readonly alertedAt: Date | null;
}

/** What the site answered: a receipt, a refusal with its reason, or nothing that can be believed. */
export type SiteAnswer =
  | { readonly kind: 'receipt'; readonly receipt: string }
  | { readonly kind: 'retracted' }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'unknown' };

export interface Published {
  readonly publication: Publication;
  readonly facts: readonly ToldFact[];
}

/** A call that was begun and never settled is tried again after so long: the sender may have been killed. */
const IN_FLIGHT_SECONDS = 60;
const BACK_OFF_SECONDS = { first: 5, most: 900 };

/** The name of an order at the site, the same at every attempt: that makes publication idempotent (BR-78). */
export const idempotencyKeyOf = ({ offerId, cycle }: { offerId: string; cycle: number }): string =>
  `${offerId}-${cycle}`;

/** Seconds before the next attempt after so many without an answer: doubled each time, a quarter of an hour at most. */
export const backOffSeconds = (attempts: number): number =>
  Math.min(BACK_OFF_SECONDS.first * 2 ** Math.max(0, attempts - 1), BACK_OFF_SECONDS.most);

/** Orders the publication of what is open now. */
export function order(
  offer: { offerId: string; employerId: string; cycle: number },
  positions: number,
  dueAt: Date,
  now: Date,
): Published {
  const { offerId, employerId, cycle } = offer;
  const publication: Publication = {
    offerId,
    employerId,
    cycle,
    state: 'DUE',
    wanted: 'PUBLISHED',
    positions,
    revision: 1,
    attempts: 0,
    dueAt,
    orderedAt: now,
    nextAttemptAt: now,
    receipt: null,
    reason: null,
    acknowledgedAt: null,
    retractedAt: null,
    alertedAt: null,
  };
  const told = { offerId, employerId, cycle, positions, dueAt: iso(dueAt), orderedAt: iso(now) };
  return { publication, facts: [factOf(PublicationOrdered, employerId, told)] };
}

/**
 * Brings the order to what the offer has become: fewer positions or new wording are an update, none left is a
 * retraction (BR-81). An order that was never sent is retracted on the spot, without a word to the site.
 */
export function want(publication: Publication, positions: number, reworded: boolean, now: Date): Published {
  if (publication.wanted === 'RETRACTED') return same(publication);
  if (positions > 0) {
    if (positions === publication.positions && !reworded) return same(publication);
    return { publication: { ...newWish(publication, now), positions }, facts: [] };
  }
  const neverThere = publication.state === 'REJECTED' && publication.receipt === null;
  if (neverThere)
    return { publication: { ...publication, wanted: 'RETRACTED', nextAttemptAt: null }, facts: [] };
  const retracting: Publication = { ...newWish(publication, now), wanted: 'RETRACTED', positions: 0 };
  const neverSent = publication.state === 'DUE' && publication.attempts === 0;
  return neverSent ? retracted(retracting, now) : { publication: retracting, facts: [] };
}

/** True when the order waits for a call to the site, and its time has come. */
export const isToSend = ({ nextAttemptAt }: Publication, now: Date): boolean =>
  nextAttemptAt !== null && nextAttemptAt <= now;

/** A call to the site begins: whatever happens to the caller, the order will be tried again. */
export function beginAttempt(publication: Publication, now: Date): Publication {
  return {
    ...publication,
    state: publication.acknowledgedAt === null ? 'SENT' : 'ACKNOWLEDGED',
    attempts: publication.attempts + 1,
    nextAttemptAt: later(now, IN_FLIGHT_SECONDS),
  };
}

/**
 * Takes the site's answer to the wish `revision`. An answer to an older wish still counts as news of what the site
 * holds, but leaves the last wish to be sent; an answer that came twice changes nothing.
 */
export function settle(publication: Publication, revision: number, answer: SiteAnswer, now: Date): Published {
  if (publication.nextAttemptAt === null) return same(publication);
  const nextAttemptAt = revision === publication.revision ? null : now;
  switch (answer.kind) {
    case 'receipt':
      return acknowledged({ ...publication, nextAttemptAt }, answer.receipt, now);
    case 'retracted':
      return publication.wanted === 'RETRACTED' ? retracted(publication, now) : same(publication);
    case 'rejected':
      return rejected({ ...publication, nextAttemptAt }, answer.reason, now);
    case 'unknown': {
      const state = publication.acknowledgedAt === null ? 'UNKNOWN' : publication.state;
      const again = later(now, backOffSeconds(publication.attempts));
      return { publication: { ...publication, state, nextAttemptAt: again }, facts: [] };
    }
  }
}

/** The instant from which an order that the site has not answered deserves a person (BR-78); null once it has, or once somebody was told. */
export function alertAt({ state, orderedAt, alertedAt }: Publication, alertHours: number): Date | null {
  const awaited = state === 'DUE' || state === 'SENT' || state === 'UNKNOWN';
  return awaited && alertedAt === null ? later(orderedAt, alertHours * 3600) : null;
}

function acknowledged(publication: Publication, receipt: string, now: Date): Published {
  const { offerId, employerId, cycle, acknowledgedAt } = publication;
  const told = { offerId, employerId, cycle, receipt, acknowledgedAt: iso(now) };
  return {
    publication: {
      ...publication,
      state: 'ACKNOWLEDGED',
      receipt,
      reason: null,
      attempts: 0,
      acknowledgedAt: acknowledgedAt ?? now,
    },
    facts: acknowledgedAt === null ? [factOf(PublicationAcknowledged, employerId, told)] : [],
  };
}

function rejected(publication: Publication, reason: string, now: Date): Published {
  const { offerId, employerId, cycle } = publication;
  const told = { offerId, employerId, cycle, reason, rejectedAt: iso(now) };
  return {
    publication: { ...publication, state: 'REJECTED', reason },
    facts: [factOf(PublicationRejected, employerId, told)],
  };
}

function retracted(publication: Publication, now: Date): Published {
  const { offerId, employerId, cycle } = publication;
  const told = { offerId, employerId, cycle, retractedAt: iso(now) };
  return {
    publication: { ...publication, state: 'RETRACTED', retractedAt: now, nextAttemptAt: null },
    facts: [factOf(PublicationRetracted, employerId, told)],
  };
}

/** A refused order is due again once it says something else. */
function newWish(publication: Publication, now: Date): Publication {
  const state = publication.state === 'REJECTED' && publication.receipt === null ? 'DUE' : publication.state;
  return { ...publication, state, revision: publication.revision + 1, nextAttemptAt: now };
}

const same = (publication: Publication): Published => ({ publication, facts: [] });
const later = (instant: Date, seconds: number): Date => new Date(instant.getTime() + seconds * 1000);
const iso = (instant: Date): string => instant.toISOString();
