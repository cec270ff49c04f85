import type { Justification } from '#contracts/vocabulary';
import { type Lead, leadAt } from './lead';
import type { Permission } from './permission';
import type { Visit } from './visit';

/** A lead that is told of another partner's contact: recorded, never refused, and known to the one concerned. */
export interface LeadNotice {
  readonly leadId: string;
  readonly partnerId: string;
  readonly visitKey: string;
}

/** BR-51, BR-37: the contacts just told that another partner held on an employer that is led. History tells nobody. */
export function noticesOf({ visits, leads }: Permission, told: ReadonlySet<string>): LeadNotice[] {
  return visits
    .filter((visit) => told.has(visit.visitKey))
    .flatMap((visit): LeadNotice[] => {
      const lead = visit.verdict && leadAt(leads, visit.verdict.occurredAt);
      if (!lead || lead.endedAt || !isOfAnother(visit, lead)) return [];
      return [{ leadId: lead.leadId, partnerId: lead.partnerId, visitKey: visit.visitKey }];
    });
}

/** The last contact that another partner held during a lead: what its agents read beside the prospect. */
export function contactByAnother(
  { visits }: Pick<Permission, 'visits'>,
  lead: Pick<Lead, 'partnerId' | 'from'>,
): { partnerId: string; occurredAt: Date; justification: Justification | null } | null {
  const [last] = visits
    .filter((visit) => isOfAnother(visit, lead) && visit.verdict!.occurredAt >= lead.from)
    .sort((a, b) => b.verdict!.occurredAt.getTime() - a.verdict!.occurredAt.getTime());
  if (!last) return null;
  const { occurredAt, justification } = last.verdict!;
  const asked = last.initiative === 'EMPLOYER' ? 'EMPLOYER_REQUEST' : justification;
  return { partnerId: last.partnerId, occurredAt, justification: asked };
}

const isOfAnother = (visit: Visit, lead: Pick<Lead, 'partnerId'>): boolean =>
  visit.partnerId !== lead.partnerId &&
  !visit.backfill &&
  visit.verdict !== null &&
  visit.verdict.mergedInto === null &&
  visit.verdict.status === 'HELD' &&
  visit.verdict.leadPartnerId === lead.partnerId;
