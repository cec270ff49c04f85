import { Injectable } from '@nestjs/common';
import { localDateOf } from '#domain/local-date';
import type { Transaction } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import { takesNothingNew } from '../domain/absence';
import { policyAt } from '../domain/territory';
import { cardOf, type EmployerCard } from './employer-card';
import { LeadRepository } from './lead.repository';
import { PermissionRepository } from './permission.repository';
import { PresenceRepository } from './presence.repository';

/** What somebody who came second could take instead. */
export interface Instead {
  readonly leadId: string;
  readonly employer: EmployerCard;
  readonly because: string;
  readonly respondBy: string;
}

/** The next prospect of an agent (BR-32); nothing is proposed to one who is leaving (BR-36). */
@Injectable()
export class NextProspect {
  constructor(
    private readonly leads: LeadRepository,
    private readonly employers: EmployerRefs,
    private readonly permissions: PermissionRepository,
    private readonly presences: PresenceRepository,
  ) {}

  async forAgent(tx: Transaction, partnerId: string, agentId: string): Promise<Instead | null> {
    const next = await this.leads.nextToTake(tx, partnerId, agentId);
    const agent = (await this.presences.ofAgents(tx, [agentId])).get(agentId);
    if (!next || !agent) return null;
    const employer = (await this.employers.byId([next.employerId])).get(next.employerId);
    const [permission] = await this.permissions.load(tx, [next.employerId]);
    const { territory } = permission!;
    const today = localDateOf(tx.now, territory.zone);
    if (!employer || takesNothingNew(agent, today, policyAt(territory, tx.now).policy)) return null;
    const { leadId, because, respondBy } = next;
    return { leadId, because, respondBy: respondBy.toISOString(), employer: cardOf(employer) };
  }
}
