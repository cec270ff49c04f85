/** What makes a report of a partner the same as another: its source system, its own event id, its revision, its content. */
export interface Identified {
  readonly sourceSystem: string;
  readonly eventId: string;
  readonly revision: number;
  readonly contentHash: string;
}

export interface Kept extends Identified {
  readonly reportId: string;
}

export type Verdict = { readonly kind: 'repeat'; readonly reportId: string } | { readonly kind: 'conflict' };

/** The identity of an event for its partner (BR-45). */
const identityOf = ({ sourceSystem, eventId }: Identified): string => `${sourceSystem}\n${eventId}`;

/**
 * Of the reports of one batch, those that may be new: an event id comes again only with a higher revision (BR-45). The
 * others are judged against what was kept. The database has the last word on what other requests keep meanwhile.
 */
export function candidates<R extends Identified>(reports: readonly R[]): R[] {
  const highest = new Map<string, number>();
  return reports.filter((report) => {
    const identity = identityOf(report);
    if (report.revision <= (highest.get(identity) ?? -1)) return false;
    highest.set(identity, report.revision);
    return true;
  });
}

/** A report that was not kept: the same content is a redelivery, other content under the same id is a conflict (BR-45). */
export function judgeAgain(report: Identified, kept: readonly Kept[]): Verdict {
  const same = kept.find(
    (one) => identityOf(one) === identityOf(report) && one.contentHash === report.contentHash,
  );
  return same ? { kind: 'repeat', reportId: same.reportId } : { kind: 'conflict' };
}
