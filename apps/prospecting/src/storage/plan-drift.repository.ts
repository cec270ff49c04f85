import { Injectable } from '@nestjs/common';
import type { PlanInputs } from '#allocation/plan-inputs';
import { localDateOf } from '#domain/local-date';
import type { Transaction } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import { audienceOf } from '../domain/affinity';
import type { Plan } from '../domain/plan';
import { PlanRepository } from './plan.repository';

/** BR-12: how far employers have moved from what the plan froze of them. It changes the next plan, never this one. */
@Injectable()
export class PlanDriftRepository {
  constructor(
    private readonly employers: EmployerRefs,
    private readonly plans: PlanRepository,
  ) {}

  /** Prospects that closed, left the territory or changed size class since the freeze; and whether the segmentation did. */
  async drift(tx: Transaction, plan: Plan, inputs: PlanInputs) {
    const now = await this.employers.byId(inputs.employers.map((one) => one.employerId));
    const counts = { closed: 0, left: 0, resized: 0 };
    for (const { employerId, audience } of inputs.employers) {
      const employer = now.get(employerId);
      if (!employer?.active) counts.closed += 1;
      else if (employer.territoryId !== plan.territoryId) counts.left += 1;
      else if (audienceOf(employer.headcountBand) !== audience) counts.resized += 1;
    }
    const inForce = await this.plans.segmentationOn(tx, plan.territoryId, localDateOf(tx.now));
    return { ...counts, newSegmentation: inForce !== null && inForce !== plan.segmentationId };
  }
}
