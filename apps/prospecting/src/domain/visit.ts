import type { Channel, ContactStatus, Initiative, Judgement, Justification } from '#contracts/vocabulary';

/** A contact as its partner last told it: the fold of its reports in the order of their revision (BR-47, BR-49). */
export interface Visit {
  /** One visit of one partner: `<partnerId>:<the partner's own id>`. */
  readonly visitKey: string;
  readonly employerId: string;
  readonly partnerId: string;
  readonly unitId: string | null;
  readonly agentId: string | null;
  readonly sourceSystem: string;
  readonly siret: string;
  /** The report that the state comes from. */
  readonly reportId: string;
  readonly revision: number;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly status: ContactStatus;
  readonly channel: Channel;
  readonly initiative: Initiative;
  readonly jointWith: readonly string[];
  readonly notBefore: Date | null;
  /** The employer said "not now" without a date (BR-30). */
  readonly notNow: boolean;
  readonly backfill: boolean;
  /** Rank of its first report at this employer: what was told first stays first. */
  readonly arrival: number;
  /** Visits of other partners of which both said, when asked, that they were made together (BR-46). */
  readonly joinedTo: readonly string[];
  /** The visit of the same partner of which it said, when asked, that this is another account (BR-46). */
  readonly sameAs: string | null;
  readonly verdict: Verdict | null;
}

/** What prospecting makes of a visit. */
export interface Verdict {
  readonly judgement: Judgement;
  readonly justification: Justification | null;
  readonly leadPartnerId: string | null;
  readonly planId: string | null;
  readonly firstContact: boolean;
  /** Until when other partners may not solicit because of it. */
  readonly coolDownUntil: Date | null;
  /** The visit that it is another account of (BR-46). */
  readonly mergedInto: string | null;
  /** The other partners that made it (BR-39). */
  readonly madeWith: readonly string[];
  /** What of the state goes into the verdict, when accounts are merged. */
  readonly status: ContactStatus;
  readonly occurredAt: Date;
}

/** One report of a partner, with the employer already recognised. */
export type Report = Omit<Visit, 'visitKey' | 'arrival' | 'verdict' | 'joinedTo' | 'sameAs'> & {
  readonly visitId: string;
};

export const visitKeyOf = (partnerId: string, visitId: string): string => `${partnerId}:${visitId}`;

/**
 * Takes a report into the visits of its employer. A report of a lower revision than what is known leaves everything as
 * it is: a cancellation that came before the creation is a tombstone (BR-49).
 */
export function folded(visits: readonly Visit[], report: Report): readonly Visit[] {
  const { visitId, ...state } = report;
  const visitKey = visitKeyOf(report.partnerId, visitId);
  const known = visits.find((visit) => visit.visitKey === visitKey);
  if (!known) {
    const arrival = Math.max(0, ...visits.map((visit) => visit.arrival)) + 1;
    return [...visits, { ...state, visitKey, arrival, joinedTo: [], sameAs: null, verdict: null }];
  }
  if (!isLater(report, known)) return visits;
  const { arrival, joinedTo, sameAs, verdict } = known;
  const told = { ...state, visitKey, arrival, joinedTo, sameAs, verdict };
  return visits.map((visit) => (visit === known ? told : visit));
}

/** The partner's revision orders the reports of a visit, then its own time, then ours (BR-47). */
function isLater(report: Report, known: Visit): boolean {
  if (report.revision !== known.revision) return report.revision > known.revision;
  const own = report.occurredAt.getTime() - known.occurredAt.getTime();
  return own !== 0 ? own > 0 : report.receivedAt > known.receivedAt;
}

/** True when nothing that a reader is told of a visit has moved. */
export function sameVerdict(a: Verdict | null, b: Verdict | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.judgement === b.judgement &&
    a.justification === b.justification &&
    a.leadPartnerId === b.leadPartnerId &&
    a.planId === b.planId &&
    a.firstContact === b.firstContact &&
    a.mergedInto === b.mergedInto &&
    a.madeWith.join() === b.madeWith.join() &&
    a.status === b.status &&
    a.occurredAt.getTime() === b.occurredAt.getTime() &&
    a.coolDownUntil?.getTime() === b.coolDownUntil?.getTime()
  );
}
