import { factOf } from '#contracts/contract';
import { PublicationOrdered, PublicationRetracted } from '#contracts/offers';
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
  /** When the last wish was made: the site's silence counts from there. */
  readonly wishedAt: Date;
  readonly nextAttemptAt: Date | null;
  readonly receipt: string | null;
  readonly reason: string | null;
  readonly acknowledgedAt: Date | null;
  readonly retractedAt: Date | null;
  /** When a person was told that the site does not answer. */
  readonly alertedAt: Date | null;
}

export interface Published {
  readonly publication: Publication;
  readonly facts: readonly ToldFact[];
}

/** The name of an order at the site, the same at every attempt: that makes publication idempotent (BR-78). */
export const idempotencyKeyOf = ({ offerId, cycle }: { offerId: string; cycle: number }): string =>
  `${offerId}-${cycle}`;

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
    wishedAt: now,
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

/** The site no longer shows it. */
export function retracted(publication: Publication, now: Date): Published {
  const { offerId, employerId, cycle } = publication;
  const told = { offerId, employerId, cycle, retractedAt: iso(now) };
  return {
    publication: { ...publication, state: 'RETRACTED', retractedAt: now, nextAttemptAt: null },
    facts: [factOf(PublicationRetracted, employerId, told)],
  };
}

/** A refused order is due again once it says something else. */
function newWish(publication: Publication, now: Date): Publication {
  const refused = publication.state === 'REJECTED' && publication.receipt === null;
  return {
    ...publication,
    state: refused ? 'DUE' : publication.state,
    revision: publication.revision + 1,
    wishedAt: now,
    nextAttemptAt: now,
    alertedAt: null,
  };
}

const same = (publication: Publication): Published => ({ publication, facts: [] });
const iso = (instant: Date): string => instant.toISOString();
