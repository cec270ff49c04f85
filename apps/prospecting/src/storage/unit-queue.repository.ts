import { Injectable } from '@nestjs/common';
import { regionOfCommune } from '#domain/holidays';
import { addWorkingDays, localDateOf } from '#domain/local-date';
import { NotFound } from '#domain/refused';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import { type Asker, steers } from '../domain/caller';
import { type Lead, leadAt, openLease } from '../domain/lead';
import type { Permission } from '../domain/permission';
import { hasNoTaker, nextPlanned, plannedVisitCard, type Standby } from '../domain/planned-visit';
import { policyAt } from '../domain/territory';
import { queueReasons } from '../domain/unit-queue';
import type { Visit } from '../domain/visit';
import { cardOf } from './employer-card';
import { PermissionRepository } from './permission.repository';
import { PresenceRepository } from './presence.repository';
import { TerritoryRepository } from './territory.repository';

interface Work {
  readonly permission: Permission;
  /** The partner's own lead there, when it has one. */
  readonly lead: Lead | null;
  readonly planned: Visit | undefined;
  readonly taker: Standby;
}

/** What waits for a unit's manager, and what an agent would leave behind (BR-35, BR-36). */
@Injectable()
export class UnitQueueRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly permissions: PermissionRepository,
    private readonly presences: PresenceRepository,
    private readonly employers: EmployerRefs,
    private readonly territories: TerritoryRepository,
  ) {}

  /** Prospects of the unit for which nobody is there, soonest due first. */
  queueOf(unitId: string, partnerId: string) {
    return this.unitOfWork.run([], async (tx) => {
      const ids = await this.workplaces(tx, partnerId, { unitId });
      const employers = await this.employers.byId(ids);
      const items = (await this.works(tx, ids, partnerId)).flatMap(({ permission, lead, planned, taker }) => {
        const employer = employers.get(permission.employerId);
        if (!employer || (lead?.unitId && lead.unitId !== unitId)) return [];
        const { territory } = permission;
        const calendar = { zone: territory.zone, region: regionOfCommune(employer.communeCode) };
        const { policy } = policyAt(territory, tx.now);
        const reasons = queueReasons(lead, planned, taker, policy, calendar, tx.now);
        if (reasons.length === 0) return [];
        const hold = lead && openLease(lead);
        const dueAt = hold ? hold.until : lead ? lead.respondBy : planned!.occurredAt;
        return [
          {
            leadId: lead?.leadId ?? null,
            leaseId: hold?.leaseId ?? null,
            employer: cardOf(employer),
            reasons,
            agentId: hold?.agentId ?? null,
            backupAgentId: taker.backup?.agentId ?? null,
            plannedVisit: plannedVisitCard(planned, taker, territory.zone),
            dueAt: dueAt.toISOString(),
          },
        ];
      });
      return { asOf: tx.now.toISOString(), items: items.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1)) };
    });
  }

  /** What an agent holds and has planned; whether it may leave without leaving an employer waiting at the door. */
  commitmentsOf(agentId: string, asker: Asker) {
    return this.unitOfWork.run([], async (tx) => {
      const agent = (await this.presences.ofAgents(tx, [agentId])).get(agentId);
      if (!agent || !(await this.mayAskAbout(agent, asker)))
        throw new NotFound('agent-unknown', 'Cette personne n’est pas un agent de votre structure.');
      const ids = await this.workplaces(tx, agent.partnerId, { agentId });
      const employers = await this.employers.byId(ids);
      const works = (await this.works(tx, ids, agent.partnerId)).filter(
        ({ taker, permission }) => taker.agent?.agentId === agentId && employers.has(permission.employerId),
      );
      const card = ({ permission }: Work) => cardOf(employers.get(permission.employerId)!);
      const plannedVisits = works.flatMap((work) => {
        const { planned, permission, taker } = work;
        if (!planned) return [];
        const { territory, employerId } = permission;
        const { policy } = policyAt(territory, tx.now);
        const region = regionOfCommune(employers.get(employerId)!.communeCode);
        const today = localDateOf(tx.now, territory.zone);
        const lastDay = addWorkingDays(today, policy.plannedVisitsAheadWorkingDays, region);
        const soon = localDateOf(planned.occurredAt, territory.zone) <= lastDay;
        // Once the agent has left, only its backup is there.
        const alone = hasNoTaker(planned, { agent: undefined, backup: taker.backup }, territory.zone);
        return [{ employer: card(work), at: planned.occurredAt.toISOString(), withoutTaker: soon && alone }];
      });
      const holds = works.flatMap((work) => {
        const hold = work.lead && openLease(work.lead);
        if (!hold) return [];
        const { leaseId, until } = hold;
        return [{ leadId: work.lead!.leadId, leaseId, employer: card(work), until: until.toISOString() }];
      });
      const mayLeave = plannedVisits.every((one) => !one.withoutTaker);
      return { agentId, holds, plannedVisits, mayLeave };
    });
  }

  /** An agent about itself, a manager or a key about its partner's, the coordination about its territory's. */
  private async mayAskAbout(agent: { agentId: string; partnerId: string }, asker: Asker): Promise<boolean> {
    if (asker.agentId === agent.agentId) return true;
    const manages = asker.roles.includes('UNIT_MANAGER') || asker.kind === 'machine';
    if (manages && asker.partnerId === agent.partnerId) return true;
    const { territoryId } = asker;
    if (!territoryId || !steers(asker, territoryId)) return false;
    return (await this.territories.partnersIn(territoryId)).includes(agent.partnerId);
  }

  /** Employers where the unit or the agent leads, holds or has planned something. */
  private async workplaces(
    tx: Transaction,
    partnerId: string,
    { unitId = null, agentId = null }: { unitId?: string | null; agentId?: string | null },
  ): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `select l.employer_id as id from lead l left join lease s on s.lead_id = l.lead_id and s.ended_at is null
        where l.partner_id = $1 and l.ended_at is null and l.during @> $2::timestamptz
          and (l.unit_id = $3 or l.unit_id is null and $3::uuid is not null or s.agent_id = $4)
       union
       select v.employer_id from visit v
        where v.partner_id = $1 and v.told_status = 'PLANNED' and v.merged_into is null and v.told_at > $2
          and (v.unit_id = $3 or v.agent_id = $4)
       order by 1`,
      [partnerId, tx.now, unitId, agentId],
    );
    return rows.map((row) => row.id);
  }

  private async works(tx: Transaction, employerIds: readonly string[], partnerId: string): Promise<Work[]> {
    const permissions = await this.permissions.load(tx, employerIds);
    const found = permissions.map((permission) => {
      const led = leadAt(permission.leads, tx.now);
      const lead = led?.partnerId === partnerId && !led.visitedAt ? led : null;
      const planned = nextPlanned(permission, partnerId, tx.now);
      const takerId = (lead && openLease(lead)?.agentId) ?? planned?.agentId ?? null;
      return { permission, lead, planned, takerId };
    });
    const takers = await this.presences.standbysOf(
      tx,
      found.flatMap((one) => one.takerId ?? []),
    );
    return found.map(({ takerId, ...one }) => ({
      ...one,
      taker: takers.get(takerId ?? '') ?? { agent: undefined, backup: undefined },
    }));
  }
}
