import { planFor } from '#allocation/plan-for';
import type { PlanInputs } from '#allocation/plan-inputs';
import { employer, planInputs, structure } from '../allocation/given-plan';
import type { ServiceUnderTest } from '../support/service-under-test';
import { COORDINATOR, dayFromNow, METZ } from './territory-of-metz';

export interface EnginePlan {
  readonly planId: string;
  readonly inputs: PlanInputs;
}

/** A running plan of the engine on small round numbers: each prospect is worth a little less than the one before. */
export async function runningPlan(
  service: Pick<ServiceUnderTest, 'http' | 'query'>,
  members: readonly { partnerId: string }[],
  own: { beforeAdoption?: () => Promise<unknown> } = {},
): Promise<EnginePlan> {
  const pilot = service.http(COORDINATOR);
  const body = { name: 'Plan', from: dayFromNow(0), until: dayFromNow(90) };
  const { planId } = (await pilot.post<{ planId: string }>('/v1/plans', body)).body;
  const act = (name: string, of?: object) => pilot.post(`/v1/plans/${planId}/${name}`, of);
  expect((await act('allocate')).status).toBe(200);
  const inputs = await roundInputs(service, planId);
  await keep(service, inputs);
  await act('submit');
  for (const { partnerId } of members) await act('voices', { partnerId, inFavour: true });
  await own.beforeAdoption?.();
  expect((await act('adopt')).status).toBe(200);
  return { planId, inputs };
}

async function roundInputs(service: Pick<ServiceUnderTest, 'query'>, planId: string): Promise<PlanInputs> {
  const units = await service.query<{ unitId: string; partnerId: string; visits: number }>(
    `select unit_id as "unitId", partner_id as "partnerId", sum(capacity_per_month)::int as visits
       from agent_ref where active group by 1, 2 order by 1`,
  );
  const employers = await service.query<{ id: string }>(
    'select employer_id as id from plan_pair where plan_id = $1 order by 1',
    [planId],
  );
  return planInputs(
    units.map(({ unitId, partnerId, visits }) =>
      structure(unitId, { partnerId, capacity: Math.floor((visits * 90) / 30.4375) }),
    ),
    employers.map(({ id }, n) => employer(id, { expectedHires: employers.length - n })),
    { planId, territoryId: METZ },
  );
}

async function keep(service: Pick<ServiceUnderTest, 'query'>, inputs: PlanInputs): Promise<void> {
  const { assignments, unassigned } = planFor(inputs);
  const partnerOf = new Map(inputs.structures.map((one) => [one.structureId, one.partnerId]));
  await service.query('update plan_inputs set inputs = $2 where plan_id = $1', [
    inputs.planId,
    JSON.stringify(inputs),
  ]);
  await service.query('delete from plan_pair where plan_id = $1', [inputs.planId]);
  await service.query(
    `insert into plan_pair (plan_id, employer_id, partner_id, unit_id, score, because, unassigned)
      select $1, employer_id, partner_id, unit_id, 0, because, unassigned
        from jsonb_to_recordset($2::jsonb) as t(employer_id uuid, partner_id uuid, unit_id uuid, because text, unassigned text)`,
    [
      inputs.planId,
      JSON.stringify([
        ...assignments.map((one) => ({
          employer_id: one.employerId,
          partner_id: partnerOf.get(one.structureId),
          unit_id: one.structureId,
          because: 'Le plan.',
          unassigned: null,
        })),
        ...unassigned.map((one) => ({ employer_id: one.employerId, unassigned: 'CAPACITY_EXHAUSTED' })),
      ]),
    ],
  );
}
