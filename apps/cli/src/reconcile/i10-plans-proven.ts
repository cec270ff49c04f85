import type { PlanInputs } from '#allocation/plan-inputs';
import { problemOf } from '#allocation/problem';
import { verify } from '#allocation/verify';
import type { House } from './house';
import { described, type Invariant } from './invariant';

interface Proof {
  readonly plan: string;
  readonly hash: string;
  readonly proven: string;
  readonly inputs: PlanInputs;
  readonly assigned: number[];
  readonly structures: number[];
  readonly bins: number[];
  readonly classes: number[];
  readonly value: number;
  readonly primal: number;
  readonly dual: number;
}

/**
 * Each plan that the body adopted is the best for its frozen inputs: its stored prices prove it, judged by a check that
 * shares no code with the engine. And its engine was told everything that happened to its prospects since, in order.
 */
export const plansProven: Invariant = {
  id: 'I10',
  title: 'Chaque plan adopté est prouvé le meilleur, et son moteur a tout appris dans l’ordre',
  remedy: 'Ne pas recalculer le plan : comparer ses entrées gelées (plan_inputs) à sa preuve (plan_proof).',
  needs: ['prospecting'],
  check: async (house) => {
    const plans = await house.query<{ plan: string }>(
      'prospecting',
      `select plan_id as plan from plan join plan_proof using (plan_id)
        where state in ('ADOPTED', 'RUNNING', 'CLOSED', 'EVALUATED') order by 1`,
    );
    const unproven: string[] = [];
    // One at a time: the inputs of a territory are large.
    for (const { plan } of plans) unproven.push(...(await unprovenBy(house, plan)));
    const untold = await Promise.all([GAPS, UNTOLD].map((sql) => house.query<object>('prospecting', sql)));
    return {
      checked: plans.length,
      unit: 'plans',
      violations: [...unproven, ...untold.flatMap(described)],
    };
  },
};

async function unprovenBy(house: House, planId: string): Promise<string[]> {
  const [proof] = await house.query<Proof>(
    'prospecting',
    `select p.plan_id as plan, i.hash, p.inputs_hash as proven, i.inputs, p.assigned_to as assigned,
            p.structure_prices as structures, p.bin_prices as bins, p.class_prices as classes, p.value, p.primal, p.dual
       from plan_proof p join plan_inputs i using (plan_id) where p.plan_id = $1`,
    [planId],
  );
  if (!proof) return [`plan=${planId} sans entrées gelées`];
  if (proof.hash !== proof.proven) return [`plan=${planId} prouvé sur d’autres entrées`];
  const prices = {
    structure: Float64Array.from(proof.structures),
    bin: Float64Array.from(proof.bins),
    class: Float64Array.from(proof.classes),
  };
  const verdict = verify(problemOf(proof.inputs).instance, Int32Array.from(proof.assigned), prices);
  if (!verdict.optimal) return [`plan=${planId} ${verdict.because}`];
  const said = [proof.value, proof.primal, proof.dual].join(' ');
  const found = [verdict.value, verdict.dual, verdict.dual].join(' ');
  return said === found ? [] : [`plan=${planId} dit valoir ${said} et vaut ${found}`];
}

const GAPS = `
  select s.plan_id as plan, s.position as head, count(e.position) as events, max(e.position) as last
    from plan_stream s left join plan_event e using (plan_id) group by 1, 2
  having count(e.position) <> s.position or coalesce(max(e.position), 0) <> s.position`;

/** Leads of a plan whose beginning, visit or end its engine was not told. */
const UNTOLD = `
  with expected as (
    select plan_id, lead_id, 'begins' as what from lead join plan_stream using (plan_id)
    union all
    select plan_id, lead_id, 'visited' from lead join plan_stream using (plan_id) where visited_at is not null
    union all
    select plan_id, lead_id, 'ends' from lead join plan_stream using (plan_id)
     where ended_at is not null and visited_at is null and end_reason <> 'PLAN_CLOSED'
  )
  select x.plan_id as plan, x.lead_id as lead, x.what as untold from expected x
   where not exists (select from plan_event e where e.plan_id = x.plan_id and e.cause = x.lead_id || ' ' || x.what)`;
