import { localDateOf } from '#domain/local-date';
import { everySeconds } from '#service/schedule';
import { PurgeCampaign } from './commands/purge-campaign';
import { TellRecontactDue } from './commands/tell-recontact-due';

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

export const schedules = [
  // An answer whose employer is unknown, closed or outside every territory waits: nobody could be told to recontact it.
  everySeconds(5, 'tell-due-recontacts', {
    due: async (tx, limit) =>
      ids(
        await tx.query<{ id: string }>(
          `select i.intention_id as id from intention i
             join employer_siret s using (siret) join employer_ref e using (employer_id)
            where i.communicable and i.told_at is null and i.due_on <= $1
              and e.active and e.territory_id is not null
            order by i.due_on, i.intention_id limit $2`,
          [localDateOf(tx.now), limit],
        ),
      ),
    command: (id) => new TellRecontactDue(id),
  }),
  // At the latest on its day; earlier when the last agreement under which answers are communicated has ended (BR-59).
  everySeconds(60, 'purge-campaigns', {
    due: async (tx, limit) =>
      ids(
        await tx.query<{ id: string }>(
          `select c.campaign_id as id from campaign c
            where c.purged_at is null and (c.purge_on <= $1 or (
              exists (select from agreement_ref a where a.territory_id = c.territory_id and a.communicates
                        and a.ended_from between c.opened_on and $1)
              and not exists (select from agreement_ref a where a.territory_id = c.territory_id and a.communicates
                        and (a.ended_from is null or a.ended_from > $1))))
            order by c.purge_on, c.campaign_id limit $2`,
          [localDateOf(tx.now), limit],
        ),
      ),
    command: (id) => new PurgeCampaign(id),
  }),
];
