import { Injectable } from '@nestjs/common';
import { problemOf } from '#allocation/problem';
import type { UnassignedReason } from '#contracts/vocabulary';
import { addDays, type LocalDate, PARIS, startOfLocalDay } from '#domain/local-date';
import { NotFound } from '#domain/refused';
import type { Transaction } from '#messaging/unit-of-work';
import type { EmployerRef } from '#service/employer-ref';
import type { Plan } from '../domain/plan';
import { Planner } from '../planning/planner';
import { cardOf } from './employer-card';
import { FrozenPlanRepository, inputsHashOf } from './frozen-plan.repository';
import { PlanRepository } from './plan.repository';
import { PlanExplanationRepository, type Sees } from './plan-explanation.repository';
import { TerritoryRepository } from './territory.repository';

interface LeadOfTheDay {
  readonly partnerId: string;
  readonly unitId: string | null;
  readonly origin: string;
  readonly because: string;
  readonly policyVersion: number;
  readonly planId: string | null;
}

/** « Pourquoi ce partenaire, ce jour-là ? »: what was recorded, and the same computed again. */
@Injectable()
export class PlanWhyRepository {
  constructor(
    private readonly plans: PlanRepository,
    private readonly frozen: FrozenPlanRepository,
    private readonly planner: Planner,
    private readonly explanations: PlanExplanationRepository,
    private readonly territories: TerritoryRepository,
  ) {}

  /**
   * Who led the employer on a local day and why. Where a plan decided, it is computed again from its frozen inputs, which
   * hold the weights of the policy of that day, and held against what was kept then (BR-124).
   */
  async why(tx: Transaction, employer: EmployerRef, on: LocalDate, sees: Sees) {
    const zone =
      (await this.territories.byId([employer.territoryId ?? ''])).get(employer.territoryId ?? '')?.zone ??
      PARIS;
    const lead = await this.leadOn(tx, employer.employerId, on, zone);
    const isOwn =
      lead?.partnerId === sees.onlyPartner && (sees.onlyUnit === null || lead?.unitId === sees.onlyUnit);
    if (sees.onlyPartner !== null && !isOwn)
      throw new NotFound('lead-unknown', 'Vous ne meniez pas cet employeur ce jour-là.');
    const plan = await this.planOn(tx, employer, on, lead);
    const nameOf = await this.territories.partnerNames();
    const replayed = plan && (await this.replayed(tx, plan, employer.employerId, sees));
    const unassigned = lead || !plan ? null : await this.reasonIn(tx, plan.planId, employer.employerId);
    return {
      on,
      employer: cardOf(employer),
      partnerId: lead?.partnerId ?? null,
      partnerName: lead ? nameOf(lead.partnerId) : null,
      unitId: lead?.unitId ?? null,
      origin: lead?.origin ?? null,
      because: lead?.because ?? null,
      unassigned,
      planId: plan?.planId ?? null,
      planName: plan?.name ?? null,
      policyVersion: plan?.policyVersion ?? lead?.policyVersion ?? null,
      inputsHash: plan?.inputsHash ?? null,
      inputsIntact: replayed?.inputsIntact ?? null,
      agrees: replayed?.agrees ?? null,
      sentence: sentenceOf(lead && nameOf(lead.partnerId), replayed?.agrees ?? null),
      explanation: replayed?.explanation ?? null,
    };
  }

  private async leadOn(
    tx: Transaction,
    employerId: string,
    on: LocalDate,
    zone: string,
  ): Promise<LeadOfTheDay | undefined> {
    const [lead] = await tx.query<LeadOfTheDay>(
      `select partner_id as "partnerId", unit_id as "unitId", origin, because, policy_version as "policyVersion",
              plan_id as "planId"
         from lead where employer_id = $1 and during && tstzrange($2, $3) order by starts_at desc limit 1`,
      [employerId, startOfLocalDay(on, zone), startOfLocalDay(addDays(on, 1), zone)],
    );
    return lead;
  }

  /** The plan that gave the lead; where nobody led, the plan of that day which knew the employer. */
  private async planOn(
    tx: Transaction,
    employer: EmployerRef,
    on: LocalDate,
    lead: LeadOfTheDay | undefined,
  ): Promise<Plan | null> {
    if (lead) return lead.origin === 'PLAN' && lead.planId ? this.plans.get(tx, lead.planId) : null;
    const [row] = await tx.query<{ id: string }>(
      `select plan_id as id from plan join plan_pair using (plan_id)
        where employer_id = $1 and adopted_at is not null and first_day <= $2 and until_day > $2
        order by first_day desc, adopted_at desc limit 1`,
      [employer.employerId, on],
    );
    return row ? this.plans.get(tx, row.id) : null;
  }

  private async replayed(tx: Transaction, plan: Plan, employerId: string, sees: Sees) {
    const { hash, inputs } = await this.frozen.inputsOf(tx, plan.planId);
    const kept = await this.frozen.proofOf(tx, plan.planId);
    const again = await this.planner.optimum(() => problemOf(inputs));
    const at = again.problem.employerAt.get(employerId) ?? -1;
    return {
      inputsIntact: inputsHashOf(inputs) === hash && hash === plan.inputsHash,
      agrees:
        again.territory.value === kept.plan.value &&
        again.territory.plan.assignedTo[at] === kept.plan.assignedTo[at],
      explanation: await this.explanations.explanation(again, employerId, sees),
    };
  }

  private async reasonIn(
    tx: Transaction,
    planId: string,
    employerId: string,
  ): Promise<UnassignedReason | null> {
    const [row] = await tx.query<{ unassigned: UnassignedReason | null }>(
      'select unassigned from plan_pair where plan_id = $1 and employer_id = $2',
      [planId, employerId],
    );
    return row?.unassigned ?? null;
  }
}

function sentenceOf(leader: string | undefined, agrees: boolean | null): string {
  const who = leader ? `${leader} menait cet employeur.` : 'Personne ne menait cet employeur ce jour-là.';
  if (agrees === null) return who;
  return agrees
    ? `${who} Recalculé sur les données et la politique de ce jour, le plan décide de même.`
    : `${who} Attention : recalculé, le plan ne décide pas de même. Prévenez l’exploitation.`;
}
