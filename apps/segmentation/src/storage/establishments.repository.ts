import { Injectable } from '@nestjs/common';
import type { Transaction } from '#messaging/unit-of-work';
import type { ReferenceEstablishment } from '../domain/establishment';

/** Columns of an establishment under the names of the domain, for any query that joins it as `r`. */
export const REFERENCE = `r.siret, r.active, r.employer, r.partial_diffusion as "partialDiffusion", r.headcount_band as "headcountBand",
  r.naf_code as "nafCode", r.naf_version as "nafVersion", r.commune_code as "communeCode", r.public_name as "publicName",
  r.address, r.created_on::text as "createdOn", r.closed_on::text as "closedOn", r.vintage::text as vintage,
  r.processed_at as "processedAt", r.once_employer as "onceEmployer"`;

/**
 * One writer of employers at a time: the three roads by which employers change (SIRENE, partners' files, territories)
 * are set-wise and read what the others write. Taken first in the unit, so that no two wait for each other.
 */
export const onlyWriter = (tx: Transaction): Promise<unknown> =>
  tx.query(`select pg_advisory_xact_lock(hashtext('segmentation.employers'))`);

/** The reference: every establishment that SIRENE told of, employers or not. */
@Injectable()
export class Establishments {
  async bySiret(tx: Transaction, sirets: readonly string[]): Promise<Map<string, ReferenceEstablishment>> {
    const rows = await tx.query<ReferenceEstablishment>(
      `select ${REFERENCE} from establishment r where r.siret = any($1)`,
      [sirets],
    );
    return new Map(rows.map((row) => [row.siret, row]));
  }

  async save(tx: Transaction, rows: readonly ReferenceEstablishment[]): Promise<void> {
    if (rows.length === 0) return;
    const column = <K extends keyof ReferenceEstablishment>(name: K) => rows.map((row) => row[name]);
    await tx.query(
      `insert into establishment as e (siret, active, employer, partial_diffusion, headcount_band, naf_code, naf_version,
           commune_code, public_name, address, created_on, closed_on, vintage, processed_at, once_employer)
         select * from unnest($1::text[], $2::boolean[], $3::boolean[], $4::boolean[], $5::text[], $6::text[], $7::text[],
           $8::text[], $9::text[], $10::text[], $11::date[], $12::date[], $13::date[], $14::text[], $15::boolean[])
       on conflict (siret) do update set active = excluded.active, employer = excluded.employer,
         partial_diffusion = excluded.partial_diffusion, headcount_band = excluded.headcount_band,
         naf_code = excluded.naf_code, naf_version = excluded.naf_version, commune_code = excluded.commune_code,
         public_name = excluded.public_name, address = excluded.address, created_on = excluded.created_on,
         closed_on = excluded.closed_on, vintage = excluded.vintage, processed_at = excluded.processed_at,
         once_employer = excluded.once_employer`,
      [
        column('siret'),
        column('active'),
        column('employer'),
        column('partialDiffusion'),
        column('headcountBand'),
        column('nafCode'),
        column('nafVersion'),
        column('communeCode'),
        column('publicName'),
        column('address'),
        column('createdOn'),
        column('closedOn'),
        column('vintage'),
        column('processedAt'),
        column('onceEmployer'),
      ],
    );
  }
}
