import { Injectable } from '@nestjs/common';
import { startOfLocalDay } from '#domain/local-date';
import type { Transaction } from '#messaging/unit-of-work';
import { type AgentCapacity, capacityOf } from '../domain/capacity';
import type { Plan } from '../domain/plan';
import type { CausedEvent } from '../domain/plan-event';

/** Visits that the units of a running plan have for it: absences, arrivals and what they do beside it move them. */
@Injectable()
export class PlanRoomRepository {
  /** At its adoption: what the frozen inputs say of each unit. A plan without an engine's inputs has no stream. */
  async open(tx: Transaction, plan: Plan, zone: string): Promise<void> {
    const rows = await tx.query<{ unitId: string; visits: number }>(
      `with opened as (
         insert into plan_stream (plan_id) select plan_id from plan_inputs where plan_id = $1 and inputs ? 'structures'
         on conflict do nothing returning plan_id
       )
       select (s->>'structureId')::uuid as "unitId", greatest(0, (s->>'capacity')::int - (s->>'taken')::int) as visits
         from opened join plan_inputs i using (plan_id), jsonb_array_elements(i.inputs->'structures') s`,
      [plan.planId],
    );
    const seen = await this.seen(
      tx,
      plan,
      zone,
      rows.map((row) => row.unitId),
    );
    await tx.query(
      'insert into plan_room select $1, * from unnest($2::uuid[], $3::int[], $4::int[]) on conflict do nothing',
      [
        plan.planId,
        rows.map((row) => row.unitId),
        rows.map((row) => row.visits),
        rows.map((row) => seen.get(row.unitId) ?? 0),
      ],
    );
  }

  async close(tx: Transaction, planId: string): Promise<void> {
    await tx.query('update plan_stream set open = false where plan_id = $1', [planId]);
  }

  /** Looks at every unit again, keeps what moved, and says so. Under the lock of the plan's key. */
  async lookAgain(tx: Transaction, plan: Plan, zone: string, cause: string): Promise<CausedEvent[]> {
    const rooms = await tx.query<{ unitId: string; visits: number; seen: number }>(
      'select unit_id as "unitId", visits, seen from plan_room where plan_id = $1 order by unit_id for update',
      [plan.planId],
    );
    const seen = await this.seen(
      tx,
      plan,
      zone,
      rooms.map((room) => room.unitId),
    );
    const moved = rooms.flatMap(({ unitId, visits, seen: before }) => {
      const after = seen.get(unitId) ?? 0;
      return after === before ? [] : [{ unitId, seen: after, visits: Math.max(0, visits + after - before) }];
    });
    if (moved.length === 0) return [];
    await tx.query(
      `update plan_room r set visits = t.visits, seen = t.seen
         from jsonb_to_recordset($2::jsonb) as t("unitId" uuid, visits int, seen int)
        where r.plan_id = $1 and r.unit_id = t."unitId"`,
      [plan.planId, JSON.stringify(moved)],
    );
    return moved.map(({ unitId, visits }) => ({
      event: { type: 'CAPACITY_CHANGED', unitId, visits },
      cause: `${cause} ${unitId}`,
      planId: plan.planId,
    }));
  }

  /** Whether the unit has a visit left for the plan; its row is locked, so that two proposals do not share one. */
  async hasRoom(tx: Transaction, planId: string, unitId: string): Promise<boolean> {
    const [room] = await tx.query<{ visits: number }>(
      'select visits from plan_room where plan_id = $1 and unit_id = $2 for update',
      [planId, unitId],
    );
    // Asked once the row is ours: a grant that was ahead of this one is counted.
    const [led] = await tx.query<{ n: number }>(
      `select count(*)::int as n from lead
        where plan_id = $1 and unit_id = $2 and (ended_at is null or visited_at is not null)`,
      [planId, unitId],
    );
    return (room?.visits ?? 0) > led!.n;
  }

  /** The partner of a unit that is open, when it works in the territory. */
  async partnerOf(tx: Transaction, unitId: string, territoryId: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>(
      `select u.partner_id as id from unit_ref u join partner_ref p using (partner_id)
        where u.unit_id = $1 and u.open and $2 = any(p.territory_ids)`,
      [unitId, territoryId],
    );
    return row?.id ?? null;
  }

  /** What the agents of each unit can hold in the plan's days (BR-26), less the leads that it has there beside the plan. */
  private async seen(
    tx: Transaction,
    plan: Plan,
    zone: string,
    unitIds: readonly string[],
  ): Promise<Map<string, number>> {
    const agents = await tx.query<AgentCapacity>(
      `select a.unit_id as "unitId", a.capacity_per_month as "capacityPerMonth", a.active,
              a.absent_from as "absentFrom", a.absent_until as "absentUntil"
         from agent_ref a join unit_ref u using (unit_id) where u.open and a.unit_id = any($1::uuid[])`,
      [unitIds],
    );
    const beside = await tx.query<{ unitId: string; n: number }>(
      `select unit_id as "unitId", count(*)::int as n from lead
        where unit_id = any($1::uuid[]) and plan_id is distinct from $2 and during && tstzrange($3, $4)
          and (visited_at >= $3 or (visited_at is null and ended_at is null)) group by 1`,
      [unitIds, plan.planId, startOfLocalDay(plan.from, zone), startOfLocalDay(plan.until, zone)],
    );
    const elsewhere = new Map(beside.map((row) => [row.unitId, row.n]));
    return new Map(
      unitIds.map((unitId) => {
        const own = agents.filter((agent) => agent.unitId === unitId);
        return [unitId, capacityOf(own, plan.from, plan.until) - (elsewhere.get(unitId) ?? 0)];
      }),
    );
  }
}
