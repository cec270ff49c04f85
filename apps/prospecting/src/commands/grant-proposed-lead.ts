import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { localDateOf, startOfLocalDay } from '#domain/local-date';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import { unitLeaving } from '../domain/absence';
import { latest } from '../domain/cool-down';
import { grantedLead } from '../domain/grant';
import type { Plan } from '../domain/plan';
import { ledEvent, type Proposal } from '../domain/plan-event';
import { type Refusal, refusalOf } from '../domain/proposal';
import { policyAt, type Territory } from '../domain/territory';
import { LeadRepository } from '../storage/lead.repository';
import { insertFreeLeads } from '../storage/lead.rows';
import { OptOutRepository } from '../storage/opt-out.repository';
import { PermissionRepository } from '../storage/permission.repository';
import { PlanRepository } from '../storage/plan.repository';
import { PlanEventRepository } from '../storage/plan-event.repository';
import { PlanRoomRepository } from '../storage/plan-room.repository';
import { PresenceRepository } from '../storage/presence.repository';
import { TerritoryRepository } from '../storage/territory.repository';
import { HandRecontacts } from './hand-recontacts';

/**
 * The engine of a running plan proposes a unit for a prospect that nobody leads. The engine may be stale: everything is
 * judged again here, under the employer's key, and what it did not know is told to it. It never doubles a lead.
 */
export class GrantProposedLead {
  constructor(
    readonly proposal: Proposal,
    /** One French line of why. */
    readonly because: string,
  ) {}
}

@CommandHandler(GrantProposedLead)
export class GrantProposedLeadHandler implements ICommandHandler<GrantProposedLead> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanRepository,
    private readonly territories: TerritoryRepository,
    private readonly employers: EmployerRefs,
    private readonly permissions: PermissionRepository,
    private readonly optOuts: OptOutRepository,
    private readonly rooms: PlanRoomRepository,
    private readonly presences: PresenceRepository,
    private readonly leads: LeadRepository,
    private readonly planEvents: PlanEventRepository,
    private readonly commands: CommandBus,
  ) {}

  /** True when the lead began. */
  execute({ proposal, because }: GrantProposedLead): Promise<boolean> {
    return this.unitOfWork.run([proposal.employerId], async (tx) => {
      const plan = await this.plans.get(tx, proposal.planId);
      const territory = (await this.territories.byId([plan.territoryId])).get(plan.territoryId);
      if (!territory || (plan.state !== 'RUNNING' && plan.state !== 'ADOPTED')) return false;
      const at = latest(startOfLocalDay(plan.from, territory.zone), tx.now)!;
      const partnerId = await this.rooms.partnerOf(tx, proposal.unitId, plan.territoryId);
      const unknown = await this.unknownToEngine(tx, proposal, plan, territory, partnerId, at);
      if (unknown) {
        await this.tell(tx, proposal, unknown);
        return false;
      }
      return this.begin(tx, proposal, plan, territory, partnerId!, at, because);
    });
  }

  private async unknownToEngine(
    tx: Transaction,
    proposal: Proposal,
    plan: Plan,
    territory: Territory,
    partnerId: string | null,
    at: Date,
  ): Promise<Refusal | null> {
    const { planId, employerId, unitId } = proposal;
    const employer = (await this.employers.byId([employerId])).get(employerId);
    const [permission] = await this.permissions.load(tx, [employerId]);
    const optOuts = employer ? (await this.optOuts.of(tx, [employer])).get(employerId) : undefined;
    const inTerritory = employer?.active === true && employer.territoryId === plan.territoryId;
    const solicited = { ...permission!, optOuts: optOuts ?? [] };
    const refusal = refusalOf(proposal, { plan, territory, inTerritory, solicited, partnerId }, at);
    if (refusal) return refusal;
    const { policy } = policyAt(territory, at);
    const agents = await this.presences.ofUnit(tx, unitId);
    const leaving = unitLeaving(agents, localDateOf(at, territory.zone), policy);
    if (!leaving && (await this.rooms.hasRoom(tx, planId, unitId))) return null;
    return { event: { type: 'REFUSED', employerId, unitId, reason: 'CAPACITY_EXHAUSTED' } };
  }

  /** A lead that was told after what the engine knew reaches it anyway: it is not told twice. */
  private async tell(
    tx: Transaction,
    { planId, position, employerId, unitId }: Proposal,
    { event, lead }: Refusal,
  ): Promise<void> {
    const known = lead && ledEvent(lead, planId).cause;
    if (known && (await this.planEvents.toldAfter(tx, planId, position, known))) return;
    this.planEvents.note(tx, [{ event, cause: `proposal ${position} ${employerId} ${unitId}`, planId }]);
  }

  private async begin(
    tx: Transaction,
    { planId, employerId, unitId }: Proposal,
    plan: Plan,
    territory: Territory,
    partnerId: string,
    from: Date,
    because: string,
  ): Promise<boolean> {
    const { lead, facts } = grantedLead(
      {
        leadId: uuidv7(),
        territoryId: territory.territoryId,
        employerId,
        partnerId,
        unitId,
        from,
        until: startOfLocalDay(plan.until, territory.zone),
        origin: 'NEXT_PARTNER',
        planId,
        because,
      },
      policyAt(territory, from),
      { zone: territory.zone, region: await this.leads.regionOf(tx, employerId) },
    );
    // Nobody leads, as far as we know: whoever wrote past our locks has the employer, and the database says so.
    if ((await insertFreeLeads(tx, [lead])).length === 0) return false;
    tx.tell(facts);
    this.planEvents.note(tx, [ledEvent(lead, null)]);
    await this.commands.execute(new HandRecontacts(employerId, lead));
    return true;
  }
}
