import { Injectable } from '@nestjs/common';
import type { AllocationInputs, PartnerInput, ProspectInput } from '#allocation/inputs';
import { NOT_PROSPECTED, type PartnerKind } from '#contracts/vocabulary';
import { type LocalDate, localDateOf } from '#domain/local-date';
import type { Transaction } from '#messaging/unit-of-work';
import { type EmployerRef, EmployerRefs } from '#service/employer-ref';
import { audienceOf, DEFAULT_AFFINITIES, potentialOf } from '../domain/affinity';
import { type AgentCapacity, capacityOf, isLeaving } from '../domain/capacity';
import { knowledgeOf } from '../domain/knowledge';
import { closedTo } from '../domain/openness';
import { policyAt, type Territory } from '../domain/territory';
import { EvidenceRepository } from './evidence.repository';
import { OptOutRepository } from './opt-out.repository';
import { PermissionRepository } from './permission.repository';

/** For what an allocation is asked. */
export interface Asked {
  readonly territory: Territory;
  /** The plan, or what stands for one in the last tie-break. */
  readonly planId: string;
  readonly employerIds: readonly string[];
  /** Local days `[from, until)` over which capacity counts. */
  readonly from: LocalDate;
  readonly until: LocalDate;
  /** The instant at which openness is judged: the first day of a plan to come, else now. */
  readonly at: Date;
  /** A BMO recontact waits for the end of a cool-down instead of being refused (BR-55). */
  readonly evenInCoolDown?: boolean;
  /** Between two plans: nothing new for an agent who is about to leave (BR-36). */
  readonly unforeseen?: boolean;
}

/** Gathers what the allocator reads, set-wise; what it finds is frozen with the plan. */
@Injectable()
export class AllocationRepository {
  constructor(
    private readonly employers: EmployerRefs,
    private readonly permissions: PermissionRepository,
    private readonly evidence: EvidenceRepository,
    private readonly optOuts: OptOutRepository,
  ) {}

  async inputsFor(tx: Transaction, asked: Asked): Promise<AllocationInputs> {
    const { territory, planId, at } = asked;
    const { policy } = policyAt(territory, at);
    const partners = await this.partnersOf(tx, asked);
    const employers = await this.employers.byId(asked.employerIds);
    const known = [...employers.values()].sort((a, b) => (a.employerId < b.employerId ? -1 : 1));
    const permissions = await this.permissions.load(
      tx,
      known.map((one) => one.employerId),
    );
    const evidence = await this.evidence.of(tx, asked.employerIds);
    const locks = await this.evidence.locksOf(tx, asked.employerIds);
    const optOuts = await this.optOuts.of(tx, known);
    const today = localDateOf(at, territory.zone);
    const partnerIds = partners.map((one) => one.partnerId);
    const prospects = known.map((employer, index) =>
      prospectOf(employer, {
        knowledge: knowledgeOf(evidence.get(employer.employerId) ?? [], policy, today),
        lockedBy: locks.get(employer.employerId) ?? [],
        closedTo: closedTo(
          { ...permissions[index]!, optOuts: optOuts.get(employer.employerId) ?? [] },
          partnerIds,
          territory,
          at,
          { evenInCoolDown: asked.evenInCoolDown ?? false },
        ),
      }),
    );
    const { nextBestMinimumPercent, tieMargin, explorationPercent } = policy;
    return {
      territoryId: territory.territoryId,
      planId,
      policy: { nextBestMinimumPercent, tieMargin, explorationPercent },
      partners,
      prospects,
      affinities: DEFAULT_AFFINITIES,
    };
  }

  /** Establishments that may be in a plan: active, in a prospected segment, led by nobody in the period. */
  async prospectsOf(tx: Transaction, territoryId: string, from: Date, until: Date): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `select e.employer_id as id from employer_ref e
        where e.territory_id = $1 and e.active and not e.partial_diffusion and e.segment is distinct from $4
          and not exists (select 1 from lead l where l.employer_id = e.employer_id and l.territory_id = $1
                           and l.during && tstzrange($2, $3))
        order by e.employer_id`,
      [territoryId, from, until, NOT_PROSPECTED],
    );
    return rows.map((row) => row.id);
  }

  /** One allocation of a territory at a time: capacity is read and taken under this lock. */
  async serialise(tx: Transaction, territoryId: string): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`allocation ${territoryId}`]);
  }

  private async partnersOf(
    tx: Transaction,
    { territory, from, until, at, unforeseen }: Asked,
  ): Promise<PartnerInput[]> {
    const rows = await tx.query<{
      partner_id: string;
      kind: PartnerKind;
      unit_id: string | null;
      taken: number;
    }>(
      `select p.partner_id, p.kind, u.unit_id,
              (select count(*)::int from lead l where l.partner_id = p.partner_id and l.unit_id = u.unit_id
                  and l.ended_at is null and l.visited_at is null and l.until > $2) as taken
         from partner_ref p left join unit_ref u on u.partner_id = p.partner_id and u.open
        where $1 = any(p.territory_ids) order by p.partner_id, u.unit_id`,
      [territory.territoryId, at],
    );
    const agents = await tx.query<AgentCapacity>(
      `select unit_id as "unitId", capacity_per_month as "capacityPerMonth", active, absent_from as "absentFrom",
              absent_until as "absentUntil"
         from agent_ref where unit_id = any($1::uuid[])`,
      [rows.map((row) => row.unit_id).filter((unitId) => unitId !== null)],
    );
    const { policy } = policyAt(territory, at);
    const partners = new Map<string, PartnerInput>();
    for (const { partner_id: partnerId, kind, unit_id: unitId, taken } of rows) {
      const own = agents.filter(
        (agent) => agent.unitId === unitId && (!unforeseen || !isLeaving(agent, from, policy)),
      );
      const unit = unitId ? [{ unitId, capacity: capacityOf(own, from, until), taken }] : [];
      const units = [...(partners.get(partnerId)?.units ?? []), ...unit];
      partners.set(partnerId, { partnerId, kind, units });
    }
    return [...partners.values()];
  }
}

function prospectOf(
  employer: EmployerRef,
  own: {
    knowledge: ReturnType<typeof knowledgeOf>;
    lockedBy: readonly string[];
    closedTo: ProspectInput['closedTo'];
  },
): ProspectInput {
  return {
    employerId: employer.employerId,
    segment: employer.segment,
    audience: audienceOf(employer.headcountBand),
    potential: potentialOf(employer.headcountBand),
    partialDiffusion: employer.partialDiffusion,
    knowledge: own.knowledge,
    lockedBy: own.lockedBy,
    closedTo: own.closedTo,
  };
}
