import type { Policy } from '#contracts/policy';
import { addDays, type LocalDate } from '#domain/local-date';
import { Refused } from '#domain/refused';
import type { Away } from './ladder';

/** Days on which an agent is away, the last one included; without end while nobody said when it is back. */
export interface Absence {
  readonly from: LocalDate;
  readonly until: LocalDate | null;
}

/** An agent of a unit, with every absence that was told of it: past ones stopped the ladder too (BR-28). */
export interface Presence {
  readonly agentId: string;
  readonly unitId: string;
  readonly active: boolean;
  readonly absences: readonly Absence[];
}

export const isAwayOn = ({ absences }: Pick<Presence, 'absences'>, day: LocalDate): boolean =>
  absences.some(({ from, until }) => from <= day && (until === null || day <= until));

/** Every agent of the unit is away on the day. A unit without anybody waits for nobody: the ladder goes on. */
export function unitAway(agents: readonly Presence[]): Away {
  const active = agents.filter((agent) => agent.active);
  return (day) => active.length > 0 && active.every((agent) => isAwayOn(agent, day));
}

/** BR-36: nothing new for an agent who is away, or will be in so few days. */
export const takesNothingNew = (
  agent: Pick<Presence, 'absences'>,
  today: LocalDate,
  policy: Policy,
): boolean =>
  agent.absences.some(
    ({ from, until }) =>
      from <= addDays(today, policy.beforeAbsenceDays) && (until === null || today <= until),
  );

/** BR-36: all who work in the unit are away, or will be in so few days. */
export function unitLeaving(agents: readonly Presence[], today: LocalDate, policy: Policy): boolean {
  const active = agents.filter((agent) => agent.active);
  return active.length > 0 && active.every((agent) => takesNothingNew(agent, today, policy));
}

/** BR-36: a prospect is not taken by somebody who is leaving. */
export function mustBeThere(agent: Pick<Presence, 'absences'>, today: LocalDate, policy: Policy): void {
  if (!takesNothingNew(agent, today, policy)) return;
  throw new Refused(
    'agent-away',
    'Cet agent est absent, ou le sera dans quelques jours : confiez le prospect à un collègue présent.',
  );
}
