import { tellers } from './i5-versions-without-gap';
import { described, type Invariant } from './invariant';

/** What was told has been sent: nothing waits in an outbox for longer than the grace. */
export const outboxEmpty: Invariant = {
  id: 'I6',
  title: 'Rien n’attend d’être transmis',
  remedy: 'Kafka répond-il ? Une ligne refusée dit pourquoi dans outbox_pending.last_error.',
  needs: [],
  check: async (house) => {
    let checked = 0;
    const violations: string[] = [];
    for (const service of tellers(house)) {
      const late = await house.query<object>(
        service,
        `select topic, key, count(*) as facts, min(pending_since) as since, max(last_error) as error from outbox_pending
          where pending_since <= $1 group by topic, key`,
        [house.asOf],
      );
      const [{ n = 0 } = {}] = await house.query<{ n: number }>(
        service,
        'select count(*) as n from key_head',
      );
      checked += n;
      violations.push(...described(late).map((one) => `${service}: ${one}`));
    }
    return { checked, unit: 'clés', violations };
  },
};
