import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging/unit-of-work';
import type { CausedEvent } from '../domain/plan-event';

/** What running plans are told, in the order of commits: the one food of their engine. */
@Injectable()
export class PlanEventRepository {
  private readonly noted = new WeakMap<Transaction, CausedEvent[]>();

  /**
   * Tells running plans, with the decision that causes it: written as the unit's last work, so that a plan's head is
   * locked for no longer than a commit takes. Nothing is written when no running plan is concerned.
   */
  note(tx: Transaction, events: readonly CausedEvent[]): void {
    if (events.length === 0) return;
    const noted = this.noted.get(tx);
    if (noted) {
      noted.push(...events);
      return;
    }
    this.noted.set(tx, [...events]);
    tx.atEnd(() => this.write(tx));
  }

  /** Whether a running plan covers the employer: its engine proposes their next partner, nobody else does. */
  async covered(tx: Transaction, employerId: string): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from plan_stream s join plan_pair p using (plan_id) where s.open and p.employer_id = $1 limit 1`,
      [employerId],
    );
    return rows.length > 0;
  }

  /** Whether a cause was told after a position: who stands there will read of it. */
  async toldAfter(tx: Transaction, planId: string, position: number, cause: string): Promise<boolean> {
    const rows = await tx.query(
      'select 1 from plan_event where plan_id = $1 and cause = $2 and position > $3',
      [planId, cause, position],
    );
    return rows.length > 0;
  }

  private async write(tx: Transaction): Promise<void> {
    const byCause = new Map(
      (this.noted.get(tx) ?? []).map((one) => [`${one.planId ?? ''} ${one.cause}`, one] as const),
    );
    this.noted.delete(tx);
    const rows = [...byCause.values()].map(({ event, cause, planId }) => ({
      planId,
      employerId: 'employerId' in event ? event.employerId : null,
      event,
      cause,
    }));
    await tx.query('select note_plan_events($1::jsonb, $2)', [JSON.stringify(rows), tx.now]);
  }
}
