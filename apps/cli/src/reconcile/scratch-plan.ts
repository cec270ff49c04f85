import type { PlanInputs } from '#allocation/plan-inputs';
import { problemOf } from '#allocation/problem';

/** A plan of one prospect and one unit that has visits to spare: a place costs nothing, and the visit is all its worth. */
export function provenPlan(planId: string, unitId: string, employerId: string): string {
  const inputs: PlanInputs = {
    territoryId: employerId,
    planId,
    weights: {
      visitEffect: 500_000,
      hiresScale: 2,
      relationPercent: 20,
      travelPerKilometre: 1_250,
      incumbency: 30_000,
      publication: 10_000,
      nextBestMinimumPercent: 50,
    },
    rules: { floors: [], ceilings: [], coverage: [], floorPenalty: 500_000, coveragePenalty: 400_000 },
    affinities: {},
    segments: ['HIDDEN'],
    structures: [
      {
        structureId: unitId,
        partnerId: unitId,
        kind: 'PLIE',
        name: 'PLIE',
        capacity: 2,
        taken: 0,
        position: null,
      },
    ],
    employers: [
      {
        employerId,
        segment: 'HIDDEN',
        territoryClass: null,
        audience: 'TPE',
        expectedHires: 2,
        capturedShare: 0,
        position: null,
        knowledge: [],
        lockedBy: [],
        closedTo: [],
        incumbent: null,
        published: null,
        contactableFrom: null,
      },
    ],
    pins: [],
    forbids: [],
  };
  const worth = problemOf(inputs).instance.pairValue[0] ?? 0;
  return `
    create table plan (plan_id uuid, state text);
    create table plan_inputs (plan_id uuid, hash text, inputs jsonb);
    create table plan_proof (plan_id uuid, inputs_hash text, assigned_to int[], structure_prices float8[],
      bin_prices float8[], class_prices float8[], value bigint, primal bigint, dual bigint);
    create table plan_stream (plan_id uuid, position bigint);
    create table plan_event (plan_id uuid, position bigint, cause text);
    insert into plan values ('${planId}', 'RUNNING');
    insert into plan_inputs values ('${planId}', 'h', '${JSON.stringify(inputs)}');
    insert into plan_proof values ('${planId}', 'h', '{0}', '{0}', '{0}', '{}', ${worth}, ${worth}, ${worth});
    insert into plan_stream values ('${planId}', 1);
    insert into plan_event values ('${planId}', 1, 'x');`;
}
