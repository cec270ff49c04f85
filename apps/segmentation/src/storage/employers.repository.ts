import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging/unit-of-work';
import type { Employer } from '../domain/employer';
import type { ReferenceEstablishment } from '../domain/establishment';
import type { PartnerRecord } from '../domain/partner-record';

/** A row of a partner's file with whose it is. */
export type OwnedRecord = PartnerRecord & { readonly partnerId: string };

/** What was told last of a partner's knowledge of an employer. */
export interface ToldKnowledge {
  readonly employerId: string;
  readonly partnerId: string;
  readonly relation: string;
  readonly lastContactOn: string | null;
}

/** Employer lineages, the SIRETs attached to them, and what partners' files say of them. */
@Injectable()
export class Employers {
  async bySiret(tx: Transaction, sirets: readonly string[]): Promise<Map<string, Employer>> {
    const rows = await tx.query<Employer>(
      `select employer_id as "employerId", siret, territory_id as "territoryId" from employer where siret = any($1)`,
      [sirets],
    );
    return new Map(rows.map((row) => [row.siret, row]));
  }

  /** Home territory of communes (BR-20): of several that claim one, the first that was defined; ids are in that order. */
  async homesOf(tx: Transaction, communes: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ commune: string; territoryId: string }>(
      `select distinct on (commune_code) commune_code as commune, territory_id as "territoryId"
       from territory_commune where commune_code = any($1) order by commune_code, territory_id`,
      [communes],
    );
    return new Map(rows.map((row) => [row.commune, row.territoryId]));
  }

  async add(
    tx: Transaction,
    employers: readonly { employer: Employer; from: string | null }[],
  ): Promise<void> {
    if (employers.length === 0) return;
    const ids = employers.map((one) => one.employer.employerId);
    const sirets = employers.map((one) => one.employer.siret);
    await tx.query(
      `insert into employer (employer_id, siret, territory_id, registered_at)
         select *, $4::timestamptz from unnest($1::uuid[], $2::text[], $3::uuid[])`,
      [ids, sirets, employers.map((one) => one.employer.territoryId), tx.now],
    );
    await tx.query(
      `insert into employer_siret (siret, employer_id, from_on) select * from unnest($1::text[], $2::uuid[], $3::date[])`,
      [sirets, ids, employers.map((one) => one.from)],
    );
  }

  async move(tx: Transaction, employers: readonly Employer[]): Promise<void> {
    if (employers.length === 0) return;
    await tx.query(
      `update employer e set territory_id = t.territory_id
       from unnest($1::uuid[], $2::uuid[]) t(employer_id, territory_id) where e.employer_id = t.employer_id`,
      [employers.map((one) => one.employerId), employers.map((one) => one.territoryId)],
    );
  }

  /** The dates of a SIRET follow the reference: opened, closed, or open again. */
  async date(tx: Transaction, establishments: readonly ReferenceEstablishment[]): Promise<void> {
    if (establishments.length === 0) return;
    await tx.query(
      `update employer_siret s set from_on = t.from_on, to_on = t.to_on
       from unnest($1::text[], $2::date[], $3::date[]) t(siret, from_on, to_on) where s.siret = t.siret`,
      [
        establishments.map((one) => one.siret),
        establishments.map((one) => one.createdOn),
        establishments.map((one) => one.closedOn),
      ],
    );
  }

  async recordsOf(tx: Transaction, sirets: readonly string[]): Promise<Map<string, OwnedRecord[]>> {
    const rows = await tx.query<OwnedRecord>(
      `select partner_id as "partnerId", record_id as "recordId", siret, relation, last_contact_on::text as "lastContactOn"
       from partner_record where siret = any($1) order by partner_id, record_id`,
      [sirets],
    );
    return groupedBy(rows, (row) => row.siret);
  }

  async toldOf(tx: Transaction, employerIds: readonly string[]): Promise<Map<string, ToldKnowledge[]>> {
    const rows = await tx.query<ToldKnowledge>(
      `select employer_id as "employerId", partner_id as "partnerId", relation, last_contact_on::text as "lastContactOn"
       from partner_known where employer_id = any($1::uuid[])`,
      [employerIds],
    );
    return groupedBy(rows, (row) => row.employerId);
  }

  async keepTold(tx: Transaction, told: readonly ToldKnowledge[]): Promise<void> {
    if (told.length === 0) return;
    await tx.query(
      `insert into partner_known as k (employer_id, partner_id, relation, last_contact_on)
         select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[])
       on conflict (employer_id, partner_id) do update
         set relation = excluded.relation, last_contact_on = excluded.last_contact_on`,
      [
        told.map((one) => one.employerId),
        told.map((one) => one.partnerId),
        told.map((one) => one.relation),
        told.map((one) => one.lastContactOn),
      ],
    );
  }
}

function groupedBy<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
