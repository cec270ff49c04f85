import { described, type Invariant } from './invariant';

/** Received = accepted + refused with a reason: what the gateway keeps is what it told, one for one. */
export const nothingUnaccounted: Invariant = {
  id: 'I9',
  title: 'Ce qui est reçu est accepté ou refusé avec sa raison, rien d’autre',
  remedy: 'Un compte rendu sans fait, ou un fait sans compte rendu : prévenir l’équipe, ne rien effacer.',
  needs: ['gateway'],
  check: async (house) => {
    const [{ n = 0 } = {}] = await house.query<{ n: number }>(
      'gateway',
      'select (select count(*) from report) + (select count(*) from rejection) as n',
    );
    const untold = await house.query<object>(
      'gateway',
      `select r.report_id as report from report r where not exists (
          select from event_log e where e.type = 'ContactReported.v1' and e.payload->>'reportId' = r.report_id::text)`,
    );
    const unkept = await house.query<object>(
      'gateway',
      `select e.payload->>'reportId' as report, e.event_id from event_log e left join report r on r.report_id::text = e.payload->>'reportId'
        where e.type = 'ContactReported.v1' and r.report_id is null`,
    );
    const doubled = await house.query<object>(
      'gateway',
      `select payload->>'reportId' as report, count(*) as facts from event_log where type = 'ContactReported.v1'
        group by 1 having count(*) > 1`,
    );
    const unsaid = await house.query<object>(
      'gateway',
      `select r.rejection_id as rejection from rejection r where not exists (
          select from event_log e where e.type = 'EventRejected.v1' and e.payload->>'rejectionId' = r.rejection_id::text)`,
    );
    return {
      checked: n,
      unit: 'messages reçus',
      violations: [untold, unkept, doubled, unsaid].flatMap(described),
    };
  },
};
