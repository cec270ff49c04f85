import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { unchanged } from '#domain/decision';
import { localDateOf } from '#domain/local-date';
import { NotFound, Refused } from '#domain/refused';
import { UnitOfWork } from '#messaging/unit-of-work';
import { mustBeThere } from '../domain/absence';
import { alreadyTaken, claimed, holdUntil } from '../domain/hold';
import { type Lead, leadAt, openLease } from '../domain/lead';
import { withLead } from '../domain/permission';
import { policyAt } from '../domain/territory';
import { LeadRepository } from '../storage/lead.repository';
import { NextProspect } from '../storage/next-prospect';
import { PermissionRepository } from '../storage/permission.repository';
import { PresenceRepository } from '../storage/presence.repository';

/** An agent takes a prospect that its partner leads (BR-32). */
export class ClaimProspect {
  constructor(
    readonly leadId: string,
    readonly leaseId: string,
    readonly partnerId: string,
    readonly agentId: string,
  ) {}
}

@CommandHandler(ClaimProspect)
export class ClaimProspectHandler implements ICommandHandler<ClaimProspect> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly leads: LeadRepository,
    private readonly permissions: PermissionRepository,
    private readonly presences: PresenceRepository,
    private readonly next: NextProspect,
  ) {}

  /** The lead with its hold; the same hold again for the agent who has it already (double click, two tabs). */
  async execute({ leadId, leaseId, partnerId, agentId }: ClaimProspect): Promise<Lead> {
    const employerId = await this.leads.employerOf(leadId);
    return this.unitOfWork.run([employerId], async (tx) => {
      const [permission] = await this.permissions.load(tx, [employerId]);
      const lead = permission!.leads.find((one) => one.leadId === leadId);
      if (lead?.partnerId !== partnerId)
        throw new NotFound('lead-unknown', 'Ce prospect n’existe pas, ou n’est pas à votre structure.');
      if (!(await this.leads.isAgentOf(tx, agentId, partnerId)))
        throw new Refused(
          'not-an-agent',
          'Cette personne n’est pas un agent en activité de votre structure.',
        );
      const agent = (await this.presences.ofAgents(tx, [agentId])).get(agentId)!;
      if (leadAt([lead], tx.now) !== lead)
        throw new Refused('lead-over', 'Ce prospect n’est plus à prendre : rechargez votre liste.');

      const { policy } = policyAt(permission!.territory, tx.now);
      mustBeThere(agent, localDateOf(tx.now, permission!.territory.zone), policy);
      const calendar = {
        zone: permission!.territory.zone,
        region: await this.leads.regionOf(tx, employerId),
      };
      const until = holdUntil(lead, policy, calendar, tx.now);
      if (!(await this.leads.openHold(tx, lead, { leaseId, agentId, openedAt: tx.now, until }))) {
        const hold = openLease(lead)!;
        if (hold.agentId === agentId) return lead;
        const unit = await this.leads.unitName(tx, lead.unitId);
        const next = await this.next.forAgent(tx, partnerId, agentId);
        const colleague = unit ? `un collègue (${unit})` : 'un collègue';
        throw alreadyTaken(colleague, hold.openedAt, calendar.zone, next);
      }
      const after = await this.permissions.change(employerId, (current, now) => {
        const own = current.leads.find((one) => one.leadId === leadId)!;
        const { state, facts } = claimed(
          { ...own, lease: null },
          { leaseId, agentId },
          policy,
          calendar,
          now,
        );
        return facts.length > 0 ? { state: withLead(current, state), facts } : unchanged(current);
      });
      return after.leads.find((one) => one.leadId === leadId)!;
    });
  }
}
