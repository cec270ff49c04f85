import { addDays, isLocalDate, type LocalDate, startOfLocalDay } from '#domain/local-date';
import type { VisitReport } from '../api/worklist';
import { localDate } from '../format';

/** The four answers of the report; each says what became of the contact. */
export type Outcome = 'MET' | 'LATER' | 'NOBODY' | 'CANCELLED';
export type Day = 'TODAY' | 'YESTERDAY' | 'OTHER';

export interface Draft {
  siret: string;
  outcome: Outcome | null;
  day: Day;
  otherDay: LocalDate;
  channel: VisitReport['channel'];
  initiative: Exclude<VisitReport['initiative'], 'ARBITRATION'>;
  /** "Not now": when the employer said to come back. */
  notBefore: LocalDate;
}

/** What is missing or wrong, by field; nothing when the report can be sent. */
export type Gaps = Partial<Record<'outcome' | 'otherDay' | 'notBefore', 'missing' | 'future' | 'past'>>;

export const gapsOf = (draft: Draft, now: string): Gaps => {
  const today = localDate(now);
  const gaps: Gaps = {};
  if (draft.outcome === null) gaps.outcome = 'missing';
  if (draft.day === 'OTHER') {
    if (!isLocalDate(draft.otherDay)) gaps.otherDay = 'missing';
    else if (draft.otherDay > today) gaps.otherDay = 'future';
  }
  if (draft.outcome === 'LATER') {
    if (!isLocalDate(draft.notBefore)) gaps.notBefore = 'missing';
    else if (draft.notBefore <= today) gaps.notBefore = 'past';
  }
  return gaps;
};

const NOON_MS = 12 * 3_600_000;

/** Today is now; another day is known by its date only, so noon stands for it. */
const occurredAt = ({ day, otherDay }: Draft, now: string): string => {
  if (day === 'TODAY') return now;
  const date = day === 'YESTERDAY' ? addDays(localDate(now), -1) : otherDay;
  const noon = startOfLocalDay(date).getTime() + NOON_MS;
  return new Date(Math.min(noon, Date.parse(now))).toISOString();
};

const statusOf = ({ outcome, channel }: Draft): VisitReport['status'] => {
  if (outcome === 'CANCELLED') return 'CANCELLED';
  if (outcome === 'NOBODY') return channel === 'VISIT' || channel === 'EVENT' ? 'NO_SHOW' : 'NO_ANSWER';
  return 'HELD';
};

/** The report as the gateway takes it; `now` is the service's time, which the demonstration may have advanced. */
export const reportOf = (
  draft: Draft,
  identity: Pick<VisitReport, 'eventId' | 'visitId' | 'revision'>,
  now: string,
): VisitReport => ({
  ...identity,
  sourceSystem: 'concerto',
  siret: draft.siret,
  occurredAt: occurredAt(draft, now),
  status: statusOf(draft),
  channel: draft.channel,
  initiative: draft.initiative,
  ...(draft.outcome === 'LATER' ? { notBefore: startOfLocalDay(draft.notBefore).toISOString() } : {}),
});
