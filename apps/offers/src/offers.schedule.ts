import type { Transaction } from '#messaging/unit-of-work';
import { everySeconds } from '#service/schedule';
import { AlertUnanswered } from './commands/alert-unanswered';
import { EndSilentIntroduction } from './commands/end-silent-introduction';
import { ExpireOffer } from './commands/expire-offer';
import { PublishIfDue } from './commands/publish-if-due';
import { RemindHolder } from './commands/remind-holder';
import { SendPublications } from './commands/send-publications';
import { StartLateClock } from './commands/start-late-clock';

/** Finds ids by a due column; the command runs the pure rule again under the lock. */
const due = (table: string, column: string, id: string) => async (tx: Transaction, limit: number) => {
  const rows = await tx.query<{ id: string }>(
    `select ${id} as id from ${table} where ${column} <= $1 order by ${column}, ${id} limit $2 for update skip locked`,
    [tx.now, limit],
  );
  return rows.map((row) => row.id);
};

/** A run that finds less than a full page ends there: at most 200 offers are closed a run, whatever waits (BR-82). */
const fewerThanAPage = (limit: number): number => limit - 1;

const withoutClock = async (tx: Transaction, limit: number) => {
  const rows = await tx.query<{ id: string }>(
    `select o.offer_id as id from offer o
       join (select territory_id, max(position) as position from agreement_version group by territory_id) a using (territory_id)
      where o.commitment_days is null and o.status in ('OPEN', 'PAUSED') and o.agreements_seen < a.position
      order by o.offer_id limit $1`,
    [limit],
  );
  return rows.map((row) => row.id);
};

const orderKey = (text: string) => {
  const [offerId, cycle] = text.split(' ');
  return { offerId: offerId!, cycle: Number(cycle) };
};

const staleOffers = due('offer', 'expire_at', 'offer_id');

export const schedules = [
  everySeconds(5, 'start-late-clocks', { due: withoutClock, command: (id) => new StartLateClock(id) }),
  everySeconds(5, 'publish-due-offers', {
    due: due('offer', 'publish_at', 'offer_id'),
    command: (id) => new PublishIfDue(id),
  }),
  everySeconds(2, 'send-publications', { command: () => new SendPublications() }),
  everySeconds(60, 'alert-unanswered-publications', {
    due: due('publication', 'alert_at', "offer_id || ' ' || cycle"),
    command: (id) => new AlertUnanswered(orderKey(id)),
  }),
  everySeconds(30, 'remind-holders', {
    due: due('offer', 'remind_at', 'offer_id'),
    command: (id) => new RemindHolder(id),
  }),
  everySeconds(60, 'expire-stale-offers', {
    due: (tx, limit) => staleOffers(tx, fewerThanAPage(limit)),
    command: (id) => new ExpireOffer(id),
  }),
  everySeconds(60, 'end-silent-introductions', {
    due: due('introduction', 'silent_at', 'introduction_id'),
    command: (id) => new EndSilentIntroduction(id),
  }),
];
