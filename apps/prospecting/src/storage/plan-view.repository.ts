import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import type { Plan } from '../domain/plan';
import { cardOf } from './employer-card';
import { type PlanPair, PlanRepository } from './plan.repository';
import { TerritoryRepository } from './territory.repository';

const PAGE = 200;

/** Plans as pages read them. */
@Injectable()
export class PlanViewRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plans: PlanRepository,
    private readonly territories: TerritoryRepository,
    private readonly employers: EmployerRefs,
  ) {}

  /** `remarks` of the members are the committee's to read, not the agents'. */
  planAnswer(plan: Plan, { remarks = true } = {}) {
    return this.unitOfWork.run([], async (tx) => {
      const counts = await tx.query<{ unassigned: string | null; held: boolean; n: number }>(
        `select unassigned, already_held as held, count(*)::int as n from plan_pair where plan_id = $1 group by 1, 2 order by 1`,
        [plan.planId],
      );
      const sum = (which: (row: { unassigned: string | null; held: boolean }) => boolean) =>
        counts.filter(which).reduce((total, row) => total + row.n, 0);
      const nameOf = await this.territories.partnerNames();
      const territory = (await this.territories.byId([plan.territoryId])).get(plan.territoryId);
      const { adoptedAt: _, closedOn: __, ...shown } = plan;
      return {
        ...shown,
        voices: plan.voices.map(({ remark, ...voice }) => (remarks ? { ...voice, remark } : voice)),
        quorum: territory?.body.quorum ?? 0,
        assigned: sum((row) => !row.unassigned && !row.held),
        alreadyHeld: sum((row) => row.held),
        unassigned: sum((row) => row.unassigned !== null),
        unassignedByReason: Object.fromEntries(
          counts.flatMap((row) => (row.unassigned ? [[row.unassigned, row.n] as const] : [])),
        ),
        loads: (await this.plans.loads(tx, plan.planId)).map((load) => ({
          ...load,
          partnerName: nameOf(load.partnerId),
        })),
      };
    });
  }

  /** Lines by employer; those of one partner alone for who may see no others. */
  lines(
    planId: string,
    onlyPartner: string | null,
    asked: { cursor?: string; limit?: number; partnerId?: string; unassigned?: string },
  ) {
    const limit = asked.limit ?? PAGE;
    return this.unitOfWork.run([], async (tx) => {
      const rows = await tx.query<PlanPair>(
        `select employer_id as "employerId", partner_id as "partnerId", unit_id as "unitId", score, rule, because, unassigned,
                already_held as "alreadyHeld"
           from plan_pair
          where plan_id = $1 and ($2::uuid is null or partner_id = $2) and ($3::uuid is null or partner_id = $3)
            and ($4::text is null or unassigned = $4) and ($5::uuid is null or employer_id > $5)
          order by employer_id limit $6`,
        [
          planId,
          onlyPartner,
          asked.partnerId ?? null,
          asked.unassigned ?? null,
          asked.cursor ?? null,
          limit + 1,
        ],
      );
      const page = rows.slice(0, limit);
      const employers = await this.employers.byId(page.map((row) => row.employerId));
      return {
        items: page.flatMap(({ employerId, ...line }) => {
          const employer = employers.get(employerId);
          return employer ? [{ ...line, employer: cardOf(employer) }] : [];
        }),
        next: rows.length > limit ? page.at(-1)!.employerId : null,
      };
    });
  }

  evaluation(plan: Plan) {
    return this.unitOfWork.run([], async (tx) => {
      const kept = plan.state === 'EVALUATED' ? await this.plans.evaluation(tx, plan.planId) : null;
      return {
        planId: plan.planId,
        final: kept !== null,
        ...(kept ?? (await this.plans.evaluate(tx, plan))),
      };
    });
  }
}
