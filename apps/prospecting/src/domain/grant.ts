import type { Policy } from '#contracts/policy';
import type { LeadOrigin } from '#contracts/vocabulary';
import type { ToldFact } from '#domain/decision';
import { type Calendar, type Deadline, releasedAt, remindedAt, respondBy } from './ladder';
import { granted, type Lead } from './lead';

/** What a new lead is made of. */
export interface NewLead {
  readonly leadId: string;
  readonly territoryId: string;
  readonly employerId: string;
  readonly partnerId: string;
  readonly unitId: string | null;
  readonly from: Date;
  readonly until: Date;
  readonly origin: LeadOrigin;
  readonly planId: string | null;
  readonly because: string;
}

/** A prospect given to a partner: it has five working days to answer, is reminded after three, and it is released after ten (BR-28). */
export function grantedLead(
  given: NewLead,
  inForce: { version: number; policy: Policy },
  calendar: Calendar,
): { lead: Lead; facts: ToldFact[] } {
  const remind = remindedAt(given.from, inForce.policy, calendar);
  const release = releasedAt(given.from, inForce.policy, calendar);
  const deadlines: Deadline[] = [
    ...(remind < given.until ? [{ kind: 'REMINDER', dueAt: remind } as const] : []),
    ...(release < given.until ? [{ kind: 'UNANSWERED', dueAt: release } as const] : []),
    { kind: 'OVER', dueAt: given.until },
  ];
  return granted({
    ...given,
    policyVersion: inForce.version,
    respondBy: new Date(
      Math.min(respondBy(given.from, inForce.policy, calendar).getTime(), given.until.getTime()),
    ),
    endedAt: null,
    endReason: null,
    releaseReason: null,
    visitedAt: null,
    lease: null,
    deadlines,
  });
}
