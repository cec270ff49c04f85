import { daysBetween, localDateOf } from '#domain/local-date';
import type { Visit } from './visit';

/** True on the same local day, the one before or the one after: what BR-46 calls the same time. */
export function isAboutTheSameDay(visit: Visit, other: Visit, zone: string): boolean {
  const days = daysBetween(localDateOf(visit.occurredAt, zone), localDateOf(other.occurredAt, zone));
  return Math.abs(days) <= 1;
}

/** BR-39: the same visit, told by two partners: one names the other, or both said so when they were asked (BR-46). */
export function isJoint(visit: Visit, other: Visit, zone: string): boolean {
  if (visit.partnerId === other.partnerId || visit.channel !== other.channel) return false;
  const named =
    visit.jointWith.includes(other.partnerId) ||
    other.jointWith.includes(visit.partnerId) ||
    visit.joinedTo.includes(other.visitKey) ||
    other.joinedTo.includes(visit.visitKey);
  return named && isAboutTheSameDay(visit, other, zone);
}

/**
 * Who made each visit beside its own partner: those that its report names, and those whose account of it is joint.
 * Visits that nobody shares are absent. It counts once in volume, once per partner in effort (BR-39).
 */
export function companionsOf(visits: readonly Visit[], zone: string): ReadonlyMap<string, readonly string[]> {
  const companions = new Map<string, readonly string[]>();
  const shared = visits.filter((visit) => visit.jointWith.length > 0 || visit.joinedTo.length > 0);
  if (shared.length === 0) return companions;
  for (const visit of visits) {
    if (visit.status === 'CANCELLED') continue;
    const joint = visits.filter(
      (other) => other.status !== 'CANCELLED' && other !== visit && isJoint(visit, other, zone),
    );
    const named = visit.jointWith.filter((partnerId) => partnerId !== visit.partnerId);
    const all = [...new Set([...named, ...joint.map((other) => other.partnerId)])].sort();
    if (all.length > 0) companions.set(visit.visitKey, all);
  }
  return companions;
}
