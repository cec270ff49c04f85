import { Injectable } from '@nestjs/common';
import type { Justification } from '#contracts/vocabulary';
import { localDateOf, PARIS } from '#domain/local-date';
import { Invalid } from '#domain/refused';
import { type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import type { LeadNotice } from '../domain/lead-notice';
import { cardOf } from './employer-card';
import { LEAD_COLUMNS } from './lead.rows';

interface EventRow {
  writtenBy: string;
  seq: number;
  kind: 'GRANTED' | 'ENDED' | 'CONTACTED';
  at: Date;
  leadId: string;
  employerId: string;
  unitId: string | null;
  from: Date;
  until: Date;
  origin: string;
  because: string;
  respondBy: Date;
  endReason: string | null;
  agentId: string | null;
  contactNetwork: string | null;
  contactAt: Date | null;
  contactInitiative: string | null;
  contactJustification: Justification | null;
  contactWithdrawn: boolean | null;
  zone: string | null;
}

/**
 * What began and ended for a partner, in an order that no later commit can change: only rows older than every open
 * transaction are read, so that nothing can appear behind a cursor already given.
 */
@Injectable()
export class AssignmentRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly employers: EmployerRefs,
  ) {}

  /** Tells leads of contacts of others; one that was told already is left out. */
  async noteContacts(tx: Transaction, notices: readonly LeadNotice[]): Promise<void> {
    if (notices.length === 0) return;
    await tx.query(
      `insert into assignment_event (partner_id, lead_id, kind, at, visit_key)
         select partner, lead, 'CONTACTED', $4, visit from unnest($1::uuid[], $2::uuid[], $3::text[]) t(partner, lead, visit)
       on conflict (lead_id, visit_key) where visit_key is not null do nothing`,
      [
        notices.map((one) => one.partnerId),
        notices.map((one) => one.leadId),
        notices.map((one) => one.visitKey),
        tx.now,
      ],
    );
  }

  /** A page after the cursor; `next` is always given: a reader keeps it and comes back with it. */
  page(partnerId: string, cursor: string | null, limit: number) {
    const [writtenBy, seq] = cursor === null ? ['0', 0] : positionOf(cursor);
    return this.unitOfWork.run([], async (tx) => {
      const settled = await settledBefore(tx);
      const rows = await tx.query<EventRow>(
        `select e.written_by::text as "writtenBy", e.seq, e.kind, e.at, ${LEAD_COLUMNS},
                (select s.agent_id from lease s where s.lead_id = l.lead_id and s.ended_at is null) as "agentId",
                p.kind as "contactNetwork", v.told_at as "contactAt", v.initiative as "contactInitiative",
                v.justification as "contactJustification",
                v.told_status <> 'HELD' or v.merged_into is not null as "contactWithdrawn",
                (select t.zone from territory_ref t where t.territory_id = l.territory_id) as zone
           from assignment_event e join lead l using (lead_id) left join visit v using (visit_key)
             left join partner_ref p on p.partner_id = v.partner_id
          where e.partner_id = $1 and e.written_by < $5::xid8
            and (e.written_by, e.seq) > ($2::xid8, $3::bigint)
          order by e.written_by, e.seq limit $4`,
        [partnerId, writtenBy, seq, limit + 1, settled],
      );
      const page = rows.slice(0, limit);
      const employers = await this.employers.byId(page.map((row) => row.employerId));
      const last = page.at(-1);
      return {
        asOf: tx.now.toISOString(),
        items: page.flatMap((row) => {
          const employer = employers.get(row.employerId);
          return employer ? [itemOf(row, cardOf(employer))] : [];
        }),
        next: last ? cursorOf(last) : (cursor ?? cursorOf({ writtenBy: '0', seq: 0 })),
        more: rows.length > limit,
      };
    });
  }
}

/**
 * The transaction before which everything of this database has been committed or undone. PostgreSQL's own horizon spans
 * all databases of the server: a long import of another service would hold back what partners read. Asked before the
 * rows are, so that whatever is older is already visible to that question; it errs on the early side.
 */
async function settledBefore(tx: Transaction): Promise<string> {
  const [row] = await tx.query<{ horizon: string }>(
    `select (pg_snapshot_xmax(pg_current_snapshot())::text::bigint
             - coalesce(max(greatest(age(a.backend_xid), 0)), 0))::text as horizon
       from pg_stat_activity a where a.datname = current_database() and a.backend_xid is not null`,
  );
  return row!.horizon;
}

function itemOf(row: EventRow, employer: ReturnType<typeof cardOf>) {
  const { kind, leadId, unitId, agentId, origin, because } = row;
  return {
    kind,
    at: row.at.toISOString(),
    leadId,
    unitId,
    agentId,
    employer,
    origin,
    because,
    from: row.from.toISOString(),
    until: row.until.toISOString(),
    respondBy: row.respondBy.toISOString(),
    endReason: kind === 'ENDED' ? row.endReason : null,
    contact: contactOf(row),
  };
}

/** BR-14: of another partner's contact the network and the day, and why it was made when that justifies it. */
function contactOf(row: EventRow) {
  if (row.kind !== 'CONTACTED' || !row.contactAt || !row.contactNetwork) return null;
  return {
    network: row.contactNetwork,
    on: localDateOf(row.contactAt, row.zone ?? PARIS),
    justification: row.contactInitiative === 'EMPLOYER' ? 'EMPLOYER_REQUEST' : row.contactJustification,
    withdrawn: row.contactWithdrawn ?? false,
  };
}

const cursorOf = ({ writtenBy, seq }: { writtenBy: string; seq: number }): string =>
  Buffer.from(`${writtenBy}.${seq}`).toString('base64url');

function positionOf(cursor: string): [string, number] {
  const match = /^(\d{1,20})\.(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (!match)
    throw new Invalid(
      'cursor-unreadable',
      'Ce curseur n’est pas de ceux que nous donnons : reprenez du début, sans curseur.',
    );
  return [match[1]!, Number(match[2])];
}
