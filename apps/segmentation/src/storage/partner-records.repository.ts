import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Transaction } from '#messaging/unit-of-work';
import type { PartnerRecord } from '../domain/partner-record';

/** The rows of partners' own files, each under its partner's id. Nothing is ever deleted by an import (BR-13). */
@Injectable()
export class PartnerRecords {
  constructor(private readonly dataSource: DataSource) {}

  /** The id of the partner that bears this code, undefined when none does. */
  async partnerOfCode(code: string): Promise<string | undefined> {
    const [row] = await this.dataSource.query<{ id: string }[]>(
      'select partner_id as id from partner_ref where code = $1',
      [code],
    );
    return row?.id;
  }

  async ofPartner(
    tx: Transaction,
    partnerId: string,
    recordIds: readonly string[],
  ): Promise<Map<string, PartnerRecord>> {
    const rows = await tx.query<PartnerRecord>(
      `select record_id as "recordId", siret, relation, last_contact_on::text as "lastContactOn"
       from partner_record where partner_id = $1 and record_id = any($2)`,
      [partnerId, recordIds],
    );
    return new Map(rows.map((row) => [row.recordId, row]));
  }

  async save(tx: Transaction, partnerId: string, rows: readonly PartnerRecord[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `insert into partner_record (partner_id, record_id, siret, relation, last_contact_on)
         select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::date[])
       on conflict (partner_id, record_id) do update set siret = excluded.siret, relation = excluded.relation,
         last_contact_on = excluded.last_contact_on`,
      [
        partnerId,
        rows.map((row) => row.recordId),
        rows.map((row) => row.siret),
        rows.map((row) => row.relation),
        rows.map((row) => row.lastContactOn),
      ],
    );
  }
}
