import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { allocateOne } from '#allocation/allocate';
import { factOf } from '#contracts/contract';
import { ProspectUnassigned } from '#contracts/prospecting';
import { decided } from '#domain/decision';
import { addDays, localDateOf, startOfLocalDay } from '#domain/local-date';
import { NotYet } from '#domain/not-yet';
import { Refused } from '#domain/refused';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { type EmployerRef, EmployerRefs } from '#service/employer-ref';
import { grantedLead } from '../domain/grant';
import { freeUntil, type Lead, leadAt } from '../domain/lead';
import { coolDownUntil } from '../domain/openness';
import { bars } from '../domain/opt-out';
import { type Permission, withLead } from '../domain/permission';
import { assignedTo, type Recontact } from '../domain/recontact';
import { policyAt } from '../domain/territory';
import { AllocationRepository } from '../storage/allocation.repository';
import { LeadRepository } from '../storage/lead.repository';
import { OptOutRepository } from '../storage/opt-out.repository';
import { PermissionRepository } from '../storage/permission.repository';
import { RecontactRepository } from '../storage/recontact.repository';

/** A BMO respondent is to be recontacted: by its lead, or by whom the rules give it to (BR-55). */
export class AssignRecontact {
  constructor(readonly recontact: Recontact) {}
}

@CommandHandler(AssignRecontact)
export class AssignRecontactHandler implements ICommandHandler<AssignRecontact> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permissions: PermissionRepository,
    private readonly recontacts: RecontactRepository,
    private readonly allocations: AllocationRepository,
    private readonly optOuts: OptOutRepository,
    private readonly leads: LeadRepository,
    private readonly employers: EmployerRefs,
  ) {}

  execute({ recontact }: AssignRecontact): Promise<void> {
    const { employerId, recontactId } = recontact;
    return this.unitOfWork.run([employerId], async (tx) => {
      const employer = (await this.employers.byId([employerId])).get(employerId);
      if (!employer) throw new NotYet('employer', employerId);
      const known = await this.recontacts.get(tx, recontactId);
      if (known?.state === 'ASSIGNED') return;
      const optOuts = (await this.optOuts.of(tx, [employer])).get(employerId) ?? [];
      if (bars(optOuts, 'BMO_RECONTACT', null))
        throw new Refused('opted-out', 'Cet employeur s’oppose à être recontacté.');
      const [permission] = await this.permissions.load(tx, [employerId]);
      const lead =
        leadAt(permission!.leads, tx.now) ?? (await this.grant(tx, recontact, employer, permission!, !known));
      if (!lead) {
        const tomorrow = addDays(localDateOf(tx.now, permission!.territory.zone), 1);
        await this.recontacts.save(tx, recontact, startOfLocalDay(tomorrow, permission!.territory.zone));
        return;
      }
      const { territory } = permission!;
      const coolDown = coolDownUntil({ ...permission!, optOuts }, lead.partnerId, territory, tx.now);
      const { partnerId, unitId } = lead;
      const next = assignedTo(recontact, { partnerId, unitId }, coolDown, territory.zone, tx.now);
      await this.recontacts.save(tx, next.recontact);
      tx.tell(next.facts);
    });
  }

  /** Nobody leads: a lead with the BMO task as its need, until the cool-down is over and a visit could be held. */
  private async grant(
    tx: Transaction,
    recontact: Recontact,
    employer: EmployerRef,
    { territory, leads }: Permission,
    isNew: boolean,
  ): Promise<Lead | undefined> {
    const { employerId, recontactId } = recontact;
    if (!employer.active || !employer.territoryId) return undefined;
    const inForce = policyAt(territory, tx.now);
    const today = localDateOf(tx.now, territory.zone);
    const days = inForce.policy.coolDownOtherPartnerDays + inForce.policy.visitHeldWithinDays;
    const until = freeUntil(leads, tx.now, startOfLocalDay(addDays(today, days), territory.zone));
    if (!until) return undefined;
    await this.allocations.serialise(tx, territory.territoryId);
    const choice = allocateOne(
      await this.allocations.inputsFor(tx, {
        territory,
        planId: recontactId,
        employerIds: [employerId],
        from: today,
        until: localDateOf(until, territory.zone),
        at: tx.now,
        unforeseen: true,
        evenInCoolDown: true,
      }),
    );
    if (typeof choice === 'string') {
      const data = { employerId, territoryId: territory.territoryId, reason: choice };
      if (isNew) tx.tell([factOf(ProspectUnassigned, employerId, data)]);
      return undefined;
    }
    const granted = grantedLead(
      {
        leadId: uuidv7(),
        territoryId: territory.territoryId,
        employerId,
        partnerId: choice.partnerId,
        unitId: choice.unitId,
        from: tx.now,
        until,
        origin: 'RECONTACT',
        planId: null,
        because: `Intention d’embauche déclarée à l’enquête BMO. ${choice.because}`,
      },
      inForce,
      { zone: territory.zone, region: await this.leads.regionOf(tx, employerId) },
    );
    await this.permissions.change(employerId, (permission) =>
      decided(withLead(permission, granted.lead), ...granted.facts),
    );
    return granted.lead;
  }
}
