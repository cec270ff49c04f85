import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { regionOfCommune } from '#domain/holidays';
import { UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import { openLease } from '../domain/lead';
import { withLead } from '../domain/permission';
import { policyAt } from '../domain/territory';
import { queued } from '../domain/unit-queue';
import { LeadRepository } from '../storage/lead.repository';
import { PermissionRepository } from '../storage/permission.repository';

/** Agents left their partner: what they held goes to the queue of its unit (BR-35). */
export class QueueAfterDepartures {
  constructor(readonly agentIds: readonly string[]) {}
}

@CommandHandler(QueueAfterDepartures)
export class QueueAfterDeparturesHandler implements ICommandHandler<QueueAfterDepartures> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly leads: LeadRepository,
    private readonly employers: EmployerRefs,
    private readonly permissions: PermissionRepository,
  ) {}

  async execute({ agentIds }: QueueAfterDepartures): Promise<void> {
    if (agentIds.length === 0) return;
    const left = new Set(agentIds);
    const employerIds = await this.leads.employersHeldBy(agentIds);
    if (employerIds.length === 0) return;
    const employers = await this.employers.byId(employerIds);
    await this.unitOfWork.run(employerIds, () =>
      this.permissions.changeMany(employerIds, (permission, now) => {
        const { territory, employerId } = permission;
        const held = permission.leads.find((lead) => left.has(openLease(lead)?.agentId ?? ''));
        if (!held) return { state: permission, facts: [] };
        const region = regionOfCommune(employers.get(employerId)?.communeCode ?? '');
        const calendar = { zone: territory.zone, region };
        const { state, facts } = queued(held, policyAt(territory, now).policy, calendar, now);
        return { state: withLead(permission, state), facts };
      }),
    );
  }
}
