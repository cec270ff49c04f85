import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { LocalDate } from '#domain/local-date';
import { UnitOfWork } from '#messaging/unit-of-work';
import { type Asker, mustBeOwn, mustHold, steers } from '../domain/caller';
import { extended } from '../domain/extension';
import { type Lead, openLease } from '../domain/lead';
import { withLead } from '../domain/permission';
import { policyAt } from '../domain/territory';
import { LeadRepository } from '../storage/lead.repository';
import { PermissionRepository } from '../storage/permission.repository';

/** The employer asked for a later date: the hold goes on until after it (BR-29). */
export class ExtendHold {
  constructor(
    readonly leaseId: string,
    readonly askedFor: LocalDate,
    readonly asker: Asker,
  ) {}
}

@CommandHandler(ExtendHold)
export class ExtendHoldHandler implements ICommandHandler<ExtendHold> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly leads: LeadRepository,
    private readonly permissions: PermissionRepository,
  ) {}

  async execute({ leaseId, askedFor, asker }: ExtendHold): Promise<Lead> {
    const { leadId } = await this.leads.leadOfHold(leaseId);
    const employerId = await this.leads.employerOf(leadId);
    return this.unitOfWork.run([employerId], async (tx) => {
      const region = await this.leads.regionOf(tx, employerId);
      const backedUp = await this.leads.backedUpBy(tx, asker.agentId);
      const after = await this.permissions.change(employerId, (permission, now) => {
        const { territory } = permission;
        const lead = permission.leads.find((one) => one.leadId === leadId)!;
        const coordinator = steers(asker, lead.territoryId);
        if (!coordinator) {
          mustBeOwn(lead.partnerId, asker);
          mustHold(openLease(lead)?.agentId ?? null, asker, backedUp);
        }
        const calendar = { zone: territory.zone, region };
        const { policy } = policyAt(territory, now);
        const { state, facts } = extended(lead, askedFor, { coordinator }, policy, calendar, now);
        return { state: state === lead ? permission : withLead(permission, state), facts };
      });
      return after.leads.find((one) => one.leadId === leadId)!;
    });
  }
}
