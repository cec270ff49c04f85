import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Decision } from '#domain/decision';
import { NotFound } from '#domain/refused';
import { openUnit, type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import { type Recontact, withdraw } from '../domain/recontact';

const RECONTACT = `recontact_id as "recontactId", campaign_id as "campaignId", employer_id as "employerId",
  territory_id as "territoryId", fap_code as "fapCode", positions, seasonal, difficult, hiring_month as "hiringMonth",
  due_at as "dueAt", state, partner_id as "partnerId", unit_id as "unitId", call_only as "callOnly",
  not_before as "notBefore", attempts::text[] as attempts, outcome, hired, still_open as "stillOpen",
  postponed_to as "postponedTo", closed_at as "closedAt"`;

export interface Page {
  readonly partnerId: string | null;
  /** Only those of this unit, or of none; absent for the whole partner. */
  readonly unit?: { readonly id: string | null };
  readonly territoryId: string | null;
  readonly closed: boolean;
  readonly after: string | null;
  readonly limit: number;
}

/** Recontacts: communicable answers only, and of them only what a partner may know. */
@Injectable()
export class RecontactsRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  async find(recontactId: string): Promise<Recontact | undefined> {
    const [row] = await this.query<Recontact>(`select ${RECONTACT} from recontact where recontact_id = $1`, [
      recontactId,
    ]);
    return row;
  }

  /** In the order of their ids, which is the order in which the answers arrived. */
  page({ partnerId, unit, territoryId, closed, after, limit }: Page): Promise<Recontact[]> {
    return this.query<Recontact>(
      `select ${RECONTACT} from recontact
        where ($1::uuid is null or partner_id = $1) and ($2 or unit_id is null or unit_id = $7::uuid)
          and ($3::uuid is null or territory_id = $3) and (state = 'CLOSED') = $4 and state <> 'DUE'
          and ($5::uuid is null or recontact_id > $5)
        order by recontact_id limit $6`,
      [partnerId, unit === undefined, territoryId, closed, after, limit, unit?.id ?? null],
    );
  }

  /**
   * Lets the rule decide under the lock of the employer, keeps the state and tells the facts. NotFound when the
   * recontact does not exist, or no longer: withdrawn or purged.
   */
  async change(
    recontactId: string,
    decide: (recontact: Recontact, now: Date) => Decision<Recontact> | Promise<Decision<Recontact>>,
  ): Promise<Recontact> {
    const known = (await this.find(recontactId)) ?? unknown();
    return this.unitOfWork.run([known.employerId], async (tx) => {
      const recontact = (await this.find(recontactId)) ?? unknown();
      const { state, facts } = await decide(recontact, tx.now);
      if (state !== recontact) await this.save(tx, state);
      tx.tell(facts);
      return state;
    });
  }

  /** Forgets a recontact whose consent was taken back, and the answer with it; a tombstone keeps it from coming again. */
  async withdraw(recontactId: string, admit: (recontact: Recontact) => void): Promise<void> {
    const known = (await this.find(recontactId)) ?? unknown();
    await this.unitOfWork.run([known.employerId], async (tx) => {
      const recontact = (await this.find(recontactId)) ?? unknown();
      admit(recontact);
      await this.forget(tx, [recontact]);
    });
  }

  /** The same for several at once; the caller holds the locks of their employers. */
  async forget(
    tx: Transaction,
    recontacts: readonly Pick<Recontact, 'recontactId' | 'employerId'>[],
  ): Promise<void> {
    const ids = recontacts.map(({ recontactId }) => recontactId);
    await tx.query('delete from recontact where recontact_id = any($1::uuid[])', [ids]);
    await tx.query(
      `update intention set communicable = false, withdrawn_at = $2, siret = null, positions = null, seasonal = null,
          difficult = null, hiring_month = null where intention_id = any($1::uuid[])`,
      [ids, tx.now],
    );
    tx.tell(recontacts.flatMap((recontact) => withdraw(recontact, tx.now).facts));
  }

  async save(tx: Transaction, recontact: Recontact): Promise<void> {
    await tx.query(
      `insert into recontact (recontact_id, campaign_id, employer_id, territory_id, fap_code, positions, seasonal,
          difficult, hiring_month, due_at, state, partner_id, unit_id, call_only, not_before, attempts, outcome, hired,
          still_open, postponed_to, closed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::date[], $17, $18, $19, $20, $21)
       on conflict (recontact_id) do update set state = excluded.state, partner_id = excluded.partner_id,
         unit_id = excluded.unit_id, call_only = excluded.call_only, not_before = excluded.not_before,
         attempts = excluded.attempts, outcome = excluded.outcome, hired = excluded.hired,
         still_open = excluded.still_open, postponed_to = excluded.postponed_to, closed_at = excluded.closed_at`,
      [
        recontact.recontactId,
        recontact.campaignId,
        recontact.employerId,
        recontact.territoryId,
        recontact.fapCode,
        recontact.positions,
        recontact.seasonal,
        recontact.difficult,
        recontact.hiringMonth,
        recontact.dueAt,
        recontact.state,
        recontact.partnerId,
        recontact.unitId,
        recontact.callOnly,
        recontact.notBefore,
        recontact.attempts,
        recontact.outcome,
        recontact.hired,
        recontact.stillOpen,
        recontact.postponedTo,
        recontact.closedAt,
      ],
    );
  }

  private query<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return openUnit()?.query<Row>(sql, parameters) ?? this.dataSource.query<Row[]>(sql, parameters);
  }
}

function unknown(): never {
  throw new NotFound('recontact-unknown', 'Ce recontact n’existe pas, ou n’est pas le vôtre.');
}
