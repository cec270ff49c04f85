import { Injectable } from '@nestjs/common';
import { NotFound } from '#domain/refused';
import type { Transaction } from '#messaging/unit-of-work';
import type { Pin } from '../domain/pin';

/** The committee's pins and forbids; a removed one is kept, with its day. */
@Injectable()
export class PinRepository {
  /** Those that were not removed, ended ones included, oldest first. */
  of(tx: Transaction, planId: string): Promise<Pin[]> {
    return tx.query<Pin>(
      `select pin_id as "pinId", plan_id as "planId", employer_id as "employerId", unit_id as "unitId", kind, reason,
              until_day::text as until
         from plan_pin where plan_id = $1 and removed_at is null order by given_at, pin_id`,
      [planId],
    );
  }

  /** Keeps a word in the place of those that it contradicts: another pin of the employer, the contrary on the pair. */
  async give(tx: Transaction, pin: Pin, by: string): Promise<void> {
    await tx.query(
      `update plan_pin set removed_at = $1
        where plan_id = $2 and employer_id = $3 and removed_at is null and (unit_id = $4 or $5 = 'PIN' and kind = 'PIN')`,
      [tx.now, pin.planId, pin.employerId, pin.unitId, pin.kind],
    );
    await tx.query(
      `insert into plan_pin (pin_id, plan_id, employer_id, unit_id, kind, reason, until_day, given_by, given_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [pin.pinId, pin.planId, pin.employerId, pin.unitId, pin.kind, pin.reason, pin.until, by, tx.now],
    );
  }

  async remove(tx: Transaction, planId: string, pinId: string): Promise<void> {
    const rows = await tx.query(
      'update plan_pin set removed_at = $1 where plan_id = $2 and pin_id = $3 and removed_at is null returning pin_id',
      [tx.now, planId, pinId],
    );
    if (rows.length === 0)
      throw new NotFound('pin-unknown', 'Cette décision n’existe pas, ou a déjà été retirée.');
  }
}
