import { ContactReported, EventRejected } from '#contracts/gateway';
import { project, projection } from '#messaging/projections';
import { columns } from './columns';

/**
 * When something came from each partner, refused things included: they came. What a first load brings counts on the
 * day when it happened, since it tells of the partner's habit and not of one evening (BR-122).
 */
export const feeds = projection('feeds', { tables: ['feed_event'] }, [
  project(ContactReported, (tx, table, facts) =>
    tx.query(
      `insert into ${table('feed_event')} (event_id, partner_id, at)
         select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) on conflict do nothing`,
      columns(
        facts,
        ({ data }) => data.reportId,
        ({ data }) => data.partnerId,
        ({ data }) =>
          data.backfill && data.occurredAt < data.receivedAt ? data.occurredAt : data.receivedAt,
      ),
    ),
  ),
  project(EventRejected, (tx, table, facts) =>
    tx.query(
      `insert into ${table('feed_event')} (event_id, partner_id, at)
         select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) on conflict do nothing`,
      columns(
        facts,
        ({ data }) => data.rejectionId,
        ({ data }) => data.partnerId,
        ({ data }) => data.receivedAt,
      ),
    ),
  ),
]);
