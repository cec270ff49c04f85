import { described, type Invariant } from './invariant';

interface Report {
  report_id: string;
}

/** Every report that the gateway accepted came to one end in prospecting, and prospecting knows of no other. */
export const eachVisitOnce: Invariant = {
  id: 'I2',
  title: 'Chaque visite acceptée a produit son effet, une fois',
  remedy: 'Regardez les faits en attente (concerto parked ls), puis le journal de prospecting.',
  needs: ['gateway', 'prospecting'],
  check: async (house) => {
    const accepted = await house.query<Report>(
      'gateway',
      `select payload->>'reportId' as report_id from event_log where type = 'ContactReported.v1' and recorded_at <= $1`,
      [house.asOf],
    );
    const known = await house.query<Report>(
      'gateway',
      `select payload->>'reportId' as report_id from event_log where type = 'ContactReported.v1'`,
    );
    const judged = await house.query<Report>(
      'prospecting',
      `select distinct payload->>'reportId' as report_id from event_log
        where type in ('ContactRecorded.v1', 'ContactQuarantined.v1', 'ContactRefused.v1')`,
    );
    const waiting = await house.query<Report>(
      'prospecting',
      `select convert_from(body, 'UTF8')::json->>'reportId' as report_id from parked_fact where topic = 'gateway'
         and headers->>'ce_type' = 'ContactReported.v1'`,
    );
    const doubled = await house.query<object>(
      'prospecting',
      `select payload->>'reportId' as report, count(*) as times from event_log where type = 'ContactQuarantined.v1'
        group by 1 having count(*) > 1`,
    );
    const ended = new Set([...judged, ...waiting].map((one) => one.report_id));
    const received = new Set(known.map((one) => one.report_id));
    return {
      checked: accepted.length,
      unit: 'comptes rendus',
      violations: [
        ...accepted
          .filter((one) => !ended.has(one.report_id))
          .map((one) => `report=${one.report_id} sans effet`),
        ...judged
          .filter((one) => !received.has(one.report_id))
          .map((one) => `report=${one.report_id} jamais reçu`),
        ...described(doubled),
      ],
    };
  },
};
