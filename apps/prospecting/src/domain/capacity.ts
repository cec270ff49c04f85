import type { Policy } from '#contracts/policy';
import { daysBetween, type LocalDate } from '#domain/local-date';
import { takesNothingNew } from './absence';

/** An agent as partnership tells it: no name. */
export interface AgentCapacity {
  readonly unitId: string;
  readonly capacityPerMonth: number;
  readonly active: boolean;
  readonly absentFrom: LocalDate | null;
  readonly absentUntil: LocalDate | null;
}

const DAYS_A_MONTH = 30.4375;

/**
 * BR-26: visits that a unit's present agents can hold in `[from, until)`, days of absence left out; whole visits, 0
 * when nobody declared any. The last day of an absence is in it.
 */
export function capacityOf(agents: readonly AgentCapacity[], from: LocalDate, until: LocalDate): number {
  const visits = agents
    .filter((agent) => agent.active)
    .reduce(
      (sum, agent) => sum + (agent.capacityPerMonth * presentDays(agent, from, until)) / DAYS_A_MONTH,
      0,
    );
  return Math.floor(visits + 1e-9);
}

/** BR-36: away on the day, or from within so few days. */
export const isLeaving = (
  { absentFrom, absentUntil }: AgentCapacity,
  today: LocalDate,
  policy: Policy,
): boolean =>
  absentFrom !== null &&
  takesNothingNew({ absences: [{ from: absentFrom, until: absentUntil }] }, today, policy);

function presentDays({ absentFrom, absentUntil }: AgentCapacity, from: LocalDate, until: LocalDate): number {
  const all = Math.max(0, daysBetween(from, until));
  if (absentFrom === null) return all;
  const start = absentFrom > from ? absentFrom : from;
  const back = absentUntil === null ? until : absentUntil < until ? absentUntil : until;
  const away = daysBetween(start, back) + (absentUntil !== null && absentUntil < until ? 1 : 0);
  return all - Math.min(all, Math.max(0, away));
}
