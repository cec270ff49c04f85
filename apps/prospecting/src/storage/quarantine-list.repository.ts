import { Injectable } from '@nestjs/common';
import { NATIONAL_POLICY } from '#contracts/policy';
import { addDays, daysBetween, localDateOf, PARIS } from '#domain/local-date';
import { UnitOfWork } from '#messaging/unit-of-work';
import { midnight } from '../domain/midnight';

/** To correct: it has waited so long that nobody but its partner can help (BR-50). */
export const QUARANTINE_STATES = ['TO_CORRECT', 'WAITING'] as const;
export type QuarantineState = (typeof QUARANTINE_STATES)[number];

interface Row {
  reportId: string;
  eventId: string;
  visitId: string;
  sourceSystem: string;
  unitId: string | null;
  siret: string;
  occurredAt: Date;
  receivedAt: Date;
  quarantinedAt: Date;
}

/**
 * The last word on each visit that waits: one that was cancelled, or told since of a known employer, waits for nobody.
 * An agent reads its unit's ($3), its whole partner otherwise.
 */
const WAITING = `
  select w.* from (
    select distinct on (q.report->>'visitId', q.report->>'sourceSystem')
           q.report_id as "reportId", q.report->>'eventId' as "eventId", q.report->>'visitId' as "visitId",
           q.report->>'sourceSystem' as "sourceSystem", (q.report->>'unitId')::uuid as "unitId", q.siret,
           (q.report->>'occurredAt')::timestamptz as "occurredAt", (q.report->>'receivedAt')::timestamptz as "receivedAt",
           min(q.quarantined_at) over (partition by q.report->>'visitId', q.report->>'sourceSystem') as "quarantinedAt",
           q.report->>'status' as status
      from quarantined_report q
     where q.partner_id = $1 and not exists (
             select 1 from visit v where v.visit_key = q.partner_id || ':' || (q.report->>'visitId')
                and v.source_system = q.report->>'sourceSystem' and v.revision >= (q.report->>'revision')::int)
     order by q.report->>'visitId', q.report->>'sourceSystem', (q.report->>'revision')::int desc
  ) w where w.status <> 'CANCELLED' and ($2::uuid is null or coalesce("unitId", $2) = $2)`;

/** Contacts whose employer nobody knows, as their own partner reads them (BR-50). */
@Injectable()
export class QuarantineListRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The oldest first; counts of both states. The employer is unknown, so its territory and its policy are too. */
  list(partnerId: string, unitId: string | null, state: QuarantineState, limit: number) {
    return this.unitOfWork.run([], async (tx) => {
      const today = localDateOf(tx.now);
      const before = midnight(addDays(today, 1 - NATIONAL_POLICY.quarantineDays), PARIS);
      const parameters = [partnerId, unitId, before];
      const [counts] = await tx.query<{ old: number; young: number }>(
        `select count(*) filter (where "quarantinedAt" < $3)::int as old,
                count(*) filter (where "quarantinedAt" >= $3)::int as young from (${WAITING}) w`,
        parameters,
      );
      const rows = await tx.query<Row>(
        `select * from (${WAITING}) w where ("quarantinedAt" < $3) = $4 order by "quarantinedAt", "reportId" limit $5`,
        [...parameters, state === 'TO_CORRECT', limit],
      );
      return {
        asOf: tx.now.toISOString(),
        counts: { toCorrect: counts!.old, waiting: counts!.young },
        items: rows.map((row) => itemOf(row, state, daysBetween(localDateOf(row.quarantinedAt), today))),
      };
    });
  }
}

const TO_DO: Readonly<Record<QuarantineState, string>> = {
  TO_CORRECT:
    'Vérifiez le SIRET. S’il est faux, renvoyez la visite avec le bon et une révision plus haute. S’il est juste, ajoutez cet établissement à votre fichier d’employeurs : le contact sera pris en compte aussitôt.',
  WAITING: 'Rien à faire pour l’instant : le contact sera pris en compte dès que l’employeur sera connu.',
};

const itemOf = (
  { unitId: _unit, occurredAt, receivedAt, quarantinedAt, ...row }: Row,
  state: QuarantineState,
  days: number,
) => ({
  reportId: row.reportId,
  eventId: row.eventId,
  visitId: row.visitId,
  sourceSystem: row.sourceSystem,
  siret: row.siret,
  occurredAt: occurredAt.toISOString(),
  receivedAt: receivedAt.toISOString(),
  quarantinedAt: quarantinedAt.toISOString(),
  waitingDays: days,
  reason: 'UNKNOWN_EMPLOYER',
  because: 'Aucun établissement de ce SIRET n’est connu dans les territoires de Concerto.',
  toDo: TO_DO[state],
});
