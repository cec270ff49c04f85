import { Injectable } from '@nestjs/common';
import { NotFound } from '#domain/refused';
import { openUnit, type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { EmployerRefs } from '#service/employer-ref';
import type { Arbitration } from '../domain/arbitration';
import type { Sight } from '../domain/caller';
import { cardOf } from './employer-card';

const COLUMNS = `a.arbitration_id as "arbitrationId", a.territory_id as "territoryId", a.employer_id as "employerId",
  a.partner_id as "partnerId", a.unit_id as "unitId", a.lead_id as "leadId", a.taken_from as "takenFrom", a.reason,
  a.until, a.decided_at as "decidedAt", a.decided_by as "decidedBy", a.ended_at as "endedAt", a.ended_by as "endedBy"`;

/** With the state of the lead that it gave: it may have ended for another reason. */
interface ListedRow extends Arbitration {
  readonly leadEndedAt: Date | null;
  readonly leadEndReason: string | null;
}

/** Settlements of the coordination: who, why, until when; never erased. */
@Injectable()
export class ArbitrationRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly employers: EmployerRefs,
  ) {}

  async add(tx: Transaction, one: Arbitration): Promise<void> {
    await tx.query(
      `insert into arbitration (arbitration_id, territory_id, employer_id, partner_id, unit_id, lead_id, taken_from,
          reason, until, decided_at, decided_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        one.arbitrationId,
        one.territoryId,
        one.employerId,
        one.partnerId,
        one.unitId,
        one.leadId,
        one.takenFrom,
        one.reason,
        one.until,
        one.decidedAt,
        one.decidedBy,
      ],
    );
  }

  /** The employer of an arbitration never changes: it may be read without a lock. Another territory's does not exist. */
  async get(arbitrationId: string, territoryId: string | null): Promise<Arbitration> {
    const ask = (tx: Transaction) =>
      tx.query<Arbitration>(
        `select ${COLUMNS} from arbitration a where a.arbitration_id = $1 and a.territory_id = $2`,
        [arbitrationId, territoryId],
      );
    const open = openUnit();
    const [row] = await (open ? ask(open) : this.unitOfWork.run([], ask));
    if (!row)
      throw new NotFound(
        'arbitration-unknown',
        'Cet arbitrage n’existe pas, ou n’est pas de votre territoire.',
      );
    return row;
  }

  async end(tx: Transaction, arbitrationId: string, by: string): Promise<void> {
    await tx.query('update arbitration set ended_at = $2, ended_by = $3 where arbitration_id = $1', [
      arbitrationId,
      tx.now,
      by,
    ]);
  }

  /** Those of a territory, or those that concern a partner: given to it or taken from it. Latest first. */
  page(sight: Sight, inForce: boolean, limit: number) {
    return this.unitOfWork.run([], async (tx) => {
      const rows = await tx.query<ListedRow>(
        `select ${COLUMNS}, l.ended_at as "leadEndedAt", l.end_reason as "leadEndReason"
           from arbitration a join lead l using (lead_id)
          where ($1::uuid is null or a.territory_id = $1)
            and ($2::uuid is null or a.partner_id = $2 or $2 = any(a.taken_from))
            and (not $3::boolean or (l.ended_at is null and a.until > $4))
          order by a.decided_at desc, a.arbitration_id limit $5`,
        [
          sight.of === 'territory' ? sight.territoryId : null,
          sight.of === 'territory' ? null : sight.partnerId,
          inForce,
          tx.now,
          limit,
        ],
      );
      const employers = await this.employers.byId([...new Set(rows.map((row) => row.employerId))]);
      return rows.flatMap((row) => {
        const employer = employers.get(row.employerId);
        const inForceNow = row.leadEndedAt === null && row.until > tx.now;
        return employer ? [{ ...row, inForce: inForceNow, employer: cardOf(employer) }] : [];
      });
    });
  }
}
