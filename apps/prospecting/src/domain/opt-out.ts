import { factOf } from '#contracts/contract';
import { OptOutLifted, OptOutRecorded } from '#contracts/prospecting';
import type { OptOutPurpose } from '#contracts/vocabulary';
import type { ToldFact } from '#domain/decision';

/** An employer's opposition (BR-110): to what, by whom, for the site or the whole legal unit, until it lifts it. */
export interface OptOut {
  readonly optOutId: string;
  /** Null while the establishment is unknown: it stands from the start all the same (BR-111). */
  readonly employerId: string | null;
  readonly purpose: OptOutPurpose;
  /** Null: all partners. */
  readonly partnerId: string | null;
  readonly level: 'ESTABLISHMENT' | 'SIREN';
  readonly recordedAt: Date;
  readonly liftedAt: Date | null;
}

/** Whether an opposition in force bars this partner from this purpose. `null` asks whether it bars everybody. */
export function bars(
  optOuts: readonly OptOut[],
  purpose: Exclude<OptOutPurpose, 'ALL'>,
  partnerId: string | null,
): boolean {
  return optOuts.some(
    (one) =>
      one.liftedAt === null &&
      (one.purpose === purpose || one.purpose === 'ALL') &&
      (one.partnerId === null || one.partnerId === partnerId),
  );
}

/** The fact of an opposition, told once its employer is known. */
export function optOutFact(optOut: OptOut, employerId: string): ToldFact {
  const { optOutId, purpose, partnerId } = optOut;
  const recordedAt = optOut.recordedAt.toISOString();
  return factOf(OptOutRecorded, employerId, { optOutId, employerId, purpose, partnerId, recordedAt });
}

export const liftedFact = (optOutId: string, employerId: string, at: Date): ToldFact =>
  factOf(OptOutLifted, employerId, { optOutId, employerId, liftedAt: at.toISOString() });
