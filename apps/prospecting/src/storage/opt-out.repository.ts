import { Injectable } from '@nestjs/common';
import { sirenOf } from '#domain/siret';
import { openUnit, type Transaction, UnitOfWork } from '#messaging/unit-of-work';
import type { OptOut } from '../domain/opt-out';

const COLUMNS = `o.opt_out_id as "optOutId", o.employer_id as "employerId", o.purpose, o.partner_id as "partnerId",
  o.level, o.recorded_at as "recordedAt", o.lifted_at as "liftedAt"`;

/** What is kept of an opposition beside the rule's own state (BR-112). */
export interface OptOutRecord extends OptOut {
  readonly siret: string;
  readonly requester: string;
  readonly reason: string | null;
  readonly recordedBy: string;
  readonly recordedByPartner: string | null;
}

/** The suppression list. A subject is known by a keyed hash: it survives erasure, merge and re-import (BR-111). */
@Injectable()
export class OptOutRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The known establishments of a legal unit. */
  async establishmentsOf(siren: string): Promise<string[]> {
    const ask = (tx: Transaction) =>
      tx.query<{ id: string }>(
        `select employer_id as id from employer_ref where siret like $1 || '%' order by employer_id`,
        [siren],
      );
    const open = openUnit();
    const rows = await (open ? ask(open) : this.unitOfWork.run([], ask));
    return rows.map((row) => row.id);
  }

  /**
   * Oppositions in force, by employer: its own, whatever SIRET it has taken since (BR-07), and those of its SIREN. Read at
   * every proposal (BR-110).
   */
  async of(
    tx: Transaction,
    employers: readonly { employerId: string; siret: string }[],
  ): Promise<Map<string, OptOut[]>> {
    const rows = await tx.query<OptOut & { asked: string }>(
      // Each subject is hashed once: a join on the function would hash every pair.
      `with asked as materialized (
         select t.id, suppressed_hash(t.siret) as site, suppressed_hash(t.siren) as unit
           from unnest($1::uuid[], $2::text[], $3::text[]) t(id, siret, siren)
          where exists (select 1 from opt_out where lifted_at is null)
       ), found as (
         select a.id, o.opt_out_id from asked a join opt_out o on o.employer_id = a.id
         union select a.id, o.opt_out_id from asked a join opt_out o on o.subject_hash = a.site
         union select a.id, o.opt_out_id from asked a join opt_out o on o.subject_hash = a.unit
       )
       select f.id as asked, ${COLUMNS} from found f join opt_out o using (opt_out_id)
        where o.lifted_at is null order by o.recorded_at, o.opt_out_id`,
      [
        employers.map((one) => one.employerId),
        employers.map((one) => one.siret),
        employers.map((one) => sirenOf(one.siret)),
      ],
    );
    const all = new Map<string, OptOut[]>();
    for (const { asked, ...optOut } of rows) all.set(asked, [...(all.get(asked) ?? []), optOut]);
    return all;
  }

  async add(tx: Transaction, record: OptOutRecord): Promise<void> {
    const subject = record.level === 'SIREN' ? sirenOf(record.siret) : record.siret;
    await tx.query(
      `insert into opt_out (opt_out_id, employer_id, subject_hash, level, purpose, partner_id, requester, reason,
          recorded_at, recorded_by, recorded_by_partner, told)
        values ($1, $2, suppressed_hash($3), $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        record.optOutId,
        record.employerId,
        subject,
        record.level,
        record.purpose,
        record.partnerId,
        record.requester,
        record.reason,
        record.recordedAt,
        record.recordedBy,
        record.recordedByPartner,
        record.employerId !== null,
      ],
    );
  }

  async byId(
    tx: Transaction,
    optOutId: string,
  ): Promise<(OptOut & { recordedByPartner: string | null }) | undefined> {
    const [row] = await tx.query<OptOut & { recordedByPartner: string | null }>(
      `select ${COLUMNS}, o.recorded_by_partner as "recordedByPartner" from opt_out o where o.opt_out_id = $1`,
      [optOutId],
    );
    return row;
  }

  async lift(tx: Transaction, optOutId: string, proof: string): Promise<void> {
    await tx.query(
      'update opt_out set lifted_at = $2, lift_proof = $3 where opt_out_id = $1 and lifted_at is null',
      [optOutId, tx.now, proof],
    );
  }

  /** Gives oppositions that came before their employer to it; returns those not yet told (BR-111). */
  async recognise(
    tx: Transaction,
    employers: readonly { employerId: string; siret: string }[],
  ): Promise<{ employerId: string; optOut: OptOut }[]> {
    const rows = await tx.query<OptOut & { asked: string }>(
      `with asked as materialized (
         select t.id, suppressed_hash(t.siret) as site from unnest($1::uuid[], $2::text[]) t(id, siret)
          where exists (select 1 from opt_out where not told)
       )
       update opt_out o set employer_id = a.id, told = true from asked a
        where not o.told and o.level = 'ESTABLISHMENT' and o.subject_hash = a.site
       returning a.id as asked, ${COLUMNS}`,
      [employers.map((one) => one.employerId), employers.map((one) => one.siret)],
    );
    return rows.map(({ asked, ...optOut }) => ({ employerId: asked, optOut }));
  }
}
