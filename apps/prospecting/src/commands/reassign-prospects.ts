import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { regionOfCommune } from '#domain/holidays';
import { localDateOf } from '#domain/local-date';
import { NotFound, Refused } from '#domain/refused';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import { mustBeThere } from '../domain/absence';
import { claimed } from '../domain/hold';
import { type Lead, openLease } from '../domain/lead';
import { type Permission, withLead } from '../domain/permission';
import { policyAt } from '../domain/territory';
import { handedOver, takenBack } from '../domain/unit-queue';
import { LeadRepository } from '../storage/lead.repository';
import { PermissionRepository } from '../storage/permission.repository';
import { type KnownAgent, PresenceRepository } from '../storage/presence.repository';

/** A manager gives prospects of its unit to an agent of its partner, held by somebody or by nobody (BR-35, BR-36). */
export class ReassignProspects {
  constructor(
    readonly partnerId: string,
    readonly unitId: string,
    readonly leadIds: readonly string[],
    readonly agentId: string,
  ) {}
}

@CommandHandler(ReassignProspects)
export class ReassignProspectsHandler implements ICommandHandler<ReassignProspects> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly leads: LeadRepository,
    private readonly employers: EmployerRefs,
    private readonly permissions: PermissionRepository,
    private readonly presences: PresenceRepository,
  ) {}

  /** The leads as handed over: all of them, or none when one is not the unit's. */
  async execute({ partnerId, unitId, leadIds, agentId }: ReassignProspects): Promise<Lead[]> {
    const employerIds: string[] = [];
    for (const leadId of leadIds) employerIds.push(await this.leads.employerOf(leadId));
    return this.unitOfWork.run(employerIds, async (tx) => {
      const agent = (await this.presences.ofAgents(tx, [agentId])).get(agentId);
      if (!agent?.active || agent.partnerId !== partnerId)
        throw new Refused(
          'not-an-agent',
          'Cette personne n’est pas un agent en activité de votre structure.',
        );
      const employers = await this.employers.byId(employerIds);
      const handed: Lead[] = [];
      for (const [at, leadId] of leadIds.entries()) {
        const employerId = employerIds[at]!;
        const region = regionOfCommune(employers.get(employerId)?.communeCode ?? '');
        const [permission] = await this.permissions.load(tx, [employerId]);
        const lead = permission!.leads.find((one) => one.leadId === leadId)!;
        if (lead.partnerId !== partnerId || (lead.unitId !== null && lead.unitId !== unitId))
          throw new NotFound('lead-unknown', 'Ce prospect n’existe pas, ou n’est pas à votre structure.');
        handed.push(await this.handOver(tx, permission!, lead, agent, region));
      }
      return handed;
    });
  }

  private async handOver(
    tx: Transaction,
    { employerId, territory }: Permission,
    lead: Lead,
    agent: KnownAgent,
    region: ReturnType<typeof regionOfCommune>,
  ): Promise<Lead> {
    const { policy } = policyAt(territory, tx.now);
    const before = openLease(lead);
    if (before?.agentId === agent.agentId) return lead;
    mustBeThere(agent, localDateOf(tx.now, territory.zone), policy);
    const calendar = { zone: territory.zone, region };
    const to = { leaseId: uuidv7(), agentId: agent.agentId };
    // Written before the next hold opens: the database knows one open hold a lead.
    await this.change(employerId, lead.leadId, (own, now) => takenBack(own, now));
    return this.change(employerId, lead.leadId, (own, now) =>
      before ? handedOver(own, before, to, now) : claimed({ ...own, lease: null }, to, policy, calendar, now),
    );
  }

  private async change(
    employerId: string,
    leadId: string,
    decide: (lead: Lead, now: Date) => ReturnType<typeof takenBack>,
  ): Promise<Lead> {
    const after = await this.permissions.change(employerId, (permission, now) => {
      const own = permission.leads.find((one) => one.leadId === leadId)!;
      const { state, facts } = decide(own, now);
      return { state: state === own ? permission : withLead(permission, state), facts };
    });
    return after.leads.find((one) => one.leadId === leadId)!;
  }
}
