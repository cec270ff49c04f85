import { ContactReported, EventRejected } from '#contracts/gateway';
import { project, projection } from '#messaging/projections';
import { columns } from './columns';

/** BR-48: received so long after it happened, an event is late. */
const LATE_MS = 3 * 24 * 3_600_000;

/**
 * When a contact was received, and the day on which it counts: that of its reception, or of its occurrence when it came
 * late, since it tells of that day. A first load was not the partner's doing: it only stands where it happened (BR-122).
 */
function timesOf({ occurredAt, receivedAt, backfill }: ContactReported): {
  received: string;
  counted: string;
} {
  const late = Date.parse(receivedAt) - Date.parse(occurredAt) > LATE_MS;
  if (backfill && occurredAt < receivedAt) return { received: occurredAt, counted: occurredAt };
  return { received: receivedAt, counted: late ? occurredAt : receivedAt };
}

/** What came from each partner, refused things included: they came. */
export const feeds = projection('feeds', { tables: ['feed_event'] }, [
  project(ContactReported, (tx, table, facts) =>
    tx.query(
      `insert into ${table('feed_event')} (event_id, partner_id, received_at, counted_at)
         select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[]) on conflict do nothing`,
      columns(
        facts,
        ({ data }) => data.reportId,
        ({ data }) => data.partnerId,
        ({ data }) => timesOf(data).received,
        ({ data }) => timesOf(data).counted,
      ),
    ),
  ),
  project(EventRejected, (tx, table, facts) =>
    tx.query(
      `insert into ${table('feed_event')} (event_id, partner_id, received_at, counted_at)
         select id, partner_id, at, at from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) t(id, partner_id, at)
       on conflict do nothing`,
      columns(
        facts,
        ({ data }) => data.rejectionId,
        ({ data }) => data.partnerId,
        ({ data }) => data.receivedAt,
      ),
    ),
  ),
]);
