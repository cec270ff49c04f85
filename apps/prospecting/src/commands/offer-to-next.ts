import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { allocateOne } from '#allocation/allocate';
import { factOf } from '#contracts/contract';
import { ProspectUnassigned } from '#contracts/prospecting';
import { decided } from '#domain/decision';
import { localDateOf } from '#domain/local-date';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import { grantedLead } from '../domain/grant';
import { freeUntil, type Lead, leadAt } from '../domain/lead';
import { withLead } from '../domain/permission';
import { policyAt, type Territory } from '../domain/territory';
import { AllocationRepository } from '../storage/allocation.repository';
import { LeadRepository } from '../storage/lead.repository';
import { PermissionRepository } from '../storage/permission.repository';
import { PlanEventRepository } from '../storage/plan-event.repository';
import { TerritoryRepository } from '../storage/territory.repository';
import { HandRecontacts } from './hand-recontacts';

/**
 * A prospect that its partner let go goes to the next one under the same rules, for the time that was left (BR-27). The
 * engine of a running plan that covers it proposes its next partner instead: what it leaves free here waits for that.
 */
export class OfferToNext {
  constructor(
    readonly employerId: string,
    readonly ended: Lead,
  ) {}
}

@CommandHandler(OfferToNext)
export class OfferToNextHandler implements ICommandHandler<OfferToNext> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permissions: PermissionRepository,
    private readonly allocations: AllocationRepository,
    private readonly territories: TerritoryRepository,
    private readonly leads: LeadRepository,
    private readonly employers: EmployerRefs,
    private readonly planEvents: PlanEventRepository,
    private readonly commands: CommandBus,
  ) {}

  execute({ employerId, ended }: OfferToNext): Promise<void> {
    return this.unitOfWork.run([employerId], async (tx) => {
      const employer = (await this.employers.byId([employerId])).get(employerId);
      // A reservation was the agent's own idea: its end frees the employer and asks nobody.
      if (ended.origin === 'RESERVATION' || !employer?.active || ended.until <= tx.now) return;
      const territory = (await this.territories.byId([ended.territoryId])).get(ended.territoryId);
      if (!territory || employer.territoryId !== ended.territoryId) return;
      const lead = (await this.planEvents.covered(tx, employerId))
        ? undefined
        : await this.grantNext(tx, employerId, ended, territory);
      await this.commands.execute(new HandRecontacts(employerId, lead ?? null));
    });
  }

  private async grantNext(
    tx: Transaction,
    employerId: string,
    ended: Lead,
    territory: Territory,
  ): Promise<Lead | undefined> {
    const [current] = await this.permissions.load(tx, [employerId]);
    const until = freeUntil(current!.leads, tx.now, ended.until);
    if (!until) return leadAt(current!.leads, tx.now);
    await this.allocations.serialise(tx, territory.territoryId);
    const inputs = await this.allocations.inputsFor(tx, {
      territory,
      planId: ended.planId ?? ended.leadId,
      employerIds: [employerId],
      from: localDateOf(tx.now, territory.zone),
      until: localDateOf(until, territory.zone),
      at: tx.now,
      unforeseen: true,
      evenInCoolDown: ended.origin === 'RECONTACT',
    });
    const choice = allocateOne(inputs);
    if (typeof choice === 'string') {
      const data = { employerId, territoryId: territory.territoryId, planId: ended.planId, reason: choice };
      tx.tell([factOf(ProspectUnassigned, employerId, data)]);
      return undefined;
    }
    const calendar = { zone: territory.zone, region: await this.leads.regionOf(tx, employerId) };
    const leadId = uuidv7();
    const after = await this.permissions.change(employerId, (permission, now) => {
      const { lead, facts } = grantedLead(
        {
          leadId,
          territoryId: territory.territoryId,
          employerId,
          partnerId: choice.partnerId,
          unitId: choice.unitId,
          from: now,
          until,
          origin: 'NEXT_PARTNER',
          planId: ended.planId,
          because: choice.because,
        },
        policyAt(territory, now),
        calendar,
      );
      return decided(withLead(permission, lead), ...facts);
    });
    return leadAt(after.leads, tx.now);
  }
}
