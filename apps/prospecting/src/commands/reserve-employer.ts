import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { localDateOf } from '#domain/local-date';
import { Refused } from '#domain/refused';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { type EmployerRef, EmployerRefs } from '#service/employer-ref';
import { mustBeThere } from '../domain/absence';
import { alreadyTaken } from '../domain/hold';
import { endOfDay } from '../domain/ladder';
import { freeUntil, granted, type Lead, leadAt, leased } from '../domain/lead';
import { lightFor } from '../domain/light';
import { type Permission, withLead } from '../domain/permission';
import { policyAt } from '../domain/territory';
import { EvidenceRepository } from '../storage/evidence.repository';
import { LeadRepository } from '../storage/lead.repository';
import { NextProspect } from '../storage/next-prospect';
import { OptOutRepository } from '../storage/opt-out.repository';
import { PermissionRepository } from '../storage/permission.repository';
import { PresenceRepository } from '../storage/presence.repository';
import { TerritoryRepository } from '../storage/territory.repository';
import { ClaimProspect } from './claim-prospect';

/** « Puis-je y aller ? », and I go: the agent keeps the employer for itself for five days. */
export class ReserveEmployer {
  constructor(
    readonly siret: string,
    readonly leadId: string,
    readonly leaseId: string,
    readonly partnerId: string,
    readonly unitId: string | null,
    readonly agentId: string,
  ) {}
}

@CommandHandler(ReserveEmployer)
export class ReserveEmployerHandler implements ICommandHandler<ReserveEmployer> {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permissions: PermissionRepository,
    private readonly leads: LeadRepository,
    private readonly evidence: EvidenceRepository,
    private readonly optOuts: OptOutRepository,
    private readonly territories: TerritoryRepository,
    private readonly employers: EmployerRefs,
    private readonly next: NextProspect,
    private readonly presences: PresenceRepository,
    private readonly commands: CommandBus,
  ) {}

  /** The reservation; the partner that leads already takes its own prospect. Refused unless the light is green. */
  async execute(asked: ReserveEmployer): Promise<Lead> {
    const employer = (await this.employers.bySiret([asked.siret])).get(asked.siret);
    if (!employer?.territoryId)
      throw new Refused(
        'employer-unknown',
        'Cet établissement n’est pas connu dans un territoire de Concerto : il ne se réserve pas.',
      );
    return this.unitOfWork.run([employer.employerId], async (tx) => {
      const [permission] = await this.permissions.load(tx, [employer.employerId]);
      const lead = leadAt(permission!.leads, tx.now);
      if (!(await this.leads.isAgentOf(tx, asked.agentId, asked.partnerId)))
        throw new Refused(
          'not-an-agent',
          'Cette personne n’est pas un agent en activité de votre structure.',
        );
      if (lead?.partnerId === asked.partnerId)
        return this.commands.execute(
          new ClaimProspect(lead.leadId, asked.leaseId, asked.partnerId, asked.agentId),
        );
      const agent = (await this.presences.ofAgents(tx, [asked.agentId])).get(asked.agentId)!;
      const { territory } = permission!;
      mustBeThere(agent, localDateOf(tx.now, territory.zone), policyAt(territory, tx.now).policy);
      await this.mustBeFree(tx, asked, employer, permission!, lead);
      const after = await this.permissions.change(employer.employerId, (current, now) =>
        reserved(current, asked, now),
      );
      return leadAt(after.leads, tx.now)!;
    });
  }

  private async mustBeFree(
    tx: Transaction,
    asked: ReserveEmployer,
    employer: EmployerRef,
    permission: Permission,
    lead: Lead | undefined,
  ): Promise<void> {
    const { territory } = permission;
    const nameOf = await this.territories.partnerNames();
    if (lead) {
      const next = await this.next.forAgent(tx, asked.partnerId, asked.agentId);
      throw alreadyTaken(nameOf(lead.partnerId), lead.from, territory.zone, next);
    }
    const optOuts = (await this.optOuts.of(tx, [employer])).get(employer.employerId) ?? [];
    const light = lightFor(
      asked.partnerId,
      {
        closed: !employer.active,
        partialDiffusion: employer.partialDiffusion,
        inTerritory: true,
        lockedBy: (await this.evidence.locksOf(tx, [employer.employerId])).get(employer.employerId) ?? [],
      },
      { ...permission, optOuts },
      territory,
      nameOf,
      tx.now,
    );
    if (light.colour !== 'GREEN') throw new Refused('not-free', light.reason);
    const { policy } = policyAt(territory, tx.now);
    if ((await this.leads.openReservations(tx, asked.agentId)) >= policy.reservationsPerAgent)
      throw new Refused(
        'too-many-reservations',
        `Vous avez déjà ${policy.reservationsPerAgent} réservations ouvertes : rendez-en une, ou faites-y votre visite.`,
      );
  }
}

function reserved(permission: Permission, asked: ReserveEmployer, now: Date) {
  const { territory, employerId } = permission;
  const { version, policy } = policyAt(territory, now);
  const days = endOfDay(now, policy.reservationDays, territory.zone);
  const until = freeUntil(permission.leads, now, days) ?? days;
  const begun = granted({
    leadId: asked.leadId,
    territoryId: territory.territoryId,
    employerId,
    partnerId: asked.partnerId,
    unitId: asked.unitId,
    from: now,
    until,
    origin: 'RESERVATION',
    planId: null,
    policyVersion: version,
    because: 'Réservation depuis « Puis-je y aller ? ».',
    respondBy: until,
    endedAt: null,
    endReason: null,
    releaseReason: null,
    visitedAt: null,
    lease: null,
    deadlines: [],
  });
  const lease = {
    leaseId: asked.leaseId,
    agentId: asked.agentId,
    openedAt: now,
    until,
    endedAt: null,
    endReason: null,
  };
  const held = leased(begun.lead, lease, [{ kind: 'OVER', dueAt: until }]);
  return { state: withLead(permission, held.lead), facts: [...begun.facts, ...held.facts] };
}
