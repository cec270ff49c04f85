import { Injectable } from '@nestjs/common';
import type { ContactReported } from '#contracts/gateway';
import type { Transaction } from '#messaging/unit-of-work';

/** Reports whose employer is not known yet (BR-50): kept as they came, replayed when it is. */
@Injectable()
export class QuarantineRepository {
  /** Keeps reports; one that waits already stays as it is. */
  async keep(tx: Transaction, reports: readonly ContactReported[]): Promise<void> {
    await tx.query(
      `insert into quarantined_report (report_id, siret, partner_id, report, quarantined_at)
        select (r->>'reportId')::uuid, r->>'siret', (r->>'partnerId')::uuid, r, $2 from jsonb_array_elements($1::jsonb) r
       on conflict (report_id) do nothing`,
      [JSON.stringify(reports), tx.now],
    );
  }

  /** Forgets reports of visits that their partner has since told of a known employer, in a revision at least as high. */
  async correct(
    tx: Transaction,
    reports: readonly Pick<ContactReported, 'partnerId' | 'sourceSystem' | 'visitId' | 'revision'>[],
  ): Promise<void> {
    await tx.query(
      `delete from quarantined_report q
        using unnest($1::uuid[], $2::text[], $3::text[], $4::int[]) t(partner, source, visit, revision)
        where q.partner_id = t.partner and q.report->>'visitId' = t.visit and q.report->>'sourceSystem' = t.source
          and (q.report->>'revision')::int <= t.revision`,
      [
        reports.map((one) => one.partnerId),
        reports.map((one) => one.sourceSystem),
        reports.map((one) => one.visitId),
        reports.map((one) => one.revision),
      ],
    );
  }

  /** Takes out the reports that waited for these SIRETs, in the order in which they came. */
  async release(tx: Transaction, sirets: readonly string[]): Promise<ContactReported[]> {
    const rows = await tx.query<{ report: ContactReported }>(
      `with released as (delete from quarantined_report where siret = any($1) returning report, quarantined_at)
       select report from released order by quarantined_at, (report->>'receivedAt')::timestamptz, report->>'reportId'`,
      [sirets],
    );
    return rows.map((row) => row.report);
  }
}
