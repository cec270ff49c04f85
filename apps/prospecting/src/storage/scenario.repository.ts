import { Injectable } from '@nestjs/common';
import { NotFound } from '#domain/refused';
import type { Transaction } from '#messaging/unit-of-work';
import type { Wishes } from '../domain/plan-wishes';

/** A what-if on a draft, as saved; `pins` and `forbids` come beside those of the draft. */
export interface Scenario {
  readonly scenarioId: string;
  readonly planId: string;
  readonly name: string;
  readonly wishes: Wishes;
  /** Hash of the draft's inputs that it was computed on, and what it came to there. */
  readonly inputsHash: string;
  readonly value: number;
  readonly assigned: number;
  readonly savedAt: Date;
  readonly retainedAt: Date | null;
}

export interface ScenarioComment {
  readonly commentId: string;
  readonly scenarioId: string;
  readonly partnerId: string | null;
  readonly text: string;
  readonly writtenAt: Date;
}

const COLUMNS = `scenario_id as "scenarioId", plan_id as "planId", name, inputs_hash as "inputsHash", value::float8 as value,
  assigned, saved_at as "savedAt", retained_at as "retainedAt",
  jsonb_build_object('rules', rules, 'capacities', capacities, 'pins', pins, 'forbids', forbids) as wishes`;

/** Scenarios of drafts, and what members of the committee write under them. */
@Injectable()
export class ScenarioRepository {
  async save(tx: Transaction, scenario: Scenario, by: string): Promise<void> {
    const { rules, capacities, pins, forbids } = scenario.wishes;
    await tx.query(
      `insert into plan_scenario (scenario_id, plan_id, name, rules, capacities, pins, forbids, inputs_hash, value, assigned,
          saved_by, saved_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        scenario.scenarioId,
        scenario.planId,
        scenario.name,
        JSON.stringify(rules),
        JSON.stringify(capacities),
        JSON.stringify(pins),
        JSON.stringify(forbids),
        scenario.inputsHash,
        scenario.value,
        scenario.assigned,
        by,
        scenario.savedAt,
      ],
    );
  }

  list(tx: Transaction, planId: string): Promise<Scenario[]> {
    return tx.query<Scenario>(
      `select ${COLUMNS} from plan_scenario where plan_id = $1 order by saved_at, scenario_id`,
      [planId],
    );
  }

  async get(tx: Transaction, planId: string, scenarioId: string): Promise<Scenario> {
    const [scenario] = await tx.query<Scenario>(
      `select ${COLUMNS} from plan_scenario where plan_id = $1 and scenario_id::text = $2`,
      [planId, scenarioId],
    );
    if (!scenario) throw new NotFound('scenario-unknown', 'Ce scénario n’existe pas.');
    return scenario;
  }

  async retain(tx: Transaction, scenarioId: string): Promise<void> {
    await tx.query('update plan_scenario set retained_at = $2 where scenario_id = $1', [scenarioId, tx.now]);
  }

  async comment(tx: Transaction, comment: ScenarioComment, by: string): Promise<void> {
    await tx.query(
      `insert into scenario_comment (comment_id, scenario_id, partner_id, words, written_by, written_at)
        values ($1, $2, $3, $4, $5, $6)`,
      [comment.commentId, comment.scenarioId, comment.partnerId, comment.text, by, comment.writtenAt],
    );
  }

  comments(tx: Transaction, scenarioIds: readonly string[]): Promise<ScenarioComment[]> {
    return tx.query<ScenarioComment>(
      `select comment_id as "commentId", scenario_id as "scenarioId", partner_id as "partnerId", words as text,
              written_at as "writtenAt"
         from scenario_comment where scenario_id = any($1::uuid[]) order by written_at, comment_id`,
      [scenarioIds],
    );
  }
}
