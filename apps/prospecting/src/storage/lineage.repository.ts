import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging/unit-of-work';

/** Where an employer stands from now on; null is outside every declared territory. */
export interface Move {
  readonly employerId: string;
  readonly territoryId: string | null;
}

/** Employers through their moves: one lineage, several SIRETs (BR-02). */
@Injectable()
export class LineageRepository {
  /**
   * Of these, the lineages that have changed their SIRET and that a lead or a running plan of another territory still
   * holds. Whoever never changed its SIRET did not move: its territory was drawn anew.
   */
  async movedOut(tx: Transaction, moves: readonly Move[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `with moved as (
         select t.id, t.territory from unnest($1::uuid[], $2::uuid[]) t(id, territory)
          where (select count(*) from employer_siret s where s.employer_id = t.id) > 1
       )
       select m.id from moved m join lead l on l.employer_id = m.id
        where l.ended_at is null and l.until > $3 and l.territory_id is distinct from m.territory
       union
       select m.id from moved m join plan_pair p on p.employer_id = m.id join plan_stream s on s.plan_id = p.plan_id
         join plan on plan.plan_id = p.plan_id
        where s.open and plan.territory_id is distinct from m.territory
       order by 1`,
      [moves.map((one) => one.employerId), moves.map((one) => one.territoryId), tx.now],
    );
    return rows.map((row) => row.id);
  }
}
