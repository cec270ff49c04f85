import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Cursor } from '../domain/cursor';

/** What became of an event, as its partner reads it. */
export interface EventFate {
  readonly reportId: string;
  readonly sourceSystem: string;
  readonly eventId: string;
  readonly visitId: string;
  readonly revision: number;
  readonly siret: string;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly status: string;
  readonly outcome: string | null;
  readonly employerId: string | null;
  readonly judgement: string | null;
  readonly justification: string | null;
  readonly reason: string | null;
  readonly coolDownUntil: Date | null;
}

/** A refusal, as its partner reads it. */
export interface RejectionRead {
  readonly rejectionId: string;
  readonly partnerId: string;
  readonly sourceSystem: string | null;
  readonly eventId: string | null;
  readonly reason: string;
  readonly detail: string;
  readonly pointer: string | null;
  readonly content: object;
  readonly receivedAt: Date;
  /** The instant to the microsecond, for the cursor. */
  readonly at: string;
}

/** What became of what partners sent: each reads its own. */
@Injectable()
export class Fates {
  constructor(private readonly dataSource: DataSource) {}

  /** The highest revision kept of an event of this partner, with what became of it. */
  async fateOf(partnerId: string, eventId: string, sourceSystem?: string): Promise<EventFate | undefined> {
    const rows = await this.dataSource.query<EventFate[]>(
      `${FATE} where r.partner_id = $1 and r.event_id = $2 and ($3::text is null or r.source_system = $3)
       order by r.revision desc, r.received_at desc limit 1`,
      [partnerId, eventId, sourceSystem ?? null],
    );
    return rows[0];
  }

  /** The last refusal of an event that was never kept. */
  async rejectionOf(partnerId: string, eventId: string): Promise<RejectionRead | undefined> {
    const rows = await this.dataSource.query<RejectionRead[]>(
      `${REJECTION} where partner_id = $1 and event_id = $2 order by received_at desc limit 1`,
      [partnerId, eventId],
    );
    return rows[0];
  }

  /** Refusals of a partner, or of all, in the order they came, after the cursor. */
  rejections(partnerId: string | null, after: Cursor | undefined, limit: number): Promise<RejectionRead[]> {
    return this.dataSource.query<RejectionRead[]>(
      `${REJECTION} where ($1::uuid is null or partner_id = $1)
         and ($2::timestamptz is null or (received_at, rejection_id) > ($2::timestamptz, $3::uuid))
       order by received_at, rejection_id limit $4`,
      [partnerId, after?.at ?? null, after?.id ?? null, limit],
    );
  }
}

const FATE = `
  select r.report_id as "reportId", r.source_system as "sourceSystem", r.event_id as "eventId",
         r.visit_id as "visitId", r.revision, r.siret, r.occurred_at as "occurredAt",
         r.received_at as "receivedAt", r.status, o.outcome, o.employer_id as "employerId", o.judgement,
         o.justification, o.reason, o.cool_down_until as "coolDownUntil"
  from report r left join report_outcome o using (report_id)`;

const REJECTION = `
  select rejection_id as "rejectionId", partner_id as "partnerId", source_system as "sourceSystem", event_id as "eventId", reason, detail,
         pointer, content, received_at as "receivedAt",
         to_char(received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
  from rejection`;
