import { Injectable } from '@nestjs/common';
import type { PartnerLoad } from '#allocation/inputs';
import type { UnassignedReason } from '#contracts/vocabulary';
import { NotFound } from '#domain/refused';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { type Evaluation, evaluationOf, type HeldVisit, type Plan } from '../domain/plan';

const COLUMNS = `plan_id as "planId", territory_id as "territoryId", name, first_day as "from", until_day as "until", state,
  version, policy_version as "policyVersion", segmentation_id as "segmentationId", inputs_hash as "inputsHash", voices,
  adopted_at as "adoptedAt", closed_on as "closedOn"`;

/** A line of a plan: one prospect with its partner, or with the reason why nobody has it. */
export interface PlanPair {
  readonly employerId: string;
  readonly partnerId: string | null;
  readonly unitId: string | null;
  readonly score: number | null;
  readonly rule: string | null;
  readonly because: string | null;
  readonly unassigned: UnassignedReason | null;
  readonly alreadyHeld: boolean;
}

/** Plans and their lines. */
@Injectable()
export class PlanRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Loads a plan under its lock, lets the rule decide, keeps what it came to. */
  change(planId: string, decide: (plan: Plan, tx: Transaction) => Promise<Plan> | Plan): Promise<Plan> {
    return this.unitOfWork.run([planId], async (tx) => {
      const plan = await this.get(tx, planId);
      const next = await decide(plan, tx);
      if (next !== plan) await this.save(tx, next);
      return next;
    });
  }

  async get(tx: Transaction, planId: string): Promise<Plan> {
    const [plan] = await tx.query<Plan>(`select ${COLUMNS} from plan where plan_id = $1`, [planId]);
    if (!plan) throw new NotFound('plan-unknown', 'Ce plan n’existe pas.');
    return plan;
  }

  list(tx: Transaction, territoryId: string | null): Promise<Plan[]> {
    return tx.query<Plan>(
      `select ${COLUMNS} from plan where $1::uuid is null or territory_id = $1 order by first_day desc, plan_id`,
      [territoryId],
    );
  }

  async save(tx: Transaction, plan: Plan): Promise<void> {
    await tx.query(
      `insert into plan (plan_id, territory_id, name, first_day, until_day, state, version, policy_version,
          segmentation_id, inputs_hash, voices, adopted_at, closed_on)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (plan_id) do update set state = excluded.state, version = excluded.version,
          policy_version = excluded.policy_version, segmentation_id = excluded.segmentation_id,
          inputs_hash = excluded.inputs_hash, voices = excluded.voices, adopted_at = excluded.adopted_at,
          closed_on = excluded.closed_on`,
      [
        plan.planId,
        plan.territoryId,
        plan.name,
        plan.from,
        plan.until,
        plan.state,
        plan.version,
        plan.policyVersion,
        plan.segmentationId,
        plan.inputsHash,
        JSON.stringify(plan.voices),
        plan.adoptedAt,
        plan.closedOn,
      ],
    );
  }

  pairs(tx: Transaction, planId: string): Promise<PlanPair[]> {
    return tx.query<PlanPair>(
      `select employer_id as "employerId", partner_id as "partnerId", unit_id as "unitId", score, rule, because, unassigned,
              already_held as "alreadyHeld"
         from plan_pair where plan_id = $1 order by employer_id`,
      [planId],
    );
  }

  async loads(tx: Transaction, planId: string): Promise<PartnerLoad[]> {
    const [row] = await tx.query<{ loads: PartnerLoad[] | null }>(
      'select loads from plan where plan_id = $1',
      [planId],
    );
    return row?.loads ?? [];
  }

  /** What adoption found of the lines: held by somebody already, or closed since the draft. */
  async settle(
    tx: Transaction,
    planId: string,
    held: readonly string[],
    closed: readonly { employerId: string; reason: UnassignedReason }[],
  ): Promise<void> {
    await tx.query(
      'update plan_pair set already_held = true where plan_id = $1 and employer_id = any($2::uuid[])',
      [planId, held],
    );
    await tx.query(
      `update plan_pair p set partner_id = null, unit_id = null, because = null, rule = null, unassigned = t.reason
         from unnest($2::uuid[], $3::text[]) t(id, reason) where p.plan_id = $1 and p.employer_id = t.id`,
      [planId, closed.map((one) => one.employerId), closed.map((one) => one.reason)],
    );
  }

  async keepEvaluation(tx: Transaction, planId: string, evaluation: Evaluation): Promise<void> {
    await tx.query('update plan set evaluation = $2 where plan_id = $1', [
      planId,
      JSON.stringify(evaluation),
    ]);
  }

  async evaluation(tx: Transaction, planId: string): Promise<Evaluation | null> {
    const [row] = await tx.query<{ evaluation: Evaluation | null }>(
      'select evaluation from plan where plan_id = $1',
      [planId],
    );
    return row?.evaluation ?? null;
  }

  /** Employers of the plan's pairs that somebody leads in its period already. */
  async alreadyHeld(tx: Transaction, plan: Plan, zone: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `select distinct p.employer_id as id from plan_pair p join lead l using (employer_id)
        where p.plan_id = $1 and p.partner_id is not null and l.territory_id = $2
          and l.during && tstzrange(greatest($3, $4::date::timestamp at time zone $6), $5::date::timestamp at time zone $6)`,
      [plan.planId, plan.territoryId, tx.now, plan.from, plan.until, zone],
    );
    return rows.map((row) => row.id);
  }

  /** Employers that the plan's leads still hold. */
  async employersLed(tx: Transaction, planId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      'select distinct employer_id as id from lead where plan_id = $1 and ended_at is null order by 1',
      [planId],
    );
    return rows.map((row) => row.id);
  }

  /** The plan's pairs against the visits held in its days, in its territory, each told once (BR-46, BR-98). */
  async evaluate(tx: Transaction, plan: Plan): Promise<Evaluation> {
    const pairs = await tx.query<{ employerId: string; partnerId: string }>(
      `select employer_id as "employerId", partner_id as "partnerId" from plan_pair
        where plan_id = $1 and partner_id is not null and not already_held`,
      [plan.planId],
    );
    const held = await tx.query<HeldVisit>(
      `select v.employer_id as "employerId", v.partner_id as "partnerId", v.first_contact as "firstContact"
         from visit v join employer_ref e using (employer_id) join territory_ref t using (territory_id)
        where t.territory_id = $1 and v.told_status = 'HELD' and v.channel = 'VISIT' and v.merged_into is null
          and v.told_at >= $2::date::timestamp at time zone t.zone
          and v.told_at < least($3::date, $4::date + 1)::timestamp at time zone t.zone`,
      [plan.territoryId, plan.from, plan.until, plan.closedOn ?? plan.until],
    );
    return evaluationOf(pairs, held);
  }

  /** The segmentation in force in a territory on a day. */
  async segmentationOn(tx: Transaction, territoryId: string, day: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>(
      `select segmentation_id as id from segmentation_ref where territory_id = $1 and effective_from <= $2
        order by version desc limit 1`,
      [territoryId, day],
    );
    return row?.id ?? null;
  }
}
