import type { Decision } from '#domain/decision';
import { isAboutTheSameDay, isJoint } from './joint-visit';
import { type Permission, rejudged } from './permission';
import type { Visit } from './visit';

/** BR-46: two accounts that may be of one visit. `keys` are sorted: the same pair is the same question. */
export interface VisitQuestion {
  readonly kind: 'JOINT_OR_REDUNDANT' | 'POSSIBLE_DUPLICATE';
  readonly keys: readonly [string, string];
  readonly visits: readonly [Visit, Visit];
}

/** Longer than two local days ever are: told apart before any calendar is asked. */
const TOO_FAR = 50 * 3_600_000;

/**
 * The questions that visits just told raise: held on the same channel within a day of another one, by two partners of
 * which neither names the other, or by two CRMs of one partner when nothing proves that they are one. History of a
 * first load asks nothing (BR-122).
 */
export function questionsOn(
  visits: readonly Visit[],
  told: ReadonlySet<string>,
  zone: string,
): VisitQuestion[] {
  const held = visits.filter(isOfItsOwn).map(asJudged);
  const fresh = new Set(
    visits
      .filter((visit) => told.has(visit.visitKey))
      .map((visit) => visit.verdict?.mergedInto ?? visit.visitKey),
  );
  return held
    .filter((visit) => fresh.has(visit.visitKey))
    .flatMap((visit) =>
      held.flatMap((other): VisitQuestion[] => {
        if (other === visit || (fresh.has(other.visitKey) && other.visitKey < visit.visitKey)) return [];
        const kind = questionOf(visit, other, zone);
        const [first, second] = visit.visitKey < other.visitKey ? [visit, other] : [other, visit];
        return kind ? [{ kind, keys: [first.visitKey, second.visitKey], visits: [first, second] }] : [];
      }),
    );
}

/** Whether a question about these two still makes sense: a correction or a cancellation may have answered it. */
export function isStillAsked(visits: readonly Visit[], keys: readonly string[], zone: string): boolean {
  const [one, other] = keys.map((key) => visits.find((visit) => visit.visitKey === key));
  if (!one || !other || !isOfItsOwn(one) || !isOfItsOwn(other)) return false;
  return questionOf(asJudged(one), asJudged(other), zone) !== null;
}

/** Whether the visit that a question is about still took place. */
export const isStillHeld = (visits: readonly Visit[], key: string): boolean =>
  visits.some((visit) => visit.visitKey === key && isOfItsOwn(visit));

const isOfItsOwn = (visit: Visit): boolean =>
  visit.verdict?.status === 'HELD' && !visit.backfill && visit.verdict.mergedInto === null;

/** When all accounts of it are taken together. */
const asJudged = (visit: Visit): Visit => ({ ...visit, occurredAt: visit.verdict!.occurredAt });

function questionOf(visit: Visit, other: Visit, zone: string): VisitQuestion['kind'] | null {
  if (visit.channel !== other.channel) return null;
  if (Math.abs(visit.occurredAt.getTime() - other.occurredAt.getTime()) > TOO_FAR) return null;
  if (!isAboutTheSameDay(visit, other, zone)) return null;
  if (visit.partnerId === other.partnerId)
    return visit.sourceSystem === other.sourceSystem ? null : 'POSSIBLE_DUPLICATE';
  // Two calls are two calls; only a visit can be made together.
  if (visit.channel !== 'VISIT' || isJoint(visit, other, zone)) return null;
  return 'JOINT_OR_REDUNDANT';
}

/** Both partners said that they went together: one visit, its verdict told anew (BR-39). */
export function madeTogether(permission: Permission, keys: readonly string[]): Decision<Permission> {
  return rejudged(
    permission,
    permission.visits.map((visit) => {
      const others = keys.filter((key) => key !== visit.visitKey);
      if (others.length === keys.length) return visit;
      return { ...visit, joinedTo: [...new Set([...visit.joinedTo, ...others])] };
    }),
  );
}

/** The partner said that its two softwares tell the same visit: the later account is merged into the first told. */
export function toldTwice(permission: Permission, keys: readonly string[]): Decision<Permission> {
  const pair = permission.visits.filter((visit) => keys.includes(visit.visitKey));
  const [first, second] = [...pair].sort((a, b) => a.arrival - b.arrival);
  return rejudged(
    permission,
    permission.visits.map((visit) =>
      visit === second && first ? { ...visit, sameAs: first.visitKey } : visit,
    ),
  );
}
