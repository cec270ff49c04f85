import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { communeOf } from '#domain/codes/communes';
import type { LocalDate } from '#domain/local-date';
import type { Transaction } from '#messaging/unit-of-work';
import type { CommuneRow } from '../imports/communes-file';

const COLUMNS = `code, name, postal_codes as "postalCodes", departement, region, zone, zone_name as "zoneName",
  basin, basin_name as "basinName", latitude, longitude`;

/** The commune table as it was imported. */
@Injectable()
export class Communes {
  constructor(private readonly dataSource: DataSource) {}

  async byCode(
    tx: Transaction,
    codes: readonly string[],
  ): Promise<Map<string, { row: CommuneRow; vintage: LocalDate }>> {
    const rows = await tx.query<CommuneRow & { vintage: LocalDate }>(
      `select ${COLUMNS}, vintage::text as vintage from commune where code = any($1)`,
      [codes],
    );
    return new Map(rows.map((row) => [row.code, { row, vintage: row.vintage }]));
  }

  async save(tx: Transaction, rows: readonly CommuneRow[], vintage: LocalDate): Promise<void> {
    if (rows.length === 0) return;
    const column = <K extends keyof CommuneRow>(name: K) => rows.map((row) => row[name]);
    await tx.query(
      `insert into commune (code, name, postal_codes, departement, region, zone, zone_name, basin, basin_name, latitude, longitude, vintage)
         select *, $12::date from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
           $8::text[], $9::text[], $10::float8[], $11::float8[])
       on conflict (code) do update set name = excluded.name, postal_codes = excluded.postal_codes,
         departement = excluded.departement, region = excluded.region, zone = excluded.zone, zone_name = excluded.zone_name,
         basin = excluded.basin, basin_name = excluded.basin_name, latitude = excluded.latitude,
         longitude = excluded.longitude, vintage = excluded.vintage`,
      [
        column('code'),
        column('name'),
        column('postalCodes'),
        column('departement'),
        column('region'),
        column('zone'),
        column('zoneName'),
        column('basin'),
        column('basinName'),
        column('latitude'),
        column('longitude'),
        vintage,
      ],
    );
  }

  /** The communes of a bassin d'emploi, by name. */
  ofBasin(basin: string): Promise<CommuneRow[]> {
    return this.dataSource.query(`select ${COLUMNS} from commune where basin = $1 order by name, code`, [
      basin,
    ]);
  }

  /** Names of communes: of the imported table, or else of the extract that comes with Concerto. */
  async namesOf(codes: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.dataSource.query<{ code: string; name: string }[]>(
      'select code, name from commune where code = any($1)',
      [codes],
    );
    const imported = new Map(rows.map((row) => [row.code, row.name]));
    return new Map(
      codes.flatMap((code) => {
        const name = imported.get(code) || communeOf(code)?.name;
        return name ? [[code, name] as const] : [];
      }),
    );
  }
}
