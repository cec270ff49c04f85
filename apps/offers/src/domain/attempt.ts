import { factOf } from '#contracts/contract';
import { PublicationAcknowledged, PublicationRejected } from '#contracts/offers';
import { type Publication, type Published, retracted } from './publication';

/** What the site answered: a receipt, a refusal with its reason, or nothing that can be believed. */
export type SiteAnswer =
  | { readonly kind: 'receipt'; readonly receipt: string }
  | { readonly kind: 'retracted' }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'unknown' };

/** A call that was begun and never settled is tried again after so long: the sender may have been killed. */
const IN_FLIGHT_SECONDS = 60;
const BACK_OFF_SECONDS = { first: 5, most: 900 };

/** Seconds before the next attempt after so many without an answer: doubled each time, a quarter of an hour at most. */
export const backOffSeconds = (attempts: number): number =>
  Math.min(BACK_OFF_SECONDS.first * 2 ** Math.max(0, attempts - 1), BACK_OFF_SECONDS.most);

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

/** The instant from which a wish that the site has not settled deserves a person; null once it has, or once one was told (BR-78). */
export const alertAt = (
  { nextAttemptAt, wishedAt, alertedAt }: Publication,
  alertHours: number,
): Date | null => (nextAttemptAt !== null && alertedAt === null ? later(wishedAt, alertHours * 3600) : null);

/** The site has been silent for too long: its order is marked, and its holder is to be told once. */
export function alertIfUnanswered(publication: Publication, alertHours: number, now: Date): Publication {
  const at = alertAt(publication, alertHours);
  return at !== null && at <= now ? { ...publication, alertedAt: now } : publication;
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

const same = (publication: Publication): Published => ({ publication, facts: [] });
const later = (instant: Date, seconds: number): Date => new Date(instant.getTime() + seconds * 1000);
const iso = (instant: Date): string => instant.toISOString();
