import { isAboutTheSameDay } from './joint-visit';
import type { Visit } from './visit';

/** The most that is known of a visit, over all accounts of it, and the account under whose key it is told. */
export interface Account {
  readonly visit: Visit;
  /** Every account, this one included. */
  readonly accounts: readonly Visit[];
}

const HOUR = 3_600_000;

/** From the least to the most telling: a held visit says more than its plan. */
const TELLING = ['CANCELLED', 'PLANNED', 'NO_ANSWER', 'NO_SHOW', 'HELD'];

/**
 * One entry per visit that took place or is planned, two CRMs' accounts of the same one merged (BR-46): same partner,
 * establishment and channel, within a day and by the same agent, or within the hour, or because the partner said so
 * when asked. The first told keeps the key.
 */
export function accountsOf(visits: readonly Visit[], zone: string): readonly Account[] {
  const groups: Visit[][] = [];
  for (const visit of [...visits].sort((a, b) => a.arrival - b.arrival)) {
    const same = groups.find((group) => isSame(group[0]!, visit, zone) || isSaidSame(group, visit, zone));
    if (same) same.push(visit);
    else groups.push([visit]);
  }
  return groups.map((accounts) => ({ visit: mostTelling(accounts), accounts }));
}

function mostTelling(accounts: readonly Visit[]): Visit {
  const first = accounts[0]!;
  if (accounts.length === 1) return first;
  const [best] = [...accounts].sort((a, b) => telling(b) - telling(a) || a.arrival - b.arrival);
  const joinedTo = accounts.flatMap((one) => one.joinedTo);
  return { ...best!, visitKey: first.visitKey, arrival: first.arrival, joinedTo };
}

const telling = (visit: Visit): number => TELLING.indexOf(visit.status);

function isSame(first: Visit, other: Visit, zone: string): boolean {
  if (first.partnerId !== other.partnerId || first.channel !== other.channel) return false;
  if (first.status === 'CANCELLED' || other.status === 'CANCELLED') return false;
  const elsewhere = first.sourceSystem !== other.sourceSystem;
  const apart = Math.abs(first.occurredAt.getTime() - other.occurredAt.getTime());
  // Two calls of one CRM within the hour are two calls; two visits to one establishment within the hour are not.
  if (apart < HOUR && (elsewhere || first.channel === 'VISIT')) return true;
  if (!elsewhere || first.agentId === null || first.agentId !== other.agentId) return false;
  return isAboutTheSameDay(first, other, zone);
}

/** What the partner answered stands as long as no correction moves one of the two away. */
const isSaidSame = (group: readonly Visit[], visit: Visit, zone: string): boolean =>
  group.some(
    (one) =>
      (one.sameAs === visit.visitKey || visit.sameAs === one.visitKey) &&
      one.status !== 'CANCELLED' &&
      visit.status !== 'CANCELLED' &&
      one.channel === visit.channel &&
      isAboutTheSameDay(one, visit, zone),
  );
