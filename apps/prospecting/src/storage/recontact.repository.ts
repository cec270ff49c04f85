import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging/unit-of-work';
import type { Recontact } from '../domain/recontact';

const COLUMNS = `recontact_id as "recontactId", employer_id as "employerId", campaign_id as "campaignId",
  fap_code as "fapCode", positions, seasonal, difficult, hiring_month as "hiringMonth", due_at as "dueAt", state,
  partner_id as "partnerId", unit_id as "unitId", call_only as "callOnly", not_before as "notBefore"`;

/** BMO recontacts, until they are over: then they are erased, as the answer behind them may have to be (BR-53). */
@Injectable()
export class RecontactRepository {
  async get(tx: Transaction, recontactId: string): Promise<Recontact | undefined> {
    const [row] = await tx.query<Recontact>(`select ${COLUMNS} from recontact where recontact_id = $1`, [
      recontactId,
    ]);
    return row;
  }

  of(tx: Transaction, employerIds: readonly string[]): Promise<Recontact[]> {
    return tx.query<Recontact>(
      `select ${COLUMNS} from recontact where employer_id = any($1::uuid[]) and state <> 'OVER' order by due_at, recontact_id`,
      [employerIds],
    );
  }

  /** Keeps a recontact; `tryAgainAt` is when one that found nobody is looked at anew. */
  async save(tx: Transaction, one: Recontact, tryAgainAt: Date | null = null): Promise<void> {
    await tx.query(
      `insert into recontact (recontact_id, employer_id, campaign_id, fap_code, positions, seasonal, difficult,
          hiring_month, due_at, state, partner_id, unit_id, call_only, not_before, try_again_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
       on conflict (recontact_id) do update set state = excluded.state, partner_id = excluded.partner_id,
          unit_id = excluded.unit_id, call_only = excluded.call_only, not_before = excluded.not_before,
          try_again_at = excluded.try_again_at`,
      [
        one.recontactId,
        one.employerId,
        one.campaignId,
        one.fapCode,
        one.positions,
        one.seasonal,
        one.difficult,
        one.hiringMonth,
        one.dueAt,
        one.state,
        one.partnerId,
        one.unitId,
        one.callOnly,
        one.notBefore,
        tryAgainAt,
      ],
    );
  }

  async forget(tx: Transaction, recontactIds: readonly string[]): Promise<void> {
    await tx.query('delete from recontact where recontact_id = any($1::uuid[])', [recontactIds]);
  }

  async forgetCampaign(tx: Transaction, campaignId: string): Promise<void> {
    await tx.query('delete from recontact where campaign_id = $1', [campaignId]);
  }
}
