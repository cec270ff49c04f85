import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging/unit-of-work';

/** An employer's own wish: which partner it wants to deal with, and what proves it (BR-37). */
export interface Preference {
  readonly preferenceId: string;
  readonly employerId: string;
  readonly partnerId: string;
  readonly proof: string;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  readonly recordedByPartner: string | null;
}

/** One preference an employer; earlier ones are kept with their end. */
@Injectable()
export class PreferenceRepository {
  async of(tx: Transaction, employerId: string): Promise<Preference | null> {
    const [row] = await tx.query<Preference>(
      `select preference_id as "preferenceId", employer_id as "employerId", partner_id as "partnerId", proof,
              recorded_at as "recordedAt", recorded_by as "recordedBy", recorded_by_partner as "recordedByPartner"
         from employer_preference where employer_id = $1 and ended_at is null`,
      [employerId],
    );
    return row ?? null;
  }

  /** In the place of an earlier one. */
  async add(tx: Transaction, one: Preference): Promise<void> {
    await this.end(tx, one.employerId);
    await tx.query(
      `insert into employer_preference (preference_id, employer_id, partner_id, proof, recorded_at, recorded_by,
          recorded_by_partner)
        values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        one.preferenceId,
        one.employerId,
        one.partnerId,
        one.proof,
        one.recordedAt,
        one.recordedBy,
        one.recordedByPartner,
      ],
    );
  }

  async end(tx: Transaction, employerId: string): Promise<void> {
    await tx.query(
      'update employer_preference set ended_at = $2 where employer_id = $1 and ended_at is null',
      [employerId, tx.now],
    );
  }
}
