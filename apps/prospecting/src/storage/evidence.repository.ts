import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging/unit-of-work';
import type { Evidence } from '../domain/knowledge';

/** What partners did with employers: own visits, offers and hires seen, and what their files say (BR-21, BR-24). */
@Injectable()
export class EvidenceRepository {
  /**
   * Evidence by employer, in a stable order. A partner that gave an employer back as not its own loses what its file
   * said before (BR-33).
   */
  async of(tx: Transaction, employerIds: readonly string[]): Promise<Map<string, Evidence[]>> {
    const rows = await tx.query<Evidence & { employerId: string }>(
      `with asked as (select unnest($1::uuid[]) as employer_id),
       found as (
         select p.employer_id, p.partner_id, 'PREFERENCE' as kind, p.recorded_at::date as on_day
           from asked join employer_preference p using (employer_id) where p.ended_at is null
         union all
         select v.employer_id, v.partner_id, 'HELD_VISIT' as kind, v.told_at::date as on_day
           from asked join visit v using (employer_id)
          where v.told_status = 'HELD' and v.channel = 'VISIT' and v.merged_into is null
         union all
         select o.employer_id, o.partner_id, 'OFFER', o.collected_on from asked join offer_ref o using (employer_id)
         union all
         select h.employer_id, coalesce(h.introduced_by, o.partner_id), 'HIRE', h.filled_on
           from asked join hire_ref h using (employer_id) join offer_ref o using (offer_id)
         union all
         select k.employer_id, k.partner_id, 'SAID_' || k.relation, k.last_contact_on
           from asked join known_employer k using (employer_id)
          where not exists (select 1 from lead l where l.employer_id = k.employer_id and l.partner_id = k.partner_id
                              and l.release_reason = 'NOT_OUR_EMPLOYER' and l.ended_at::date >= k.last_contact_on)
       )
       select employer_id as "employerId", partner_id as "partnerId", kind, on_day as "on" from found
        order by employer_id, partner_id, on_day, kind`,
      [employerIds],
    );
    return grouped(rows, ({ employerId, ...evidence }) => evidence);
  }

  /** Partners with an open offer or an introduction under way, by employer (BR-24); a convention in a file is only said. */
  async locksOf(tx: Transaction, employerIds: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await tx.query<{ employerId: string; partnerId: string }>(
      `select employer_id as "employerId", partner_id as "partnerId" from offer_ref
        where open and employer_id = any($1::uuid[])
       union
       select employer_id, partner_id from introduction_ref where open and employer_id = any($1::uuid[])
       order by 1, 2`,
      [employerIds],
    );
    return grouped(rows, (row) => row.partnerId);
  }
}

function grouped<Row extends { employerId: string }, Value>(
  rows: readonly Row[],
  pick: (row: Row) => Value,
): Map<string, Value[]> {
  const all = new Map<string, Value[]>();
  for (const row of rows) {
    const own = all.get(row.employerId);
    if (own) own.push(pick(row));
    else all.set(row.employerId, [pick(row)]);
  }
  return all;
}
