import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging/unit-of-work';
import type { Kept } from '../domain/judge-report';
import type { Visit } from '../domain/read-visit';

/** A report to keep: the visit as read, who sent it, and the hash of its content. */
export interface Report extends Visit, Kept {
  readonly partnerId: string;
  readonly unitId: string | null;
  readonly agentId: string | null;
}

export interface Rejection {
  readonly rejectionId: string;
  readonly partnerId: string;
  readonly sourceSystem: string | null;
  readonly eventId: string | null;
  readonly reason: string;
  readonly detail: string;
  readonly pointer: string | null;
  readonly content: object;
  readonly contentHash: string;
}

/** Reports as received, and those refused: written by the batch, one statement each. */
@Injectable()
export class ReportRepository {
  /**
   * Keeps the reports that are new and gives back their ids: what is not among them was kept before, or stands under a
   * revision that came already. Sorted, so that two batches with the same events wait for each other in one order.
   */
  async keep(tx: Transaction, reports: readonly Report[]): Promise<Set<string>> {
    if (reports.length === 0) return new Set();
    const rows = await tx.query<{ report_id: string }>(KEEP, [
      reports[0]!.partnerId,
      reports[0]!.unitId,
      reports[0]!.agentId,
      tx.now,
      ...columnsOf(reports),
    ]);
    return new Set(rows.map((row) => row.report_id));
  }

  /** Every kept revision of these events of the partner. */
  kept(tx: Transaction, partnerId: string, events: readonly Kept[]): Promise<Kept[]> {
    return tx.query<Kept>(
      `select r.report_id as "reportId", r.source_system as "sourceSystem", r.event_id as "eventId",
              r.revision, r.content_hash as "contentHash"
       from (select distinct s, e from unnest($2::text[], $3::text[]) t(s, e)) wanted
       join report r on r.partner_id = $1 and r.source_system = s and r.event_id = e`,
      [partnerId, events.map((one) => one.sourceSystem), events.map((one) => one.eventId)],
    );
  }

  /** Keeps refusals, the same content once; gives back the ids of those that are new. */
  async reject(tx: Transaction, rejections: readonly Rejection[]): Promise<Set<string>> {
    if (rejections.length === 0) return new Set();
    const rows = await tx.query<{ rejection_id: string }>(
      `insert into rejection (rejection_id, partner_id, source_system, event_id, reason, detail, pointer,
                              content, content_hash, received_at)
       select id, $1, s, e, reason, detail, pointer, content, hash, $2
       from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::jsonb[], $10::text[])
            t(id, s, e, reason, detail, pointer, content, hash)
       order by hash on conflict (partner_id, content_hash) do nothing returning rejection_id`,
      [
        rejections[0]!.partnerId,
        tx.now,
        rejections.map((one) => one.rejectionId),
        rejections.map((one) => one.sourceSystem),
        rejections.map((one) => one.eventId),
        rejections.map((one) => one.reason),
        rejections.map((one) => one.detail),
        rejections.map((one) => one.pointer),
        rejections.map((one) => JSON.stringify(one.content)),
        rejections.map((one) => one.contentHash),
      ],
    );
    return new Set(rows.map((row) => row.rejection_id));
  }
}

/** The unit of a batch is that of its key or person: one value for all. */
const KEEP = `
  insert into report (report_id, partner_id, unit_id, agent_id, source_system, event_id, visit_id, revision,
    content_hash, siret, occurred_at, received_at, status, channel, initiative, joint_with, not_before, backfill)
  select t.id, $1, $2, $3, t.s, t.e, t.visit, t.revision, t.hash, t.siret, t.occurred, $4, t.status, t.channel,
         t.initiative, t.joint::uuid[], t.not_before, t.backfill
  from unnest($5::uuid[], $6::text[], $7::text[], $8::text[], $9::int[], $10::text[], $11::text[],
              $12::timestamptz[], $13::text[], $14::text[], $15::text[], $16::text[], $17::timestamptz[],
              $18::boolean[])
       t(id, s, e, visit, revision, hash, siret, occurred, status, channel, initiative, joint, not_before, backfill)
  -- One look at the index for each line: a join would read the whole table while its statistics are old.
  where t.revision >= coalesce((select max(r.revision) from report r
                                where r.partner_id = $1 and r.source_system = t.s and r.event_id = t.e), 0)
  order by t.s, t.e, t.revision
  on conflict (partner_id, source_system, event_id, revision) do nothing
  returning report_id`;

const columnsOf = (reports: readonly Report[]): unknown[] => [
  reports.map((one) => one.reportId),
  reports.map((one) => one.sourceSystem),
  reports.map((one) => one.eventId),
  reports.map((one) => one.visitId),
  reports.map((one) => one.revision),
  reports.map((one) => one.contentHash),
  reports.map((one) => one.siret),
  reports.map((one) => one.occurredAt),
  reports.map((one) => one.status),
  reports.map((one) => one.channel),
  reports.map((one) => one.initiative),
  reports.map((one) => `{${one.jointWith.join(',')}}`),
  reports.map((one) => one.notBefore),
  reports.map((one) => one.backfill),
];
